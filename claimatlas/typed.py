"""One column of text to one typed column.

Comes in: the cells of a column, and its contract. Goes out: values, and what is wrong with or odd about which cell.
Refuses to repair: a cell that is wrong has no value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas.distinct import Distinct, Mask, arrow, contains, distinct, is_one_of, is_plain, is_text, matches
from claimatlas.kinds import Day, Degrees, Identifier, Identifiers, Pcode, Text, UnexpectedError, WebAddress, Whole
from claimatlas.lookalikes import difference, face
from claimatlas.schema import Column

# Characters that turn the reading direction round: they can make a sentence look like another one.
_DIRECTION_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL_CHARACTERS = r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]"
_CONTROL = re.compile(_CONTROL_CHARACTERS)
_PLAIN_DEGREES = r"-?[0-9]{1,9}(\.[0-9]{1,9})?"
_NONE = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Typed:
    """A column, read."""

    cells: pd.Series
    """Days are ``datetime64[s]`` (missing: NaT), whole numbers ``Int64``, degrees ``float64``, all else text."""
    wrong: tuple[tuple[int, str], ...]
    """Line of every cell that is wrong, and what was expected, by line."""
    odd: tuple[tuple[int, str], ...]
    """The same for cells that are kept with a flag."""


def typed_column(cells: pd.Series, column: Column, *, is_all: bool = True) -> Typed:
    """Read every cell of a column; ``cells`` are text, on the lines of the file.

    Where they are not all there are, no text is compared with the others.
    """
    if isinstance(column.kind, (Text, WebAddress)):
        is_ascii = is_plain(cells)
        suspect = _suspects(cells, column, _no_rows(cells) if is_ascii else contains(cells, _CONTROL_CHARACTERS))
        values, wrong = _verbatim(cells, column, suspect)
        return Typed(values, wrong, () if is_ascii else tuple(_odd(cells, is_all=is_all)))
    if isinstance(column.kind, (Identifier, Identifiers, Pcode)):
        values, wrong = _verbatim(cells, column, _suspects(cells, column, ~matches(cells, f"|{column.kind.pattern}")))
        return Typed(values, wrong, ())
    if isinstance(column.kind, Degrees):
        return _degrees(cells, column, column.kind.limit)
    found = distinct(cells)
    typed = _parsed(found, column)
    # Codes that stand as they were written need not stand in memory twice.
    return replace(typed, cells=cells) if typed.cells.dtype == cells.dtype and not typed.wrong else typed


def _degrees(cells: pd.Series, column: Column, limit: int) -> Typed:
    """Read degrees, which seldom stand twice, all at once where nothing about them is in doubt."""
    given = np.flatnonzero(~is_text(cells, ""))
    texts = cells.iloc[given]
    is_told = matches(texts, _PLAIN_DEGREES)
    values, suspect = np.full(len(cells), np.nan), np.full(len(cells), column.required)
    values[given[is_told]] = arrow(texts[is_told]).cast("float64").to_numpy(zero_copy_only=False)
    suspect[given] = ~is_told | (np.abs(values[given]) > limit)
    some = _parsed(distinct(cells[suspect]), column)
    values[suspect] = some.cells.to_numpy()
    return Typed(pd.Series(values, cells.index), some.wrong, ())


def _no_rows(cells: pd.Series) -> Mask:
    return np.zeros(len(cells), dtype=bool)


def _suspects(cells: pd.Series, column: Column, suspect: Mask) -> Mask:
    return suspect | is_text(cells, "") if column.required else suspect


def _verbatim(cells: pd.Series, column: Column, suspect: Mask) -> tuple[pd.Series, tuple[tuple[int, str], ...]]:
    """Keep the texts as they stand, but for those of the suspects that prove wrong."""
    if not suspect.any():
        return cells, ()
    some = _parsed(distinct(cells[suspect]), column)
    if not some.wrong:
        return cells, ()
    lines = [line for line, _ in some.wrong]
    return cells.where(~cells.index.isin(lines), ""), some.wrong


def _parsed(found: Distinct, column: Column) -> Typed:
    """Parse each distinct text once; wrong cells are reported line by line."""
    values: list[object] = []
    wrong: dict[int, str] = {}
    for number, text in enumerate(found.texts):
        try:
            values.append(_parse(text, column))
        except UnexpectedError as error:
            values.append(None)
            wrong[number] = str(error)
    return Typed(_column(found, values, column), tuple(_told(found, wrong)), ())


def _told(found: Distinct, words: dict[int, str]) -> Iterable[tuple[int, str]]:
    """Say of every row with one of some texts what is said of the text."""
    if not words:
        return []
    is_meant = np.isin(found.numbers, list(words))
    lines, numbers = found.index.to_numpy()[is_meant], found.numbers[is_meant]
    return [(line, words[number]) for line, number in zip(lines.tolist(), numbers.tolist(), strict=True)]


def _parse(text: str, column: Column) -> object:
    if not text:
        if column.required:
            raise UnexpectedError(f"{column.kind.words}; this cell must not be empty")
        return None
    if _CONTROL.search(text):
        raise UnexpectedError("text without control characters")
    return column.kind.parse(text)


def _column(found: Distinct, values: list[object], column: Column) -> pd.Series:
    if isinstance(column.kind, Day):
        return found.values_of(np.array(values, dtype="datetime64[s]"))
    if isinstance(column.kind, Whole):
        return _whole(found, [_NONE if value is None else value for value in values])
    if isinstance(column.kind, Degrees):
        return found.values_of(np.array([np.nan if value is None else value for value in values], dtype="float64"))
    return found.texts_of([value if isinstance(value, str) else "" for value in values])


def _whole(found: Distinct, values: list[object]) -> pd.Series:
    numbers: npt.NDArray[np.int64] = found.values_of(np.array(values, dtype="int64")).to_numpy()
    is_missing = numbers == _NONE
    return pd.Series(pd.arrays.IntegerArray(np.where(is_missing, 1, numbers), is_missing), index=found.index)


def _odd(cells: pd.Series, *, is_all: bool) -> Iterable[tuple[int, str]]:
    """Look for what makes one text look like another; only beyond ASCII is there anything to find."""
    told: list[tuple[int, str]] = []
    found = distinct(cells[contains(cells, r"[^\x00-\x7f]")])
    turned = {n: "" for n, text in enumerate(found.texts) if _DIRECTION_OVERRIDES.search(text)}
    apart = {n: "" for n, text in enumerate(found.texts) if not unicodedata.is_normalized("NFC", text)}
    for words, expected in (
        (turned, "text without characters that reverse the reading direction"),
        (apart, "text in composed form (Unicode NFC)"),
    ):
        told += [(line, expected) for line, _ in _told(found, words)]
    return [*told, *_told(found, _twins(cells, found))] if is_all else told


def _twins(cells: pd.Series, found: Distinct) -> dict[int, str]:
    """Find texts that look like another one of the column; of those that look alike the most frequent is not told.

    ``found`` are the texts beyond ASCII. What is ASCII is its own face, so no two of the others look alike.
    """
    faces = [face(text) for text in found.texts]
    plain = distinct(cells[is_one_of(cells, pd.Series([one for one in set(faces) if one.isascii()], dtype="str"))])
    alike: dict[str, list[_Standing]] = {}
    for among, looks in ((found, faces), (plain, plain.texts)):
        lines, counts = among.first_lines()
        for number, (text, look) in enumerate(zip(among.texts, looks, strict=True)):
            there = _Standing(text, lines[number], counts[number], number if among is found else None)
            alike.setdefault(look, []).append(there)
    words: dict[int, str] = {}
    for group in alike.values():
        usual = min(group, key=lambda one: (-one.count, one.line))
        for one in group:
            if one is not usual and one.number is not None:
                differ = difference(one.text, usual.text)
                words[one.number] = f"the signs of line {usual.line}, which look the same ({differ})"
    return words


@dataclass(frozen=True)
class _Standing:
    text: str
    line: int
    count: int
    number: int | None
    """Its place among the texts beyond ASCII."""
