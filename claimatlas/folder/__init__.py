"""A record folder: a record that stays on the disk, of which a page reads the rows that it shows.

Comes in: a folder that ``build`` has made. Goes out: ``Folder``, a ``Record`` that is asked with ``Where``.
Refuses to read more claims at once than it says, and to give some of them for all: ``TooManyClaimsError`` says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from claimatlas import stored
from claimatlas.folder.checked import CheckedParts
from claimatlas.folder.recent import Recent
from claimatlas.folder.where import MOST_NARROW, MOST_WHOLE, Where, too_many
from claimatlas.load import read_table
from claimatlas.load.parts import read_manifest, read_numbers, read_rows, read_whole, rows_in_batches
from claimatlas.record import Places, Record, check_events_of, open_places, sorted_events
from claimatlas.schema import EVENTS
from claimatlas.stored import LINKING, NARROW, SCHEMA
from claimatlas.workspace import require_declared

_T = TypeVar("_T")


class Folder(Record):
    """A record whose claims stay on the disk; made by ``open_folder``."""

    def __init__(self, root: Path, manifest: Mapping[str, Any], places: Places) -> None:
        object.__setattr__(self, "root", root)
        object.__setattr__(self, "manifest", manifest)
        object.__setattr__(self, "_recent", Recent())
        raw_events = read_table(root / "events.csv", EVENTS)
        checked_events = check_events_of(raw_events, places, self.knows)
        given = {
            "events": sorted_events(checked_events),
            "places": places,
            "checked_claims": CheckedParts(root, manifest),
            "checked_events": checked_events,
        }
        for name, value in given.items():
            object.__setattr__(self, name, value)

    most_whole = MOST_WHOLE
    """Claims that are read at once with all their columns."""
    most_narrow = MOST_NARROW
    """Claims that are read at once with the columns that decide a map."""
    root: Path
    """The folder."""
    manifest: Mapping[str, Any]
    """What it says of itself."""
    _recent: Recent

    @property
    def claims(self) -> pd.DataFrame:
        """Every claim, where the folder holds no more than are read at once."""
        return self.kept("claims", lambda: self.rows(Where()))

    @property
    def claim_count(self) -> int:
        """Claims of the record."""
        return int(self.manifest["counts"]["accepted"])

    @cached_property
    def first_day(self) -> dt.date:
        """First event day on record."""
        return dt.date.fromisoformat(self.manifest["first"])

    @cached_property
    def last_day(self) -> dt.date:
        """Last event day on record."""
        return dt.date.fromisoformat(self.manifest["reach"])

    @cached_property
    def statement_count(self) -> int:
        """Statements on record."""
        return int(self.manifest["counts"]["statements"])

    def kept(self, key: Any, make: Callable[[], _T]) -> _T:
        """Return what was worked out under a key lately, or work it out."""
        return self._recent.under(key, make)

    def rows(
        self, where: Where, columns: Sequence[str] = stored.COLUMNS, most: int | None = None, parts: Any = None
    ) -> pd.DataFrame:
        """Read claims, in the order of the record.

        Parameters
        ----------
        where : Where
            Which.
        columns : sequence of str, optional
            Columns of a ``Record``; ``claim_id`` and the two days of the order are among them.
        most : int, optional
            Most claims that are read; by default as many as whole ones are.
        parts : array of int, optional
            Numbers of the parts to look in; by default all that the days leave.

        Raises
        ------
        TooManyClaimsError
            When more than ``most`` claims are asked for.
        """
        batches, count, limit = [], 0, self.most_whole if most is None else most
        for batch in self.batches(where, columns, parts):
            batches.append(batch)
            count += batch.num_rows
            if count > limit:
                raise too_many(limit)
        table = pa.Table.from_batches(batches, stored.schema_of(columns))
        claims = stored.claims_of(table)
        order = stored.order_of(claims)
        return claims.iloc[order] if (np.diff(order) < 0).any() else claims

    def none(self) -> pd.DataFrame:
        """Return no claim, with every column."""
        return stored.claims_of(stored.schema_of(stored.COLUMNS).empty_table())

    def batches(self, where: Where, columns: Sequence[str] = NARROW, parts: Any = None) -> Iterator[pa.RecordBatch]:
        """Yield claims part by part, as they lie there: by province, month, and in each in the order of the record."""
        asked = self.parts_of(where) if parts is None else np.intersect1d(parts, self.parts_of(where))
        paths = [self.root / self.manifest["parts"][number]["file"] for number in asked]
        return rows_in_batches(paths, columns, where.condition(), SCHEMA)

    def parts_of(self, where: Where) -> npt.NDArray[np.int64]:
        """Return the numbers of the parts that can hold such claims."""
        provinces = dict(where.among).get("province")
        return np.array(
            [
                number
                for number, part in enumerate(self.manifest["parts"])
                if (provinces is None or part["province"] in provinces)
                and (where.begins_by is None or part["first"] <= where.begins_by.isoformat())
                and (where.begins_from is None or part["last"] >= where.begins_from.isoformat())
                and (where.lasts_from is None or part["reach"] >= where.lasts_from.isoformat())
            ],
            dtype=np.int64,
        )

    @cached_property
    def cube(self) -> pd.DataFrame:
        """Claims by day, district, province and camp of the speaker.

        Columns ``event_date``, ``district``, ``province``, ``camp``, ``claims`` and ``long`` (those that are about
        several days or know theirs less finely) and ``reached`` (latest last day).
        """
        return _frame(read_whole(self.root / "cube.parquet"))

    @cached_property
    def ends(self) -> pd.DataFrame:
        """Claims by ``district`` and ``last_event_date``."""
        return _frame(read_whole(self.root / "ends.parquet"))

    @cached_property
    def milestones(self) -> pd.DataFrame:
        """``claims`` of milestones by ``event_id``, ``province`` and ``reported_date``, and their ``first`` day."""
        return _frame(read_whole(self.root / "milestones.parquet"))

    def told(self, name: str) -> pd.DataFrame:
        """Return what was counted of all claims while the folder was built; see ``export.built.told``."""
        return self.kept(("told", name), lambda: _frame(read_whole(self.root / "told" / f"{name}.parquet")))

    def course(self, pcode: str, window: int | None) -> pd.DataFrame | None:
        """Return the status of a district through all days, whatever the filters; None when it was not worked out."""
        path = self.root / "courses" / f"{pcode}.parquet"
        if f"courses/{pcode}.parquet" not in self.manifest["files"]:
            return None
        found = _frame(read_whole(path))
        found = found[found["window"] == (window or 0)].drop(columns="window").reset_index(drop=True)
        return found if len(found) else None

    def knows(self, texts: pd.Series) -> npt.NDArray[np.bool_]:
        """Say of every text whether it is the identifier of a claim."""
        return stored.found_in(stored.keys_of(texts), self.index("claims")[0])

    def by_id(self, claim_ids: Sequence[str], columns: Sequence[str] = stored.COLUMNS) -> pd.DataFrame:
        """Read claims by their identifiers, in the order of the record; those that are not on record are left out."""
        where = Where(among=(("claim_id", tuple(claim_ids)),))
        return self.rows(where, columns, len(claim_ids), parts=self._parts_with("claims", claim_ids))

    def makers(self, claim_ids: Sequence[str], columns: Sequence[str] = LINKING) -> pd.DataFrame:
        """Read the claims that counter or confirm some others, in the order of the record; by default without words."""
        wanted = set(claim_ids)
        names = pa.array(sorted(wanted), pa.large_string())
        # A cell that names several is looked into afterwards.
        linked = [
            pc.field(name).isin(names) | pc.match_substring(pc.field(name), ";") for name in ("counters", "confirms")
        ]
        paths = [self.root / self.manifest["parts"][number]["file"] for number in self._parts_with("links", claim_ids)]
        claims = stored.claims_of(read_rows(paths, columns, linked[0] | linked[1], SCHEMA))
        cells = zip(claims["counters"], claims["confirms"], strict=True)
        names_one = [not wanted.isdisjoint([*one.split(";"), *other.split(";")]) for one, other in cells]
        claims = claims[np.array(names_one, dtype=bool)]
        return claims.iloc[stored.order_of(claims)]

    def of_statement(self, statement_id: str) -> pd.DataFrame:
        """Read the claims that were split out of one statement, in the order of the record."""
        where = Where(among=(("statement_id", (statement_id,)),))
        return self.rows(where, parts=self._parts_with("statements", [statement_id]))

    def first_published(self, statement_ids: Sequence[str]) -> pd.Series:
        """Return the first day on which a row of each statement was published, by the identifier of the statement."""
        where = Where(among=(("statement_id", tuple(statement_ids)),))
        parts = self._parts_with("statements", statement_ids)
        rows = self.rows(where, (*stored.ORDER, "statement_id"), self.most_narrow, parts=parts)
        return rows.groupby("statement_id")["reported_date"].min()

    def _parts_with(self, kind: str, claim_ids: Sequence[str]) -> npt.NDArray[np.int64]:
        keys, parts = self.index(kind)
        wanted = stored.keys_of(claim_ids)
        begins, ends = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        found = [parts[begin:end] for begin, end in zip(begins, ends, strict=True)]
        return np.unique(np.concatenate([np.empty(0, dtype=np.uint32), *found])).astype(np.int64)

    def index(self, kind: str) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """Return numbers of identifiers, sorted, and the part of each: of ``claims``, ``links`` or ``statements``."""
        keys, parts = (read_numbers(self.root / "index" / f"{kind}.{what}.npy") for what in ("keys", "parts"))
        return keys, parts


def _frame(table: pa.Table) -> pd.DataFrame:
    days = {field.name for field in table.schema if pa.types.is_temporal(field.type)}
    columns = {
        name: table.column(name).to_numpy().astype("datetime64[s]") if name in days else table.column(name).to_pandas()
        for name in table.column_names
    }
    for field in table.schema:
        if pa.types.is_list(field.type) or pa.types.is_large_list(field.type):
            cells = [tuple(cell) for cell in columns[field.name]]
            columns[field.name] = pd.Series(cells, dtype="object")
    return pd.DataFrame(columns)


def open_folder(root: Path, tell: Callable[[str], None] = lambda _: None) -> Folder:
    """Open a record folder.

    Parameters
    ----------
    root : Path
        What ``build`` made.
    tell : callable, optional
        Given the name of each step before it begins.

    Raises
    ------
    UnreadableFileError
        When it is not whole, or its words are not those of this process.
    """
    require_declared(root)
    tell("outlines")
    places = open_places(root / "geodata")
    tell("claims")
    manifest = read_manifest(root)
    tell("milestones")
    return Folder(root, manifest, places)
