"""Columns of text by their distinct texts: what is worked out from a text is worked out once, however often it stands.

Comes in: a column of text. Goes out: its distinct texts, and a number for each row; or what a function makes of them.
Refuses to look at a row: a function that needs more than the text does not belong here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from claimatlas.texts import array, coded, few, in_order

Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Distinct:
    """The distinct texts of a column."""

    texts: list[str]
    """Each once, none that does not occur."""
    numbers: npt.NDArray[np.int32]
    """Position in ``texts`` of every row's text."""
    index: pd.Index
    """Index of the column."""

    def mask(self, holds: Callable[[str], bool]) -> pd.Series:
        """Say of every row whether ``holds`` is true of its text; bool."""
        return self._taken(np.array([holds(text) for text in self.texts], dtype=bool))

    def texts_of(self, values: Iterable[str]) -> pd.Series:
        """Give every row the text that stands in its text's place among ``values``; str."""
        return pd.Series(few(values, self.numbers), index=self.index, copy=False)

    def first_lines(self) -> tuple[list[int], list[int]]:
        """Return, of every text, the first row's index and the number of rows."""
        _, places, counts = np.unique(self.numbers, return_index=True, return_counts=True)
        return self.index.to_numpy()[places].tolist(), counts.tolist()

    def values_of(self, values: npt.NDArray[Any]) -> pd.Series:
        """Give every row the value that stands in its text's place among ``values``; their dtype."""
        return self._taken(values)

    def _taken(self, values: npt.NDArray[Any]) -> pd.Series:
        # The column may be empty, and then there is nothing to take from.
        return pd.Series(values[self.numbers] if len(values) else values, index=self.index, copy=False)


def distinct(cells: pd.Series) -> Distinct:
    """Find the distinct texts of a column without missing cells."""
    held = coded(cells)
    if held is not None:
        return Distinct(held.texts.to_pylist(), held.codes, cells.index)
    encoded = arrow(cells).dictionary_encode()
    return Distinct(encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False), cells.index)


def replaced(cells: pd.Series, words: Mapping[str, str], other: str = "") -> pd.Series:
    """Replace every text by another one; those that ``words`` does not hold become ``other``."""
    found = distinct(cells)
    return found.texts_of([words.get(text, other) for text in found.texts])


def _mask(cells: pd.Series, work: Callable[[Any], Any]) -> Mask:
    """Work out what is true of every text; of each once where the column is held so."""
    held = coded(cells)
    found: Mask = work(arrow(cells) if held is None else held.texts).to_numpy(zero_copy_only=False)
    return found if held is None else found[held.codes]


def is_one_of(cells: pd.Series, known: pd.Series | Iterable[str]) -> Mask:
    """Whether the text of every row is one of those of another column, or of some texts."""
    among = arrow(known) if isinstance(known, pd.Series) else pa.array(list(known), pa.large_string())
    return _mask(cells, lambda texts: pc.is_in(texts, value_set=among))


def is_text(cells: pd.Series, text: str) -> Mask:
    """Whether the text of every row is this one."""
    return _mask(cells, lambda texts: pc.equal(texts, pa.scalar(text, pa.large_string())))


def first_said(columns: Sequence[pd.Series]) -> pd.Series:
    """Return the first text of every row that is not empty, or an empty one; the columns have one index."""
    texts, numbers = {"": 0}, np.zeros(len(columns[0]), dtype=np.int32)
    for cells in reversed(columns):
        found = distinct(cells)
        here = np.array([texts.setdefault(text, len(texts)) for text in found.texts], dtype=np.int32)
        said = here[found.numbers] if len(here) else numbers
        numbers = np.where(said != 0, said, numbers)
    return pd.Series(few(texts, numbers), index=columns[0].index)


def are_same(one: pd.Series, other: pd.Series) -> Mask:
    """Whether two columns hold the same text in every row."""
    here, there = distinct(one), distinct(other)
    numbers = {text: number for number, text in enumerate(here.texts)}
    in_here = np.array([numbers.get(text, -1) for text in there.texts], dtype=np.int32)
    same: Mask = here.numbers == (in_here[there.numbers] if len(in_here) else there.numbers)
    return same


def matches(cells: pd.Series, pattern: str) -> Mask:
    """Whether the whole text of every row matches; ``pattern`` is one that RE2 and Python read alike."""
    return contains(cells, rf"\A(?:{pattern})\z")


def contains(cells: pd.Series, pattern: str) -> Mask:
    """Whether the text of every row has a part that matches; ``pattern`` is one that RE2 and Python read alike."""
    return _mask(cells, lambda texts: pc.match_substring_regex(texts, pattern))


def arrow(cells: pd.Series) -> Any:
    """Return the texts of a column as one array of pyarrow."""
    # Not of the column itself, which would look for its method among a million names of rows.
    return array(cells.array)


def plain(cells: pd.Series) -> list[Any]:
    """Return the cells of a column as values of Python: texts, numbers, days (``date``), and None where one is missing.

    A frame that is gone through row by row is gone through twenty times as fast by such lists.
    """
    if pd.api.types.is_datetime64_dtype(cells.dtype):
        days: list[Any] = cells.to_numpy().astype("datetime64[D]").tolist()
        return days
    values: list[Any] = pa.array(cells, from_pandas=True).to_pylist()
    return values


def taken(rows: pd.DataFrame, positions: npt.NDArray[np.intp]) -> pd.DataFrame:
    """Return the rows at some positions, in their order, taken side by side on all processors; no text is copied."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        columns = pool.map(lambda name: in_order(rows[name].array, positions), rows.columns)
        cells = dict(zip(rows.columns, columns, strict=True))
    return pd.DataFrame(cells, index=rows.index.take(positions), copy=False)


def sort_keys(cells: pd.Series) -> list[npt.NDArray[np.uint64]]:
    """Return numbers that stand in the order of the texts, the last ones to sort by first, as ``numpy.lexsort`` asks.

    Eight bytes of UTF-8, whose order is that of the characters, are one number: numbers are sorted much faster.
    """
    texts = arrow(cells)
    _, offsets, held = texts.buffers()
    ends = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    sizes = np.diff(ends)
    width = int(sizes.max(initial=1))
    if width > _WIDEST_KEY:
        return [np.asarray(pc.rank(texts, tiebreaker="dense"), dtype=np.uint64)]
    letters = np.zeros((len(texts), -(-width // 8) * 8), dtype=np.uint8)
    seen = np.frombuffer(held or b"", dtype=np.uint8)
    for place in range(width):
        reaches = sizes > place
        letters[reaches, place] = seen[ends[:-1][reaches] + place]
    numbers = letters.view(">u8").astype(np.uint64)
    return [numbers[:, column] for column in reversed(range(numbers.shape[1]))]


_WIDEST_KEY = 32


def all_differ(cells: pd.Series) -> bool:
    """Whether no text of a column stands twice."""
    mixed = np.zeros(len(cells), dtype=np.uint64)
    for key in sort_keys(cells):
        mixed = (mixed ^ key) * _ODD
    # Same texts have the same number, and numbers are sorted many times as fast as texts are found again.
    mixed.sort()
    return not (mixed[1:] == mixed[:-1]).any() or pc.count_distinct(arrow(cells)).as_py() == len(cells)


_ODD = np.uint64(0x9E3779B97F4A7C15)
"""Any odd number with many bits: multiplying by it loses nothing."""


def is_plain(cells: pd.Series) -> bool:
    """Whether no text of a column holds a control character or anything beyond ASCII."""
    held = coded(cells)
    texts = arrow(cells) if held is None else held.texts
    _, offsets, letters = texts.buffers()
    if letters is None or not len(texts):
        return True
    ends = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    seen = np.frombuffer(letters, dtype=np.uint8)[ends[0] : ends[-1]]
    return not len(seen) or bool(seen.min() >= _FIRST_PRINTED and seen.max() <= _LAST_PRINTED)


_FIRST_PRINTED, _LAST_PRINTED = b" ~"
