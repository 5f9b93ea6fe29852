"""Give imported rows their districts: by the gazetteer's spellings and by points, and say where the two disagree.

Comes in: ``Mapped`` rows and the places of a workspace. Goes out: the same rows with P-codes, and how each came by it.
Refuses to match what is only similar, and to look a name up without its province.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd

from claimatlas.errors import Problem, Severity
from claimatlas.importers.mapping import DISTRICT_NAME, PROVINCE_NAME, STANDS_FOR, Asked, Mapped
from claimatlas.kinds import Degrees, UnexpectedError
from claimatlas.places import Gazetteer, district_at
from claimatlas.record import Places

_CHANGED = ("adm1_pcode", "adm2_pcode", "longitude", "latitude", "notes")


@dataclass(frozen=True)
class Unknown:
    """A spelling that the gazetteer does not know."""

    spelling: str
    """As the file writes it."""
    province: str
    """P-code of the province it is said to lie in; empty text when the spelling is a province's own."""
    is_province: bool
    """Whether it is the name of a province."""
    lines: tuple[int, ...]
    """Rows that use it."""


@dataclass
class Located:
    """Rows with their places."""

    rows: pd.DataFrame
    """Text columns of the contract; index ``line``."""
    by_name: set[int] = field(default_factory=set)
    """Rows whose district was found by its name."""
    unknown: tuple[Unknown, ...] = ()
    """Spellings without a place, the most used first."""
    flags: list[Problem] = field(default_factory=list)
    """Names and points that do not go together, in rows that are kept."""


def locate(mapped: Mapped, places: Places, asked: Asked) -> Located:
    """Look names up and hold points against them.

    Parameters
    ----------
    mapped : Mapped
        Uses the columns of place of the contract, and ``mapping.PLACE_WORDS``.
    places : Places
        Of the workspace.
    asked : Asked
        What to do where name and point disagree.

    Returns
    -------
    Located
        The rows in the same order. A P-code that a row brings itself stays as it is.
    """
    rows = mapped.rows.copy()
    unknown = _look_up(rows, places.gazetteer)
    given = mapped.rows["adm2_pcode"] != ""
    located = Located(rows, by_name={int(line) for line in rows.index[(rows["adm2_pcode"] != "") & ~given]})
    located.unknown = unknown
    _hold_points(mapped, located, places, asked)
    located.rows = located.rows.drop(columns=[PROVINCE_NAME, DISTRICT_NAME, STANDS_FOR])
    return located


def _look_up(rows: pd.DataFrame, gazetteer: Gazetteer) -> tuple[Unknown, ...]:
    missing: dict[tuple[str, str, bool], list[int]] = {}
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    adm1, adm2 = rows["adm1_pcode"].tolist(), rows["adm2_pcode"].tolist()
    names = zip(rows[PROVINCE_NAME], rows[DISTRICT_NAME], strict=True)
    for place, (line, (province_name, district_name)) in enumerate(zip(rows.index, names, strict=True)):
        key = (adm1[place], province_name, district_name)
        if key not in found:
            province = adm1[place] or (province_name and gazetteer.province(province_name)) or ""
            found[key] = (province, _district(district_name, province, gazetteer))
        province, district = found[key]
        if province_name and not province:
            missing.setdefault((province_name, "", True), []).append(int(line))
        elif district_name and province and not district and not adm2[place]:
            missing.setdefault((district_name, province, False), []).append(int(line))
        adm1[place] = province
        adm2[place] = adm2[place] or district
    rows["adm1_pcode"], rows["adm2_pcode"] = adm1, adm2
    most_used = sorted(missing.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Unknown(name, province, of, tuple(lines)) for (name, province, of), lines in most_used)


def _district(name: str, province: str, gazetteer: Gazetteer) -> str:
    # Without its province a name is about no place: several provinces have a Fayzabad.
    if not name or not province:
        return ""
    tried = [name]
    # "Fayzabad district (Jawzjan)" says its province a second time.
    in_brackets = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", name)
    if in_brackets and gazetteer.province(in_brackets.group(2)) == province:
        tried.append(in_brackets.group(1))
    return next((found for one in tried if (found := gazetteer.district(one, province))), "")


class _Cells:
    """Cells of the place by column and line. One cell of a frame of text cannot be set without copying its column."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.lines = [int(line) for line in rows.index]
        self.by_column = {name: dict(zip(self.lines, rows[name], strict=True)) for name in _CHANGED}

    def note(self, line: int, words: str) -> None:
        """Add to the notes of a row."""
        notes = self.by_column["notes"]
        notes[line] = f"{notes[line]}; {words}" if notes[line] else words

    def position(self, line: int) -> str:
        """Return the point of a row, in words."""
        return f"{self.by_column['latitude'][line]}, {self.by_column['longitude'][line]}"

    def leave_point_out(self, line: int) -> None:
        """Take the point off a row."""
        self.by_column["longitude"][line] = self.by_column["latitude"][line] = ""

    def written_into(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with these cells."""
        changed = {name: list(cells.values()) for name, cells in self.by_column.items()}
        return rows.assign(**{name: pd.Series(c, index=rows.index, dtype="str") for name, c in changed.items()})


def _hold_points(mapped: Mapped, located: Located, places: Places, asked: Asked) -> None:
    rows = located.rows
    points = pd.DataFrame(
        {"longitude": _degrees(rows["longitude"], 180), "latitude": _degrees(rows["latitude"], 90)}, index=rows.index
    )
    inside = district_at(points, places.districts)
    inside_of = {int(str(line)): str(pcode) for line, pcode in inside[inside != ""].items()}
    stands = dict(zip(rows.index, mapped.rows[STANDS_FOR], strict=True))
    cells = _Cells(rows)
    for line, pcode in inside_of.items():
        if stands[line]:
            _stand_for(mapped, located, cells, line, str(stands[line]), pcode, places.gazetteer)
        elif asked.disagreement != "refuse" and cells.by_column["adm2_pcode"][line] not in ("", pcode):
            by_name = asked.disagreement == "name"
            _decide(mapped, located, cells, line, pcode, places.gazetteer, by_name=by_name)
    located.rows = cells.written_into(rows)


def _degrees(cells: pd.Series, limit: int) -> pd.Series:
    kind = Degrees(limit)
    values: dict[str, float] = {}
    for text in cells.unique():
        try:
            values[text] = kind.parse(text)
        except UnexpectedError:
            values[text] = float("nan")  # the check refuses the row and says why
    return cells.map(values).astype("float64")


def _stand_for(
    mapped: Mapped, located: Located, cells: _Cells, line: int, area: str, inside: str, gazetteer: Gazetteer
) -> None:
    """Leave a point out that only stands for an area: the contract has points of places alone."""
    said = cells.position(line)
    cells.note(line, f"the point {said} stands for {area} and is left out")
    named = cells.by_column["adm2_pcode"][line]
    if named and named != inside:
        here, there = _called(named, gazetteer), _called(inside, gazetteer)
        _flag(mapped, located, line, said, f"a point in {here}, as the row says; it lies in {there}")
    mapped.remarks["a point that stands for an area is left out, and kept in the notes"] += 1
    cells.leave_point_out(line)


def _decide(
    mapped: Mapped, located: Located, cells: _Cells, line: int, inside: str, gazetteer: Gazetteer, *, by_name: bool
) -> None:
    """Go by the name or by the point, as somebody said for the file; what is not gone by is kept in the notes."""
    named, said = cells.by_column["adm2_pcode"][line], cells.position(line)
    here, there = _called(named, gazetteer), _called(inside, gazetteer)
    if by_name:
        cells.note(line, f"placed in {here} by its name; the point {said} lies in {there} and is left out")
        cells.leave_point_out(line)
    else:
        cells.note(line, f"placed in {there} by its point; the source names {here}")
        cells.by_column["adm1_pcode"][line] = gazetteer.province_of[inside]
        cells.by_column["adm2_pcode"][line] = inside
        located.by_name.discard(line)
    _flag(mapped, located, line, said, f"a point in {here}, as the row says; it lies in {there}")


def _flag(mapped: Mapped, located: Located, line: int, found: str, expected: str) -> None:
    located.flags.append(Problem(mapped.table.file, line, "longitude", found, expected, Severity.FLAGGED))


def _called(pcode: str, gazetteer: Gazetteer) -> str:
    name = gazetteer.district_names.get(pcode, "")
    return f"{name} ({pcode})" if name else pcode
