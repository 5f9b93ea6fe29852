"""Map foreign rows to the contract, row by row, by one table of fields.

Comes in: a ``ForeignTable`` and an ``Importer``. Goes out: ``Mapped``: text rows of the contract with what was refused,
flagged and remarked on the way.
Refuses to fill in: a field gives what the row says, or says what it expected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from claimatlas.errors import Problem, Severity
from claimatlas.kinds import UnexpectedError
from claimatlas.load import RefusedRow
from claimatlas.load.foreign import ForeignRow, ForeignTable, Tell
from claimatlas.schema import CLAIMS

PROVINCE_NAME, DISTRICT_NAME, STANDS_FOR = "province_name", "district_name", "point_stands_for"
PLACE_WORDS = (PROVINCE_NAME, DISTRICT_NAME, STANDS_FOR)
"""What a row says of its place beside the columns of the contract: names that are still to be looked up, and the area
that a point only stands for."""

Disagreement = Literal["refuse", "name", "point"]
_TOLD_EVERY = 500


@dataclass(frozen=True)
class Asked:
    """What somebody says of the whole file."""

    published: str = ""
    """Day on which it was published, for rows that do not say when they could be known."""
    disagreement: Disagreement = "refuse"
    """What to do where the named district and the point differ: refuse the row, go by the name, or by the point."""


class Row:
    """One foreign row by the names of its columns; a column that is not there is empty."""

    __slots__ = ("_places", "_values", "asked")

    def __init__(self, places: Mapping[str, int], values: tuple[str, ...], asked: Asked) -> None:
        self._places = places
        self._values = values
        self.asked = asked

    def __getitem__(self, name: str) -> str:
        """Return a cell without the blanks around it."""
        return self.verbatim(name).strip()

    def verbatim(self, name: str) -> str:
        """Return a cell as it stands."""
        place = self._places.get(name)
        return "" if place is None else self._values[place]

    @property
    def values(self) -> tuple[str, ...]:
        """All cells, in the order of the columns."""
        return self._values


@dataclass(frozen=True)
class Field:
    """One line of an importer's table."""

    target: str
    """Column of the contract, or one of ``PLACE_WORDS``."""
    sources: tuple[str, ...]
    """Foreign columns it is read from; none for what is the same in every row."""
    read: Callable[[Row], str]
    """Gives the text of the contract's cell; raises ``UnexpectedError`` when the row does not say it."""


Remarks = Callable[[Row], Iterable[str]]
Flags = Callable[[Row], Iterable[tuple[str, str, str]]]


def _nothing(_: Row) -> Iterable[str]:
    return ()


def _no_flags(_: Row) -> Iterable[tuple[str, str, str]]:
    return ()


@dataclass(frozen=True)
class Importer:
    """A format of somebody else."""

    name: str
    """On the command line."""
    label: str
    """In words."""
    terms: str
    """Whose work it is and on what terms, in one sentence; empty for a table of one's own."""
    needs: tuple[str, ...]
    """Columns without which a file is not of this format."""
    fields: tuple[Field, ...]
    """The table."""
    remarks: Remarks = _nothing
    """What a reader should know of how a row was read; the same words are counted."""
    flags: Flags = _no_flags
    """Column, what was found and what would be expected, for what is odd in a row that is kept."""


@dataclass
class Mapped:
    """Rows of the contract as text, not yet checked."""

    table: ForeignTable
    """The file."""
    rows: pd.DataFrame
    """Text columns of the contract and ``PLACE_WORDS``; index ``line``."""
    raw: dict[int, str]
    """Text of every row by its line, as it stands in the file."""
    refused: list[RefusedRow]
    """Rows kept aside for their shape, or because a field could not be read."""
    flags: list[Problem] = field(default_factory=list)
    """What is odd in rows that were kept."""
    remarks: Counter[str] = field(default_factory=Counter)
    """How rows were read, with their number."""


def lacking(table: ForeignTable, importer: Importer) -> tuple[str, ...]:
    """Return the columns of ``importer.needs`` that a file does not have."""
    known = _places(table.columns)
    return tuple(name for name in importer.needs if name not in known)


def _places(columns: Iterable[str]) -> dict[str, int]:
    """Place of every column by its name as it stands, and without regard to case where that is one column's alone."""
    places = {name: place for place, name in enumerate(columns)}
    folded = Counter(name.strip().casefold() for name in places)
    for name, place in list(places.items()):
        key = name.strip().casefold()
        if folded[key] == 1:
            places.setdefault(key, place)
    return places


def map_rows(table: ForeignTable, importer: Importer, asked: Asked, tell: Tell = lambda _: None) -> Mapped:
    """Read every row by the importer's table.

    Parameters
    ----------
    table : ForeignTable
        The file.
    importer : Importer
        Its format.
    asked : Asked
        What somebody says of the whole file.
    tell : callable, optional
        Told how far it is, from 0 to 1.

    Returns
    -------
    Mapped
        ``len(rows) + len(refused)`` is the number of rows of the file.
    """
    places = _places(table.columns)
    targets = (*CLAIMS.names, *PLACE_WORDS)
    mapped = Mapped(table, pd.DataFrame(), {}, list(table.refused))
    kept: list[list[str]] = []
    for count, foreign in enumerate(table.rows):
        row = Row(places, foreign.values, asked)
        cells, problems = _cells(table.file, foreign, row, importer)
        if problems:
            mapped.refused.append(RefusedRow(table.file, table.sha256, foreign.line, foreign.raw, tuple(problems)))
        else:
            mapped.raw[foreign.line] = foreign.raw
            kept.append([cells.get(target, "") for target in targets])
            mapped.remarks.update(importer.remarks(row))
            mapped.flags += [
                Problem(table.file, foreign.line, column, found, expected, Severity.FLAGGED)
                for column, found, expected in importer.flags(row)
            ]
        if count % _TOLD_EVERY == 0:
            tell(count / len(table.rows))
    index = pd.Index(list(mapped.raw), name="line", dtype="int64")
    mapped.rows = pd.DataFrame(kept, columns=list(targets), index=index, dtype="str")
    return mapped


def _cells(file: str, foreign: ForeignRow, row: Row, importer: Importer) -> tuple[dict[str, str], list[Problem]]:
    cells: dict[str, str] = {}
    problems: list[Problem] = []
    for one in importer.fields:
        try:
            cells[one.target] = one.read(row)
        except UnexpectedError as error:
            found = "; ".join(row[source] for source in one.sources if row[source])
            problems.append(Problem(file, foreign.line, one.target, found, str(error)))
    return cells, problems


def always(target: str, text: str) -> Field:
    """Return the field of a column that is the same in every row."""
    return Field(target, (), lambda _: text)


def same(target: str, source: str) -> Field:
    """Return the field of a column that is taken over as it stands."""
    return Field(target, (source,), lambda row: row[source])


def noted(*parts: tuple[str, str]) -> str:
    """Join what is worth keeping into one text: ``label: text``, each on its own, in one line, empty ones left out."""
    return "; ".join(f"{label}: {' '.join(text.split())}" for label, text in parts if text.strip())
