"""Columns of text that are put together when somebody asks for all of one.

Comes in: texts as Arrow reads them, in pieces. Goes out: columns of pandas that hold few texts as numbers, and many
where they were read, with the order in which they stand.
Refuses to copy a column in order to put it in another order: nobody reads a million sentences, and whoever asks for
some rows is given these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from pandas.arrays import ArrowStringArray

Positions: TypeAlias = npt.NDArray[np.intp]

_LOOKED_AT_FIRST = 2**14
"""Texts that are looked at to tell whether a column has few of them; decides speed, not results."""
_FEW = 32
"""A column has few texts when each stands so often, on average."""
_LARGE = pa.large_string()
_DTYPE = pd.StringDtype(storage="pyarrow", na_value=np.nan)


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of few texts."""

    texts: Any
    """Each once, none that does not occur; array of pyarrow."""
    codes: npt.NDArray[np.int32]
    """Position in ``texts`` of every row's text."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.codes)

    @cached_property
    def whole(self) -> Any:
        """Text of every row; array of pyarrow."""
        return self.texts.take(pa.array(self.codes))

    def at(self, positions: Positions) -> Any:
        """Return the texts at some positions."""
        return self.texts.take(pa.array(self.codes[positions]))

    @property
    def numbers(self) -> npt.NDArray[np.int32]:
        """A number for every row, the same for the same text."""
        return self.codes

    def in_order(self, positions: Positions) -> Coded:
        """Return the rows at some positions, as a column."""
        return _occurring(self.texts, self.codes[positions])


def _occurring(texts: Any, codes: npt.NDArray[np.int32]) -> Coded:
    """Leave out the texts that do not occur."""
    occurs = np.zeros(len(texts), dtype=bool)
    occurs[codes] = True
    if occurs.all():
        return Coded(texts, codes)
    numbers = np.cumsum(occurs, dtype=np.int32) - np.int32(1)
    return Coded(texts.filter(pa.array(occurs)), numbers[codes])


class Spread:
    """A column of many texts, which stand where they were read: one array of pyarrow."""

    def __init__(self, texts: Any, order: Positions | None = None) -> None:
        self._texts, self._order = texts, order
        self._lock = Lock()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._texts if self._order is None else self._order)

    @property
    def whole(self) -> Any:
        """Text of every row; array of pyarrow."""
        # Two sessions may ask at once, and what was read is let go when it has been put in order.
        with self._lock:
            if self._order is not None:
                self._texts, self._order = self._texts.take(pa.array(self._order)), None
            return self._texts

    def at(self, positions: Positions) -> Any:
        """Return the texts at some positions."""
        texts, order = self._as_they_stand()
        return texts.take(pa.array(positions if order is None else order[positions]))

    @property
    def numbers(self) -> npt.NDArray[np.int32]:
        """A number for every row, the same for the same text."""
        texts, order = self._as_they_stand()
        numbers: npt.NDArray[np.int32] = texts.dictionary_encode().indices.to_numpy()
        return numbers if order is None else numbers[order]

    def in_order(self, positions: Positions) -> Spread:
        """Return the rows at some positions, as a column."""
        texts, order = self._as_they_stand()
        return Spread(texts, positions if order is None else order[positions])

    def _as_they_stand(self) -> tuple[Any, Positions | None]:
        with self._lock:
            return self._texts, self._order


def _plain(texts: Any) -> Any:
    return pd.array(texts, dtype=_DTYPE)


class Texts(ArrowStringArray):
    """A column of pandas like any other of text; what is worked out from all of it is an ordinary one."""

    def __init__(self, held: Coded | Spread) -> None:
        self.held = held
        self._dtype = _DTYPE
        self._cache: dict[str, Any] = {}

    @property
    def _pa_array(self) -> Any:
        return pa.chunked_array([self.held.whole])

    @_pa_array.setter
    def _pa_array(self, texts: Any) -> None:
        self.held = Spread(texts.combine_chunks())

    def _from_pyarrow_array(self, pa_array: Any) -> Any:
        return _plain(pa_array)

    @classmethod
    def _from_sequence(cls, scalars: Any, *, dtype: Any = None, copy: bool = False) -> Any:
        return pd.array(scalars, dtype=dtype or _DTYPE, copy=copy)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.held)

    def __getitem__(self, item: Any) -> Any:
        """Return one text, or some of them, without putting all of them together."""
        if isinstance(item, (int, np.integer)) and -len(self) <= item < len(self):
            return self.held.at(np.array([item % len(self)]))[0].as_py()
        if isinstance(item, slice):
            # pandas cuts all rows out wherever it makes a new frame of a column.
            is_all = item.indices(len(self)) == (0, len(self), 1)
            return self.copy() if is_all else self.take(np.arange(len(self))[item])
        is_mask = isinstance(item, np.ndarray) and item.dtype == bool and len(item) == len(self)
        return self.take(np.flatnonzero(item)) if is_mask else super().__getitem__(item)

    def take(self, indices: Any, allow_fill: bool = False, fill_value: Any = None) -> Any:
        """Return the texts at some positions; see pandas."""
        positions = np.asarray(indices, dtype=np.intp)
        if len(positions) and (positions.min() < 0 or positions.max() >= len(self)):
            return super().take(indices, allow_fill=allow_fill, fill_value=fill_value)
        return _plain(self.held.at(positions))

    def copy(self) -> Texts:
        """Return the same texts: they never change, but a column may be given others."""
        return Texts(self.held)

    def view(self, dtype: Any = None) -> Any:
        """Return the same texts."""
        return self.copy() if dtype is None else super().view(dtype)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to other processes as an ordinary column."""
        return _plain, (self.held.whole,)


def column(texts: Any) -> Texts:
    """Return a column of texts, which are of pyarrow, in pieces, and none of them missing."""
    first = texts.slice(0, _LOOKED_AT_FIRST)
    if 0 < len(first.unique()) * _FEW <= len(first):
        encoded = texts.dictionary_encode().unify_dictionaries()
        known = encoded.chunk(0).dictionary.cast(_LARGE)
        if len(known) * _FEW <= len(texts):
            return Texts(Coded(known, np.concatenate([piece.indices.to_numpy() for piece in encoded.chunks])))
    # In one piece, or each taking of a few rows would put the pieces together anew.
    return Texts(Spread(texts.combine_chunks().cast(_LARGE)))


def few(texts: Iterable[str], numbers: npt.NDArray[np.integer[Any]]) -> Texts:
    """Return a column by the position of every row's text among some texts, of which several may be the same."""
    encoded = pa.array(texts, type=pa.large_string()).dictionary_encode()
    codes = encoded.indices.to_numpy()
    return Texts(_occurring(encoded.dictionary, codes[numbers] if len(numbers) else codes[:0]))


def coded(cells: pd.Series) -> Coded | None:
    """Return a column as few texts and their numbers; None when it is not held like that."""
    held = cells.array.held if isinstance(cells.array, Texts) else None
    return held if isinstance(held, Coded) else None


def array(cells: Any) -> Any:
    """Return the texts of a column of pandas as one array of pyarrow."""
    if isinstance(cells, Texts):
        return cells.held.whole
    texts = pa.array(cells, type=pa.large_string())
    # pandas keeps pieces of both kinds of text in a column that was put together.
    return texts.cast(pa.large_string()).combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def numbers(cells: pd.Series) -> npt.NDArray[np.int32]:
    """Return a number for every row, the same for the same text."""
    held = cells.array.held if isinstance(cells.array, Texts) else Spread(array(cells.array))
    return held.numbers


def in_order(cells: Any, positions: Positions) -> Any:
    """Return the cells of a column at some positions; texts are not put together for it."""
    return Texts(cells.held.in_order(positions)) if isinstance(cells, Texts) else cells.take(positions)
