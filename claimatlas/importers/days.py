"""Read days as other people write them: only in a form that can be read in one way, or that somebody declares.

Comes in: a cell, and perhaps a format or a calendar. Goes out: a day as YYYY-MM-DD.
Refuses what could be two days, a time without saying so, and another calendar that nobody declared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from persiantools import digits
from persiantools.jdatetime import JalaliDate

from claimatlas.kinds import Day, UnexpectedError

SOLAR_HIJRI = "solar_hijri"
CALENDARS = {"": "Gregorian", SOLAR_HIJRI: "Solar Hijri"}

_DAY = Day()
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(:00(\.0+)?)?Z?", flags=re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?", flags=re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})", flags=re.ASCII)
_DIRECTIVES = re.compile(r"%(.)")

FORMATS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%m.%d.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y%m%d", "%d %B %Y",
    "%d %b %Y", "%d-%b-%Y", "%B %d, %Y", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M",
)  # fmt: skip
"""Formats that are tried when one is to be proposed."""
_LOOKED_AT = 2_000


def iso_day(text: str) -> str:
    """Return a day that is written YYYY-MM-DD, with or without midnight after it.

    Raises
    ------
    UnexpectedError
        When it is written otherwise, or does not exist.
    """
    midnight = _MIDNIGHT.fullmatch(text)
    return _DAY.parse(midnight.group(1) if midnight else text).isoformat()


def moment_day(text: str) -> str:
    """Return the day of a moment in ISO 8601, as it is written there: no zone is converted."""
    moment = _MOMENT.fullmatch(text)
    return _DAY.parse(moment.group(1) if moment else text).isoformat()


def named_day(text: str) -> str:
    """Return a day that is written YYYY-MM-DD, or with the month in English: ``05 March 2019``."""
    written = _NAMED.fullmatch(text)
    if not written:
        return iso_day(text)
    number, name, year = written.groups()
    month = _month(name)
    if not month:
        raise UnexpectedError("a day such as 2019-03-05 or 05 March 2019")
    return _existing(int(year), month, int(number))


def _month(name: str) -> int:
    folded = name.casefold()
    if folded in _MONTH_NAMES:
        return _MONTH_NAMES.index(folded) + 1
    return _MONTHS.index(folded) + 1 if folded in _MONTHS else 0


def _existing(year: int, month: int, number: int) -> str:
    return _DAY.parse(f"{year:04}-{month:02}-{number:02}").isoformat()


def check_format(pattern: str) -> None:
    """Refuse a format that does not name year, month and day, or that names a zone.

    Raises
    ------
    UnexpectedError
        With what a format is.
    """
    named = set(_DIRECTIVES.findall(pattern))
    if not ("Y" in named and "d" in named and named & {"m", "b", "B"}) or named - set("YmdbBHMSf%"):
        raise UnexpectedError("a format with %Y, %m (or %b, %B) and %d, such as %d/%m/%Y")


def declared_day(text: str, pattern: str = "", calendar: str = "") -> str:
    """Return a day in the form somebody declares; without one it has to be ISO.

    Parameters
    ----------
    text : str
        The cell.
    pattern : str, optional
        Format in the manner of ``strptime``: %Y %m %d %b %B %H %M %S %f.
    calendar : str, optional
        ``solar_hijri`` for the calendar of Afghanistan and Iran. Digits may be Persian ones.

    Raises
    ------
    UnexpectedError
        When the cell is written otherwise, or the day does not exist in that calendar.
    """
    if calendar == SOLAR_HIJRI:
        return _solar_hijri(text, pattern or "%Y-%m-%d")
    if not pattern:
        return iso_day(text)
    check_format(pattern)
    try:
        day = dt.datetime.strptime(text, pattern).date()  # a day has no zone
    except (ValueError, OverflowError):
        raise UnexpectedError(f"a day as {pattern}") from None
    return _DAY.parse(day.isoformat()).isoformat()


def _solar_hijri(text: str, pattern: str) -> str:
    check_format(pattern)
    latin = digits.ar_to_fa(text)
    latin = digits.fa_to_en(latin)
    # The order of year, month and day is all that is taken of the format: months are written as numbers.
    order = [code for code in _DIRECTIVES.findall(pattern) if code in "Ymd"]
    numbers = re.fullmatch(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})", latin, flags=re.ASCII)
    if numbers is None or sorted(order) != ["Y", "d", "m"]:
        raise UnexpectedError(f"a Solar Hijri day as {pattern}, with the month as a number")
    said = dict(zip(order, map(int, numbers.groups()), strict=True))
    try:
        day = JalaliDate(said["Y"], said["m"], said["d"]).to_gregorian()  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        raise UnexpectedError("a day that exists in the Solar Hijri calendar") from None
    return _DAY.parse(day.isoformat()).isoformat()


def fitting_formats(cells: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return every (format, calendar) in which most cells can be read, and no other reads more; ``("", "")`` is ISO.

    More than one means that nobody can tell from the cells alone. A day that does not exist fits none of them.
    """
    texts = sorted({cell.strip() for cell in cells if cell.strip()})[:_LOOKED_AT]
    tried = [("", ""), *((pattern, "") for pattern in FORMATS)]
    tried += [(pattern, SOLAR_HIJRI) for pattern in ("%Y-%m-%d", "%d-%m-%Y")]
    read = {one: sum(_reads(text, *one) for text in texts) for one in tried}
    most = max(read.values())
    return tuple(one for one, count in read.items() if count == most) if most * 2 > len(texts) else ()


def _reads(text: str, pattern: str, calendar: str) -> bool:
    try:
        day = declared_day(text, pattern, calendar)
    except UnexpectedError:
        return False
    # Centuries apart from what anybody keeps a record of: another calendar, or day and year swapped.
    return "1900" < day < "2100"
