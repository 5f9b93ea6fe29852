"""The record that is shown: read once per state of its files, and the last good one while they are bad.

Comes in: a workspace. Goes out: ``Standing``, a record and, when the files are bad now, what is wrong with them.
Refuses to show part of a bad file, and to pass an old record off as the one that lies there now.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock

from claimatlas.errors import ClaimAtlasError, UnreadableFileError
from claimatlas.opening import open_record, signature
from claimatlas.record import Record

_KEPT = 2
_Signature = tuple[tuple[str, int, int, int], ...]
_Key = tuple[str, _Signature]


@dataclass(frozen=True)
class Standing:
    """What stands on the screen."""

    record: Record
    """The record to show."""
    changed_ns: int
    """When the files it was read from were last changed, in nanoseconds of Unix time."""
    trouble: str = ""
    """Why the files that lie there now are not what is shown; empty when they are."""


@dataclass
class Shelf:
    """Open records, the latest last, and what was wrong with files that could not be opened."""

    _good: dict[_Key, Record] = field(default_factory=dict)
    _bad: dict[_Key, ClaimAtlasError] = field(default_factory=dict)
    _shown: dict[str, _Key] = field(default_factory=dict)
    """By workspace, what was good when it was last asked for."""
    _reading: Lock = field(default_factory=Lock)
    """No more than one record is read at a time."""

    def standing(self, workspace: Path, tell: Callable[[str], None] | None = None) -> Standing:
        """Return the record of a workspace as its files are now, or the last good one and why.

        Parameters
        ----------
        workspace : Path
            Folder with claims.csv, events.csv and geodata/.
        tell : callable, optional
            Given "" when something has to be read, and the name of each step before it begins; what it raises ends
            the reading and leaves the shelf as it was.

        Raises
        ------
        UnreadableFileError
            When the files are bad and no good ones have been seen by this process.
        """
        try:
            key = (str(workspace), signature(workspace))
            record = self._good.get(key) or self._read(key, workspace, tell or _silent)
        except ClaimAtlasError as error:
            last = self._shown.get(str(workspace))
            if last not in self._good:
                raise
            return Standing(self._good[last], _changed_ns(last), str(error))
        self._shown[str(workspace)] = key
        return Standing(record, _changed_ns(key))

    def _read(self, key: _Key, workspace: Path, tell: Callable[[str], None]) -> Record:
        tell("")
        with self._reading:
            # Another session may have read it, or failed to, while this one waited.
            if key in self._bad:
                raise self._bad[key]
            if key in self._good:
                return self._good[key]
            try:
                record = open_record(workspace, tell)
                _refuse_if_nothing_is_kept(record, workspace)
            except ClaimAtlasError as error:
                self._bad.clear()  # one state of the files is remembered as bad: the one that lies there
                self._bad[key] = error
                raise
            # What a record holds lives as long as the server: later collections need not look through it again.
            gc.collect()
            gc.freeze()
            self._good[key] = record
            while len(self._good) > _KEPT:
                del self._good[next(iter(self._good))]
        return record

    def __len__(self) -> int:
        return len(self._good)

    def __contains__(self, record: object) -> bool:
        return any(record is kept for kept in self._good.values())


@cache
def shelf() -> Shelf:
    """Return the one shelf of this process."""
    return Shelf()


def _silent(_: str) -> None:
    return


def _changed_ns(key: _Key) -> int:
    return max(changed for _, _, changed, _ in key[1])


def _refuse_if_nothing_is_kept(record: Record, workspace: Path) -> None:
    """Refuse a file of claims in which every row is refused: it was spoilt as a whole, whatever each row says."""
    checked = record.checked_claims
    if checked.row_count and not checked.kept_count:
        first = checked.refused[0].problems[0]
        raise UnreadableFileError(
            f"{checked.file}: each of its {checked.row_count:,} rows is refused. {first}.", workspace
        )
