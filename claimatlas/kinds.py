"""What a cell can hold, and how its text is read.

Comes in: one cell's text. Goes out: its value, or ``UnexpectedError`` saying what was expected.
Refuses to repair: a cell is right or it is wrong.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import ClassVar, Protocol
from urllib.parse import urlsplit

from claimatlas import vocabulary as voc

FIRST_YEAR, LAST_YEAR = 1700, 2199
"""Years that a day may lie in; beyond them it is a slip, and no control of a page can show it."""


class UnexpectedError(ValueError):
    """A cell that does not hold what its column asks for; the text says what was expected."""


class Kind(Protocol):
    """What a column holds."""

    @property
    def words(self) -> str:
        """The kind in words, for the data dictionary and for reports."""
        ...

    def parse(self, text: str) -> object:
        """Read one cell that is not empty; raise ``UnexpectedError`` when it is wrong."""
        ...


@dataclass(frozen=True)
class Text:
    """Free text, kept letter for letter; see ``validate`` for the characters it refuses and flags."""

    words: str = "text"

    def parse(self, text: str) -> str:
        """Return the text as it stands."""
        return text


@dataclass(frozen=True)
class Identifier:
    """Stable identifier: capital letters, digits and hyphens."""

    words: str = "identifier (A-Z 0-9 -)"
    pattern: ClassVar[str] = "[A-Z0-9-]+"

    def parse(self, text: str) -> str:
        """Return the identifier."""
        if not re.fullmatch(self.pattern, text, flags=re.ASCII):
            raise UnexpectedError("an identifier of A-Z, 0-9 and -")
        return text


@dataclass(frozen=True)
class Identifiers:
    """Identifiers joined by ``;``."""

    words: str = "identifiers joined by ;"
    pattern: ClassVar[str] = "[A-Z0-9-]+(;[A-Z0-9-]+)*"

    def parse(self, text: str) -> str:
        """Return the joined identifiers."""
        if not re.fullmatch(self.pattern, text, flags=re.ASCII):
            raise UnexpectedError("identifiers of A-Z, 0-9 and - joined by ;")
        return text


@dataclass(frozen=True)
class Day:
    """Calendar day, ISO 8601, Gregorian."""

    words: str = "day (YYYY-MM-DD)"

    def parse(self, text: str) -> dt.date:
        """Return the day; other calendars and spreadsheet numbers are named, never converted."""
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, flags=re.ASCII):
            raise UnexpectedError(_what_kind_of_day(text))
        if re.match(r"1[34]\d\d-", text):
            raise UnexpectedError("a Gregorian day as YYYY-MM-DD; this looks like the Solar Hijri calendar")
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            raise UnexpectedError("a day that exists, as YYYY-MM-DD") from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise UnexpectedError(f"a day from {FIRST_YEAR}-01-01 to {LAST_YEAR}-12-31")
        return day


def _what_kind_of_day(text: str) -> str:
    if re.match(r"1[34]\d\d[/-]", text):
        return "a Gregorian day as YYYY-MM-DD; this looks like the Solar Hijri calendar"
    if re.fullmatch(r"\d{5}", text):
        return "a day as YYYY-MM-DD; this looks like a spreadsheet's day number"
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?", text):
        return "a day as YYYY-MM-DD; day and month cannot be told apart here"
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text):
        return "a day as YYYY-MM-DD without a time of day"
    return "a day as YYYY-MM-DD"


@dataclass(frozen=True)
class Coded:
    """One of the codes of a vocabulary."""

    codes: type[voc.Code]

    @property
    def words(self) -> str:
        """List the codes."""
        return "one of " + ", ".join(member.value for member in self.codes)

    def parse(self, text: str) -> str:
        """Return the code as plain text."""
        try:
            return self.codes(text).value
        except ValueError:
            raise UnexpectedError(self.words) from None


@dataclass(frozen=True)
class Beneficiary(Coded):
    """A camp that can hold ground."""

    codes: type[voc.Code] = voc.Camp

    @property
    def words(self) -> str:
        """List the camps that fight."""
        return "one of " + ", ".join(camp.value for camp in voc.BELLIGERENTS)

    def parse(self, text: str) -> str:
        """Return the camp; observers hold no ground."""
        if text == voc.Camp.OBSERVER.value:
            raise UnexpectedError(self.words)
        return super().parse(text)


@dataclass(frozen=True)
class Whole:
    """Whole number, zero or more."""

    words: str = "whole number"

    def parse(self, text: str) -> int:
        """Return the number."""
        if not re.fullmatch(r"\d{1,9}", text, flags=re.ASCII):
            raise UnexpectedError("a whole number of at most nine digits, without separators")
        return int(text)


@dataclass(frozen=True)
class Degrees:
    """Decimal degrees, EPSG:4326."""

    limit: int

    @property
    def words(self) -> str:
        """Give the range."""
        return f"decimal degrees from -{self.limit} to {self.limit}"

    def parse(self, text: str) -> float:
        """Return the degrees."""
        if re.fullmatch(r"-?\d+,\d+", text, flags=re.ASCII):
            raise UnexpectedError(f"{self.words}, with a point and not a comma")
        if not re.fullmatch(r"-?\d+(\.\d+)?", text, flags=re.ASCII):
            raise UnexpectedError(self.words)
        degrees = float(text)
        if not math.isfinite(degrees) or abs(degrees) > self.limit:
            raise UnexpectedError(self.words)
        return degrees


@dataclass(frozen=True)
class Pcode:
    """OCHA P-code of a place of the gazetteer; whether it is known is checked with the places."""

    words: str = "OCHA P-code"
    pattern: ClassVar[str] = "[A-Z]{2}[0-9]{2,8}"

    def parse(self, text: str) -> str:
        """Return the P-code."""
        if not re.fullmatch(self.pattern, text, flags=re.ASCII):
            raise UnexpectedError("a P-code such as AF19 or AF1904")
        return text


@dataclass(frozen=True)
class WebAddress:
    """Address of the document.

    Other schemes than http and https are kept as text and are never made a link.
    """

    words: str = "http or https address"

    def parse(self, text: str) -> str:
        """Return the address as it stands; see ``is_link``."""
        return text


_PLAIN_LINK = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(/[A-Za-z0-9/._~-]*)?", re.ASCII)
"""Most addresses; whatever looks otherwise is taken apart before it is called a link."""


def is_link(address: str) -> bool:
    """Whether ``address`` may be shown as a link: http or https, with a host, without blanks."""
    if _PLAIN_LINK.fullmatch(address):
        return True
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    plain = address.isprintable() and not re.search(r"[\s<>\"'`\\{}]", address)
    return parts.scheme in ("http", "https") and bool(host) and plain


def identifiers(joined: str) -> tuple[str, ...]:
    """Split a cell of ``Identifiers``; an empty cell holds none."""
    return tuple(joined.split(";")) if joined else ()
