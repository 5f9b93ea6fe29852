"""The claims that a view lists, in pieces of one size, so that a file of any number of them is written bit by bit.

Comes in: a ``View``, of a record in memory or of a record folder. Goes out: frames of claims, and what must be known of
all of them before the first is written.
Refuses to hold more than a few pieces at once, and to give other pieces for a folder than for a record in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from claimatlas import stored
from claimatlas.export.request import Request
from claimatlas.folder import Folder
from claimatlas.kinds import Day
from claimatlas.listing import pieces_of
from claimatlas.schema import CLAIMS
from claimatlas.view import View

PIECE = 20_000
"""Claims that are written at once."""
_POINT = ("longitude", "latitude")
_STATED = (*(column.name for column in CLAIMS.columns if isinstance(column.kind, Day)), *_POINT)
_SURVEYED = tuple(dict.fromkeys((*stored.ORDER, "district", "event_id", *_STATED)))


@dataclass(frozen=True)
class Survey:
    """What must be known of all claims that are listed before the first of them is written."""

    witnesses: pd.DataFrame
    """A few of them, whole: the first, the first that states each day, and those whose points lie outermost. A table of
    these has the types of columns, and the bounds, of a table of all."""
    event_ids: frozenset[str]
    """Milestones that they belong to; empty text where one belongs to none."""


def is_too_large(view: View) -> bool:
    """Whether a view lists more claims than are read at once."""
    most = most_at_once(view)
    return most is not None and view.row_count > most


def most_at_once(view: View) -> int | None:
    """Return how many claims are read at once; None for a record in memory, which holds them all."""
    return view.record.most_whole if isinstance(view.record, Folder) else None


def pieces(view: View, request: Request, size: int = PIECE) -> Iterator[pd.DataFrame]:
    """Yield the claims that a view lists, ``size`` at a time, whole and in their order; nothing if there are none."""
    frames = pieces_of(view) if is_too_large(view) else (view.rows,)
    for done, piece in enumerate(_of_one_size(frames, size)):
        request.told(min(done * size / view.row_count, 1.0))
        yield piece


def _of_one_size(frames: Iterable[pd.DataFrame], size: int) -> Iterator[pd.DataFrame]:
    left: list[pd.DataFrame] = []
    for frame in frames:
        begin = 0
        while begin < len(frame):
            end = begin + size - sum(map(len, left))
            left.append(frame.iloc[begin:end])
            begin = end
            if end <= len(frame):
                yield pd.concat(left) if left[1:] else left[0]
                left = []
    if left:
        yield pd.concat(left)


def survey(view: View) -> Survey:
    """Look through the claims that a view lists; in a record folder at the few columns that matter."""
    if not is_too_large(view):
        return Survey(_telling(view.rows), frozenset(view.rows["event_id"]))
    found: list[pd.DataFrame] = []
    event_ids: set[str] = set()
    for piece in pieces_of(view, _SURVEYED):
        found = [_telling(pd.concat([*found, piece[list(_SURVEYED)]]))]
        event_ids.update(piece["event_id"].unique())
    return Survey(view.answers.those(list(found[0].index)), frozenset(event_ids))


def _telling(claims: pd.DataFrame) -> pd.DataFrame:
    positions = set(range(min(len(claims), 1)))
    for name in _STATED:
        is_stated = claims[name].notna().to_numpy()
        positions |= {int(is_stated.argmax())} if is_stated.any() else set()
    placed = claims[list(_POINT)].dropna()
    outermost = [*placed.idxmin(), *placed.idxmax()] if len(placed) else []
    return claims.iloc[sorted(positions.union(claims.index.get_indexer_for(pd.Index(outermost)).tolist()))]
