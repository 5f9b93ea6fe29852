"""Tables whose every number is a link: what the element ``track`` is told, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claimatlas.track.publishers import Behind
from claimatlas.ui import elements
from claimatlas.view import counted

Part = dict[str, Any]
"""A piece of a line: words, a link, or a number that opens to its claims."""


@dataclass(frozen=True)
class Table:
    """One table, in the order in which its rows come."""

    columns: Sequence[Mapping[str, Any]]
    """As ``column`` makes them."""
    rows: Sequence[Mapping[str, Any]]
    """As ``row`` makes them."""
    caption: str = ""
    """What stands above the table."""
    title: str = ""
    """Heading; an element with a heading comes to the reader when ``choice`` changes."""
    choice: str = ""
    """What the reader chose to see."""
    choices: Sequence[Part] = field(default_factory=tuple)
    """Links above the table."""
    empty: str = ""
    """Words where there is no row."""
    pager: Sequence[Part] = field(default_factory=tuple)
    """Links below the table."""
    fold: str = ""
    """Words of the line that opens the table; empty text for a table that is open."""
    open: bool = False
    """Whether it is open to begin with."""
    sortable: bool = True
    """Whether its columns sort."""
    reflow: bool = False
    """Whether a row becomes a block on a narrow screen; else the table scrolls."""


def mount(table: Table, *, key: str) -> None:
    """Draw a table."""
    elements.mount("track", vars(table), key=key)


def column(label: str, words: str = "", *, number: bool = False, long: bool = False, order: str = "") -> Part:
    """Name a column; ``order`` says how the rows come sorted by it."""
    return {"label": label, "help": words, "number": number, "long": long, "sorted": order}


def row(cells: Iterable[Mapping[str, Any]], *, few: bool = False) -> dict[str, Any]:
    """Put cells into a row; ``few`` writes it quietly."""
    return {"cells": list(cells), "few": few}


def cell(*lines: Sequence[Part], sort: float | str | None = None, head: bool = False) -> dict[str, Any]:
    """Put lines into a cell; a cell without a value to sort by stays last in either direction."""
    return {"lines": [list(line) for line in lines if line], "sort": sort, "head": head}


def words(text: str, style: str = "", *, language: str = "") -> Part:
    """Write words; ``language`` (BCP 47) where they are not English."""
    return {"text": text, "style": style, "language": language}


def link(text: str, page: str, parameters: Mapping[str, Sequence[str]], *, label: str = "", style: str = "") -> Part:
    """Lead to a page with changed parameters; an empty page is this one."""
    changed = {key: list(values) for key, values in parameters.items()}
    return {"text": text, "page": page, "parameters": changed, "label": label, "style": style}


def claim_link(claim_id: str) -> Part:
    """Lead to a claim's own page."""
    return link(claim_id, "claim", {"claim": [claim_id]})


def behind(text: str, claims: Behind, style: str = "") -> Part:
    """Write a number that opens to the claims it counts, as far as a cell can hold them."""
    left_out = claims.count - len(claims.claim_ids)
    more = f"and {counted(left_out, 'more claim')}: narrow the filters to see them" if left_out > 0 else ""
    return {"text": text, "claims": list(claims.claim_ids), "more": more, "style": style}


def pager(page: int, pages: int, what: str) -> list[Part]:
    """Lead to the page before and after; nothing where there is only one."""
    if pages <= 1:
        return []
    steps = [("Previous", page - 1), ("Next", page + 1)]
    links = [link(label, "", {"page": [str(to)] if to > 1 else []}) for label, to in steps if 1 <= to <= pages]
    return [words(f"Page {page:,} of {pages:,} of {what}."), *links]
