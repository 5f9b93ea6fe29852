"""Selection to address and back.

Comes in: query parameters, or a ``Selection``. Goes out: the other one, and what was asked for that does not exist.
Refuses to drop anything silently: what is not understood is named.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from claimatlas import vocabulary as voc
from claimatlas.kinds import Day, Identifier, UnexpectedError
from claimatlas.places import Gazetteer
from claimatlas.selection import FILTERS, Selection

Parameters = Mapping[str, Sequence[str]]

ALL_DAYS = "all"
_DEFAULT = Selection()
_EXTENT = re.compile(
    r"\d{1,2}(\.\d{1,2})?/-?(?P<latitude>\d{1,2}(\.\d{1,5})?)/-?(?P<longitude>\d{1,3}(\.\d{1,5})?)", flags=re.ASCII
)
_DISPUTE = re.compile(r"[a-z_]+\.[A-Z0-9-]+\.[A-Z0-9-]+", flags=re.ASCII)
_LONGEST_NAME = 300


@dataclass(frozen=True)
class Ignored:
    """Something an address asked for that does not exist."""

    key: str
    """Name of the parameter."""
    value: str
    """What it asked for."""
    reason: str
    """Why it has no effect, so that it reads on after the value."""


@dataclass(frozen=True)
class Decoded:
    """What an address says."""

    selection: Selection
    """The default with everything that was understood."""
    ignored: tuple[Ignored, ...]
    """Everything that was not."""


@dataclass(frozen=True)
class _Parameter:
    """One parameter that holds one value."""

    key: str
    """Name in the address."""
    field: str
    """Field of ``Selection``."""
    read: Callable[[str], Any]
    """Text to value; raises ``UnexpectedError`` with what was expected."""
    write: Callable[[Any], str] = str
    """Value to text."""
    always: bool = False
    """Whether it stands in every address, so that another default some day moves nobody."""


def _window(value: str) -> int | None:
    if value == ALL_DAYS:
        return None
    if re.fullmatch(r"[1-9]\d{0,4}", value, flags=re.ASCII):
        return int(value)
    raise UnexpectedError("a number of days or 'all'")


def _extent(value: str) -> str:
    match = _EXTENT.fullmatch(value)
    if match and float(match["latitude"]) <= 90 and float(match["longitude"]) <= 180:
        return value
    raise UnexpectedError("zoom/latitude/longitude")


def _tiles(value: str) -> str:
    # Addresses of the time when there was one kind of tiles say "on".
    code = voc.Tiles.STREETS.value if value == "on" else value
    if code in set(voc.Tiles):
        return code
    raise UnexpectedError(f"one of {', '.join(tiles.value for tiles in voc.Tiles)}")


def _dispute(value: str) -> str:
    if _DISPUTE.fullmatch(value):
        return value
    raise UnexpectedError("the name of a rule and two claims, joined by points")


def _who(value: str) -> str:
    party, _, claimant = value.partition("/")
    if claimant and party in set(voc.Party) and len(value) <= _LONGEST_NAME:
        return value
    raise UnexpectedError("a party and a claimant, joined by a slash")


def _page(value: str) -> int:
    if re.fullmatch(r"[1-9]\d{0,6}", value, flags=re.ASCII):
        return int(value)
    raise UnexpectedError("a page number")


def _code(key: str, field: str, vocabulary: type[voc.Code]) -> _Parameter:
    codes = {member.value for member in vocabulary}

    def read(value: str) -> str:
        if value in codes:
            return value
        raise UnexpectedError(f"one of {', '.join(member.value for member in vocabulary)}")

    return _Parameter(key, field, read)


def _day(key: str, field: str, *, always: bool = False) -> _Parameter:
    return _Parameter(key, field, Day().parse, dt.date.isoformat, always)


_SINGLE = (
    _day("on", "on", always=True),
    _Parameter("window", "window", _window, lambda days: str(days or ALL_DAYS), always=True),
    _day("known-by", "known_by"),
    _day("from", "since"),
    _day("to", "until"),
    _Parameter("claim", "claim", Identifier().parse),
    _Parameter("event", "event", Identifier().parse),
    _Parameter("dispute", "dispute", _dispute),
    _Parameter("who", "who", _who),
    _code("outcome", "outcome", voc.Outcome),
    _code("between", "between", voc.Between),
    _Parameter("page", "page", _page),
    _code("compare", "compare", voc.Comparison),
    _day("vs-on", "versus_on"),
    _day("vs-known-by", "versus_known_by"),
    _code("voice", "voice", voc.Party),
    _code("vs-voice", "versus_voice", voc.Party),
    _Parameter("view", "extent", _extent),
    _code("rows", "rows", voc.Rows),
    _code("order", "order", voc.Order),
    _Parameter("tiles", "tiles", _tiles),
)
_SEVERAL: Mapping[str, tuple[str, Sequence[str]]] = {
    "rule": ("rules", [rule.value for rule in voc.Rule]),
    "layer": ("layers", [layer.value for layer in voc.Layer if not layer.is_usual]),
    "hide": ("hidden", [layer.value for layer in voc.Layer if layer.is_usual]),
}
_NOUNS = {"layer": "layer to add", "hide": "layer to hide"}
_FILTERS = {code_filter.key: code_filter for code_filter in FILTERS}
_LISTS = {key: one.field for key, one in _FILTERS.items()} | {key: field for key, (field, _) in _SEVERAL.items()}
_FIELDS = {one.key: one.field for one in _SINGLE} | _LISTS | {"place": "place"}


def encode(selection: Selection) -> dict[str, list[str]]:
    """Write a selection as query parameters; ``on`` and ``window`` always, the rest where set."""
    parameters: dict[str, list[str]] = {}
    for one in _SINGLE:
        value = getattr(selection, one.field)
        if one.always or value != getattr(_DEFAULT, one.field):
            parameters[one.key] = [one.write(value)]
    for key, field in _LISTS.items():
        if getattr(selection, field):
            parameters[key] = list(getattr(selection, field))
    if selection.place:
        parameters["place"] = [selection.place]
    return {key: parameters[key] for key in KEYS if key in parameters}


def address(selection: Selection, page: str = "") -> str:
    """Write a selection as the end of an address: path of the page and query."""
    return f"/{page}?{urlencode(encode(selection), doseq=True)}"


def without_day(selection: Selection) -> str:
    """Write, as a query, what decides a map of any day: window, filters, clocks, layers and the chosen district."""
    parameters = encode(selection)
    return urlencode({key: parameters[key] for key in _OF_A_MAP if key in parameters}, doseq=True)


def decode(parameters: Parameters, gazetteer: Gazetteer, default: Selection | None = None) -> Decoded:
    """Read query parameters.

    Parameters
    ----------
    parameters : mapping of str to sequence of str
        Values may be repeated or joined by commas.
    gazetteer : Gazetteer
        Districts and provinces may be given by P-code or by any known spelling.
    default : Selection, optional
        What holds where the parameters say nothing.

    Returns
    -------
    Decoded
        Never raises: what does not exist is in ``ignored``.
    """
    reader = _Reader(gazetteer)
    changes: dict[str, Any] = {}
    for key, values in parameters.items():
        changes |= reader.read(key, [value for value in values if value])
    selection = replace(default or Selection(), **changes)
    if selection.since and selection.until and selection.until < selection.since:
        reader.ignore("to", selection.until.isoformat(), "lies before from")
        selection = replace(selection, until=None)
    return Decoded(selection, tuple(reader.ignored))


def follow(selection: Selection, parameters: Parameters, gazetteer: Gazetteer) -> Selection:
    """Change a selection as a link on a page asks: a parameter without a value goes back to what it is by default."""
    emptied = [_FIELDS[key] for key, values in parameters.items() if key in _FIELDS and not any(values)]
    cleared = replace(selection, **{field: getattr(_DEFAULT, field) for field in emptied})
    return decode(parameters, gazetteer, cleared).selection


KEYS = (
    "on", "window", "known-by", "from", "to", *_FILTERS, "place", "claim", "event", "dispute", "rule", "between",
    "who", "outcome", "page", "compare", "vs-on", "vs-known-by", "voice", "vs-voice", "view", "rows", "order", "layer",
    "hide", "tiles",
)  # fmt: skip
"""Every parameter, in the order in which an address gives them."""
_OF_A_MAP = ("window", "known-by", "from", "to", *_FILTERS, "place", "layer", "hide")
_BY_KEY = {one.key: one for one in _SINGLE}


class _Reader:
    """Reads one parameter after the other and remembers what it could not."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.ignored: list[Ignored] = []

    def ignore(self, key: str, value: str, reason: str) -> None:
        self.ignored.append(Ignored(key, value, reason))

    def read(self, key: str, values: list[str]) -> dict[str, Any]:
        if not values:
            return {}
        if key in _FILTERS:
            code_filter = _FILTERS[key]
            return {code_filter.field: self._codes(key, code_filter.choices(self.gazetteer), values)}
        if key in _SEVERAL:
            field, codes = _SEVERAL[key]
            return {field: self._codes(key, dict.fromkeys(codes, ""), values)}
        for extra in values[1:]:
            self.ignore(key, extra, "is given more than once; the first one counts")
        if key == "place":
            places = self._codes(key, self.gazetteer.district_names, values[:1])
            return {"place": places[0]} if places else {}
        if key not in _BY_KEY:
            self.ignore(key, values[0], "is not a parameter of this page")
            return {}
        return self._single(_BY_KEY[key], values[0])

    def _single(self, parameter: _Parameter, value: str) -> dict[str, Any]:
        try:
            return {parameter.field: parameter.read(value)}
        except UnexpectedError as error:
            self.ignore(parameter.key, value, f"is not {error}")
            return {}

    def _codes(self, key: str, choices: Mapping[str, str], values: list[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for value in (part.strip() for joined in values for part in joined.split(",")):
            code = value if value in choices else self._spelt(key, value)
            if code in choices:
                found[code] = None
            elif value:
                self.ignore(key, value, f"is not a known {_NOUNS.get(key) or key.replace('-', ' ')}")
        return tuple(code for code in choices if code in found)

    def _spelt(self, key: str, value: str) -> str:
        if key in ("district", "place"):
            return self.gazetteer.district(value) or ""
        if key == "province":
            return self.gazetteer.province(value) or ""
        return ""
