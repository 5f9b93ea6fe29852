"""Selection to address and back.

Comes in: query parameters, or a ``Selection``. Goes out: the other one, and what was asked for that does not exist.
Refuses to drop anything silently: what is not understood is named.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from claimatlas.kinds import Day, Identifier, UnexpectedError
from claimatlas.places import Gazetteer
from claimatlas.selection import FILTERS, Rows, Selection

Parameters = Mapping[str, Sequence[str]]

ALL_DAYS = "all"
_EXTENT = re.compile(
    r"\d{1,2}(\.\d{1,2})?/-?(?P<latitude>\d{1,2}(\.\d{1,5})?)/-?(?P<longitude>\d{1,3}(\.\d{1,5})?)", flags=re.ASCII
)
_FILTERS = {code_filter.key: code_filter for code_filter in FILTERS}
_DAY_KEYS = {"on": "on", "known-by": "known_by", "from": "since", "to": "until"}


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


def encode(selection: Selection) -> dict[str, list[str]]:
    """Write a selection as query parameters; ``on`` and ``window`` always, the rest where set."""
    parameters = {"on": [selection.on.isoformat()], "window": [str(selection.window or ALL_DAYS)]}
    for key, field in _DAY_KEYS.items():
        day = getattr(selection, field)
        if day and key != "on":
            parameters[key] = [day.isoformat()]
    for code_filter in FILTERS:
        codes = code_filter.wanted(selection)
        if codes:
            parameters[code_filter.key] = list(codes)
    if selection.place:
        parameters["place"] = [selection.place]
    if selection.claim:
        parameters["claim"] = [selection.claim]
    if selection.extent:
        parameters["view"] = [selection.extent]
    if selection.rows != Rows.ALL:
        parameters["rows"] = [selection.rows]
    if selection.tiles:
        parameters["tiles"] = ["on"]
    return parameters


def address(selection: Selection, page: str = "") -> str:
    """Write a selection as the end of an address: path of the page and query."""
    return f"/{page}?{urlencode(encode(selection), doseq=True)}"


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
        for extra in values[1:]:
            self.ignore(key, extra, "is given more than once; the first one counts")
        if key in _DAY_KEYS:
            day = self._day(key, values[0])
            return {_DAY_KEYS[key]: day} if day else {}
        readers = {
            "window": self._window,
            "place": self._place,
            "claim": self._claim,
            "view": self._extent,
            "rows": self._rows,
            "tiles": self._tiles,
        }
        if key not in readers:
            self.ignore(key, values[0], "is not a parameter of this page")
            return {}
        return readers[key](values[0])

    def _place(self, value: str) -> dict[str, Any]:
        places = self._codes("place", self.gazetteer.district_names, [value])
        return {"place": places[0]} if places else {}

    def _claim(self, value: str) -> dict[str, Any]:
        try:
            return {"claim": Identifier().parse(value)}
        except UnexpectedError as error:
            self.ignore("claim", value, f"is not {error}")
            return {}

    def _rows(self, value: str) -> dict[str, Any]:
        rows = self._codes("rows", {code.value: code.label for code in Rows}, [value])
        return {"rows": rows[0]} if rows else {}

    def _codes(self, key: str, choices: Mapping[str, str], values: list[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for value in (part.strip() for joined in values for part in joined.split(",")):
            code = value if value in choices else self._spelt(key, value)
            if code in choices:
                found[code] = None
            elif value:
                self.ignore(key, value, f"is not a known {key.replace('-', ' ')}")
        return tuple(code for code in choices if code in found)

    def _spelt(self, key: str, value: str) -> str:
        if key in ("district", "place"):
            return self.gazetteer.district(value) or ""
        if key == "province":
            return self.gazetteer.province(value) or ""
        return ""

    def _day(self, key: str, value: str) -> dt.date | None:
        try:
            return Day().parse(value)
        except UnexpectedError as error:
            self.ignore(key, value, f"is not {error}")
            return None

    def _window(self, value: str) -> dict[str, Any]:
        if value == ALL_DAYS:
            return {"window": None}
        if re.fullmatch(r"[1-9]\d{0,4}", value, flags=re.ASCII):
            return {"window": int(value)}
        self.ignore("window", value, "is not a number of days or 'all'")
        return {}

    def _extent(self, value: str) -> dict[str, Any]:
        match = _EXTENT.fullmatch(value)
        if match and float(match["latitude"]) <= 90 and float(match["longitude"]) <= 180:
            return {"extent": value}
        self.ignore("view", value, "is not zoom/latitude/longitude")
        return {}

    def _tiles(self, value: str) -> dict[str, Any]:
        if value in ("on", "off"):
            return {"tiles": value == "on"}
        self.ignore("tiles", value, "is not on or off")
        return {}
