"""What a file of data says of itself, so that a table that is handed on still tells what was asked of which data.

Comes in: a ``View`` and its address. Goes out: names and texts, in the order in which they are to be read.
Refuses what a table has no use for: scale and projection belong to pictures.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimatlas.export.credits import PRODUCER, credit_sentences
from claimatlas.view import NOT_FACTS, View


def about(view: View, address: str) -> Mapping[str, str]:
    """Describe a view in words.

    Returns
    -------
    mapping of str to str
        Name and text of each entry; a list is one line for each of its members.
    """
    selection = view.selection
    return {
        "title": view.title,
        "caution": NOT_FACTS,
        "on": selection.on.isoformat(),
        "known_by": selection.known_by.isoformat() if selection.known_by else "whenever published",
        "filters": view.filter_sentence,
        "clocks": view.clock_sentence,
        "counts": view.count_sentence,
        "legend": "\n".join(entry.label for entry in (*view.legend, *view.overlay_legend)),
        "credits": "\n".join(credit_sentences(view)),
        "address": address,
        "producer": PRODUCER,
        **{f"sha256 of {name}": total for name, total in view.record.sums.items()},
    }
