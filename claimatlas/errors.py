"""One family of errors, and one shape for everything wrong with a file.

Comes in: nothing. Goes out: exceptions for the shell, ``Problem`` for the reader.
Refuses to print, log or recover.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_SHOWN_CHARACTERS = 80


class ClaimAtlasError(Exception):
    """Anything this package raises on purpose; its text is one sentence for the user."""


class UnreadableFileError(ClaimAtlasError):
    """A file that cannot be read at all: nothing in it was used.

    Its text begins with the file's name. ``folder`` is where it was looked for: the command line says so, a page does
    not, because whoever reaches the server would learn it.
    """

    def __init__(self, sentence: str, folder: Path | None = None) -> None:
        super().__init__(sentence)
        self.folder = folder

    @property
    def in_full(self) -> str:
        """The sentence, with the folder before the name of the file."""
        return str(self.folder / str(self)) if self.folder else str(self)


class UsageError(ClaimAtlasError):
    """What was asked for does not exist or contradicts itself."""


class TooManyClaimsError(ClaimAtlasError):
    """What was asked for needs more claims at once than a record folder reads; nothing of it is shown."""


class Severity(StrEnum):
    """What a problem does to its row."""

    REFUSED = "refused"
    FLAGGED = "flagged"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with one cell or row."""

    file: str
    """Name of the file, without its folder."""
    line: int
    """Line of the file on which the row begins; the header is line 1."""
    column: str
    """Column of the contract, or ``row`` when the whole row is meant."""
    found: str
    """What stands there, as text."""
    expected: str
    """What the contract asks for, so that it reads on after "expected"."""
    severity: Severity = Severity.REFUSED
    """Whether the row was refused, or kept with a flag."""

    def __str__(self) -> str:
        """``claims.csv line 17, event_date: found '2021-13-02', expected a day as YYYY-MM-DD``."""
        return f"{self.file} line {self.line}, {self.column}: found {shown(self.found)}, expected {self.expected}"

    @property
    def advice(self) -> str:
        """What the reader can do about it."""
        if self.severity is Severity.FLAGGED:
            return "The row is kept; look at it."
        return "Correct the cell or leave it empty; until then the row is kept aside."

    def as_json(self) -> dict[str, object]:
        """Return the problem as an entry of a report, which names the file itself."""
        return {
            "line": self.line,
            "column": self.column,
            "found": self.found,
            "expected": self.expected,
            "severity": self.severity.value,
        }


def shown(text: str) -> str:
    """Quote ``text`` for one line of a report: cut when long, control characters made visible."""
    visible = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in short(text))
    return f"'{visible}'"


def short(text: str) -> str:
    """Cut a text that would fill the line."""
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"
