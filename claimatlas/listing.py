"""The claims that the claims table lists, a page at a time: so many are not held, only looked at.

Comes in: a ``View``. Goes out: some of its rows, whole and in its order.
Refuses an order by anything but the day: that would need all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from claimatlas import stored
from claimatlas import vocabulary as voc
from claimatlas.view import View

_PIECE = 20_000


def page_of(view: View, first: int, most: int) -> pd.DataFrame:
    """Return some of the claims that are listed, counted from 0, without reading the others."""
    rows = voc.Rows(view.selection.rows)
    if rows is voc.Rows.ALL:
        return view.answers.page(first, most)
    if rows is voc.Rows.NO_DISTRICT:
        return view.answers.whole(view.answers.about("").iloc[first : first + most])
    is_meant = view.near.is_live if rows is voc.Rows.LIVE else view.near.is_coarse
    return view.whole(view.near.cells[is_meant].iloc[first : first + most])


def pieces_of(view: View, columns: Sequence[str] = stored.COLUMNS) -> Iterator[pd.DataFrame]:
    """Yield all that are listed, not all of them at once, with some columns at least; ``district`` is among these."""
    if view.selection.rows == voc.Rows.ALL:
        yield from view.answers.pieces(columns)
        return
    if view.selection.rows == voc.Rows.NO_DISTRICT:
        yield from (piece[piece["district"] == ""] for piece in view.answers.pieces(columns))
        return
    for first in range(0, view.row_count, _PIECE):
        yield page_of(view, first, _PIECE)
