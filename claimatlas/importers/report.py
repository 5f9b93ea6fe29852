"""What an import did, for somebody who has to act on it: as lines, and as JSON that names every refused row.

Comes in: everything that was found. Goes out: text. Refuses to leave a refused row without its line and reason.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimatlas.errors import Problem, shown
from claimatlas.importers.copies import Conflict, OnRecord
from claimatlas.importers.locating import Unknown
from claimatlas.importers.spellings import Suggestion
from claimatlas.validate import Checked

_TOLD_SPELLINGS = 40
_TOLD_TEXTS = 12


@dataclass(frozen=True)
class Reason:
    """One reason for which rows were refused or flagged."""

    column: str
    """Column of the contract, or ``row``."""
    expected: str
    """What was expected there."""
    found: tuple[tuple[str, int], ...]
    """What stands there, each text with the number of its rows, the most frequent first."""
    lines: tuple[int, ...]
    """The rows."""

    @property
    def found_words(self) -> str:
        """What stands there, in one line: all that somebody has to map, and not the first of it alone."""
        if len(self.found) == 1:
            return shown(self.found[0][0])
        told = ", ".join(f"{shown(text)} ({count:,})" for text, count in self.found[:_TOLD_TEXTS])
        more = len(self.found) - _TOLD_TEXTS
        return f"{told} and {more:,} other texts" if more > 0 else told


@dataclass(frozen=True)
class Report:
    """What became of a file."""

    label: str
    """Format of the file, in words."""
    terms: str
    """Whose work it is; may be empty."""
    checked: Checked
    """Rows kept and refused, and flags."""
    placed: Counter[str]
    """How kept rows came to their district, in words, with their number."""
    unknown: tuple[tuple[Unknown, tuple[Suggestion, ...]], ...]
    """Spellings that the gazetteer does not know, with what is similar."""
    remarks: Counter[str]
    """How rows were read, with their number."""
    columns: tuple[tuple[str, str], ...]
    """Column of the contract, and the foreign columns it was read from."""
    unread: tuple[str, ...]
    """Foreign columns of which nothing was read."""
    on_record: OnRecord
    """What the record holds already."""
    conflicts: tuple[Conflict, ...] = ()
    """Rows of the file with one id and several contents; all of them are refused."""

    @property
    def accepted(self) -> int:
        """Rows kept."""
        return len(self.checked.kept)

    @property
    def refused(self) -> int:
        """Rows kept aside."""
        return len(self.checked.refused)

    @property
    def read(self) -> int:
        """Rows of the file."""
        return self.checked.row_count

    @property
    def summary(self) -> str:
        """The first line."""
        flags = len(self.checked.flags)
        return (
            f"{self.checked.file}: {self.read:,} rows read as {self.label}, {self.accepted:,} accepted, "
            f"{self.refused:,} refused, {flags:,} {'flag' if flags == 1 else 'flags'}"
        )

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why rows were refused, the most frequent reason first."""
        return grouped(problem for row in self.checked.refused for problem in row.problems)

    @property
    def flagged(self) -> tuple[Reason, ...]:
        """What is odd about rows that were kept, the most frequent first."""
        return grouped(self.checked.flags)

    def lines(self) -> Iterator[str]:
        """Yield the report for a terminal: every refused row is named by its line."""
        yield self.summary
        yield from _block("Placed", (f"{count:,} {how}" for how, count in self.placed.most_common()))
        yield from _block("How it was read", (f"{words} ({count:,})" for words, count in self.remarks.most_common()))
        yield from _block("Refused", map(_reason, self.reasons))
        yield from _block("One id, several contents", map(_conflict, self.conflicts))
        yield from _block("Flagged, and kept", map(_reason, self.flagged))
        yield from _block("Spellings that the gazetteer does not know", self._spellings())
        yield from _block("Already on record", self._recorded())
        yield from _block("Columns of which nothing was read", [", ".join(self.unread)] if self.unread else [])
        if self.terms:
            yield self.terms

    def _spellings(self) -> Iterator[str]:
        for unknown, similar in self.unknown[:_TOLD_SPELLINGS]:
            where = "a province" if unknown.is_province else f"in {unknown.province}"
            near = ", ".join(f"{one.name} ({one.pcode})" for one in similar) or "nothing"
            yield f"{shown(unknown.spelling)}, {where}, {line_ranges(unknown.lines)}; similar: {near}"
        if len(self.unknown) > _TOLD_SPELLINGS:
            yield f"and {len(self.unknown) - _TOLD_SPELLINGS:,} more, all in the report's JSON"

    def _recorded(self) -> Iterator[str]:
        if self.on_record.same:
            yield f"{len(self.on_record.same):,} claims, the same: nothing to add"
        if self.on_record.different:
            ids = ", ".join(self.on_record.different[:5])
            more = f" and {len(self.on_record.different) - 5:,} more" if len(self.on_record.different) > 5 else ""
            yield f"{len(self.on_record.different):,} claims with other content: {ids}{more}"

    def as_json(self) -> dict[str, object]:
        """Return the whole report, every refused row with its text; ``docs/schemas/import.json`` describes it."""
        return {
            "file": self.checked.file,
            "sha256": self.checked.sha256,
            "format": self.label,
            "terms": self.terms,
            "rows": self.read,
            "accepted": self.accepted,
            "refused": self.refused,
            "placed": dict(self.placed),
            "remarks": dict(self.remarks),
            "columns": dict(self.columns),
            "unread": list(self.unread),
            "on_record": {"same": list(self.on_record.same), "different": list(self.on_record.different)},
            "conflicts": [
                {"claim_id": key, "lines": list(lines), "columns": {name: list(cells) for name, cells in columns}}
                for key, lines, columns in self.conflicts
            ],
            "spellings": [
                {
                    "spelling": unknown.spelling,
                    "province": unknown.province,
                    "is_province": unknown.is_province,
                    "lines": list(unknown.lines),
                    "similar": [{"pcode": one.pcode, "name": one.name, "likeness": one.likeness} for one in similar],
                }
                for unknown, similar in self.unknown
            ],
            "problems": [problem.as_json() for problem in self.checked.problems],
            "refused_rows": [{"line": row.line, "raw": row.raw} for row in self.checked.refused],
        }

    def as_bytes(self) -> bytes:
        """Return the whole report as a file; half a character, as hostile JSON can hold, stays an escape of JSON."""
        text = json.dumps(self.as_json(), ensure_ascii=False, indent=2)
        return f"{text}\n".encode("utf-8", "backslashreplace")


def grouped(problems: Iterable[Problem]) -> tuple[Reason, ...]:
    """Gather problems by column and reason, the most frequent first."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        found.setdefault((problem.column, problem.expected), []).append(problem)
    reasons = [
        Reason(
            column,
            expected,
            tuple(Counter(problem.found for problem in same).most_common()),
            tuple(sorted(problem.line for problem in same)),
        )
        for (column, expected), same in found.items()
    ]
    return tuple(sorted(reasons, key=lambda reason: (-len(reason.lines), reason.lines)))


def line_ranges(lines: Sequence[int]) -> str:
    """Write line numbers shortly: ``lines 3-5, 9``."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    written = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return f"{'line' if len(set(lines)) == 1 else 'lines'} {written}"


def _reason(reason: Reason) -> str:
    rows = f"{len(reason.lines):,} {'row' if len(reason.lines) == 1 else 'rows'}: {line_ranges(reason.lines)}"
    return f"{reason.column}: expected {reason.expected}; found {reason.found_words} ({rows})"


def _conflict(conflict: Conflict) -> str:
    key, lines, columns = conflict
    said = "; ".join(f"{name} {' or '.join(map(shown, dict.fromkeys(cells)))}" for name, cells in columns)
    return f"{key} ({line_ranges(lines)}): {said}"


def _block(title: str, lines: Iterable[str]) -> Iterator[str]:
    inside = [f"  {line}" for line in lines]
    if inside:
        yield f"{title}:"
        yield from inside
