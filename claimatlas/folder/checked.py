"""What the check of a record folder's sources left, read when somebody looks into it.

Comes in: the manifest. Goes out: ``Checked`` with counts at once, and rows and flags from the report.
Refuses to give every row that was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, overload

import pandas as pd

from claimatlas.errors import Problem, Severity, TooManyClaimsError
from claimatlas.load import RefusedRow
from claimatlas.load.parts import read_whole
from claimatlas.validate import Checked

_T = TypeVar("_T")


class _Listed(Sequence[_T]):
    """A list of known length that is read when somebody looks into it."""

    def __init__(self, count: int, read: Callable[[], tuple[_T, ...]]) -> None:
        self._count, self._read = count, read

    @cached_property
    def _all(self) -> tuple[_T, ...]:
        return self._read()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, at: int | slice) -> _T | tuple[_T, ...]:
        return self._all[at]


class CheckedParts(Checked):
    """What the check of the sources left: the rows lie in the parts, the problems in the report."""

    def __init__(self, root: Path, manifest: Mapping[str, Any]) -> None:
        self._root, self._counts = root, manifest["counts"]
        said = manifest["claims"]
        refused = _Listed(self._counts["refused"], lambda: self._report[0])
        flags = _Listed(self._counts["flags"], lambda: self._report[1])
        for name, value in {"file": said["file"], "sha256": said["sha256"], "refused": refused, "flags": flags}.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        """Set what is worked out here; what the check found is never set anew."""
        object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"CheckedParts({self.file}, {self.row_count:,} rows)"

    @property
    def kept(self) -> pd.DataFrame:
        """Refuse to give every row."""
        raise TooManyClaimsError(f"A record folder does not read all of its {self.kept_count:,} rows at once.")

    @property
    def kept_count(self) -> int:
        """Rows that were kept."""
        return int(self._counts["accepted"])

    @property
    def row_count(self) -> int:
        """Rows of all sources."""
        return int(self._counts["rows"])

    @cached_property
    def _report(self) -> tuple[tuple[RefusedRow, ...], tuple[Problem, ...]]:
        told = read_whole(self._root / "report.parquet").to_pylist()
        rows: dict[tuple[str, int], list[Problem]] = {}
        texts: dict[tuple[str, int], tuple[str, str]] = {}
        flags = []
        for one in told:
            severity = Severity(one["severity"])
            problem = Problem(one["file"], one["line"], one["column"], one["found"], one["expected"], severity)
            if severity is Severity.FLAGGED:
                flags.append(problem)
                continue
            rows.setdefault((one["file"], one["line"]), []).append(problem)
            texts[one["file"], one["line"]] = (one["sha256"], one["raw"])
        refused = [
            RefusedRow(key[0], texts[key][0], key[1], texts[key][1], tuple(found)) for key, found in rows.items()
        ]
        return tuple(refused), tuple(flags)
