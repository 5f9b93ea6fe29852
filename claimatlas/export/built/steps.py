"""The steps of a build: each takes one piece, writes its own files beside the others', and returns a few numbers.

Comes in: a chunk of a source, or a part with its pieces. Goes out: files in the workshop, and what they hold.
Refuses to know in which order or on which machine it runs: a step that runs twice leaves the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from claimatlas import stored
from claimatlas.course import course
from claimatlas.errors import UsageError
from claimatlas.export.built.workshop import (
    REPORT,
    Held,
    Part,
    Piece,
    Workshop,
    Written,
    numbers_of,
    parquet,
    write,
    write_numbers,
)
from claimatlas.histogram import is_long_or_coarse
from claimatlas.kinds import FIRST_YEAR, LAST_YEAR, identifiers
from claimatlas.load import RawTable, read_json, read_table
from claimatlas.load.parts import read_batch, read_numbers, read_rows
from claimatlas.load.sources import read_chunk
from claimatlas.record import Places, check_claims_of, open_places, placed
from claimatlas.schema import CLAIMS, EVENTS
from claimatlas.selection import WINDOWS, Selection
from claimatlas.validate import Checked, Report
from claimatlas.workspace import VOCABULARY_FILE, WORKSPACE_VARIABLE, declared


def read_ids(shop: Workshop, piece: Piece) -> int:
    """Note the numbers of all identifiers of a piece; return how many rows have one."""
    if declared(VOCABULARY_FILE).sha256 != shop.words:
        raise UsageError(
            f"A worker has another {VOCABULARY_FILE}: start it with the {WORKSPACE_VARIABLE} of the build."
        )
    ids = read_chunk(piece.chunk, CLAIMS).rows["claim_id"]
    keys = stored.keys_of(ids[ids != ""])
    write_numbers(numbers_of(shop, "ids", piece.number), keys)
    return len(keys)


def find_suspects(shop: Workshop, piece: Piece) -> list[tuple[str, str, int, str]]:
    """Return identifier, file, line and sum of the cells of each row whose identifier may stand twice."""
    rows = read_chunk(piece.chunk, CLAIMS).rows
    suspects = rows[stored.found_in(stored.keys_of(rows["claim_id"]), read_numbers(shop.folder / "suspects.npy"))]
    return [
        (str(cells[0]), piece.chunk.path.name, int(line), hashlib.sha256("\0".join(cells).encode()).hexdigest())
        for line, cells in zip(suspects.index, suspects[list(CLAIMS.names)].itertuples(index=False), strict=True)
    ]


@lru_cache(maxsize=2)
def _surroundings(workspace: Path) -> tuple[Places, RawTable]:
    return open_places(workspace / "geodata"), read_table(workspace / "events.csv", EVENTS)


@lru_cache(maxsize=2)
def _doubled(path: Path) -> dict[str, dict[str, str]]:
    doubled: dict[str, dict[str, str]] = read_json(path)[0]
    return doubled


def check(shop: Workshop, piece: Piece) -> Held:
    """Hold the rows of a piece to every rule, place them, and lay them down by province and month."""
    places, events = _surroundings(shop.workspace)
    known = read_numbers(shop.folder / "known.npy")
    told = _doubled(shop.folder / "doubled.json").get(piece.chunk.path.name, {})

    def keys(_: pd.DataFrame, report: Report) -> None:
        for line in report.cells.index.intersection([int(line) for line in told]):
            report.refuse(int(line), CLAIMS.key, told[str(line)])

    raw = read_chunk(piece.chunk, CLAIMS)
    checked = check_claims_of(
        raw, places, events, lambda texts: stored.found_in(stored.keys_of(texts), known), keys if told else _no_doubles
    )
    claims = placed(checked, places)
    write(shop.folder / "report" / f"{piece.number:08d}.arrow", _arrow(_report(checked).to_batches(), REPORT))
    table = stored.table_of(claims, piece.chunk.path.name)
    where = claims["province"].to_numpy(dtype=object), claims["event_date"].dt.strftime("%Y-%m").to_numpy(dtype=object)
    groups = sorted(((str(key[0]), str(key[1]), rows) for key, rows in _places(where)), key=itemgetter(0, 1))
    batches = [table.take(pa.array(rows)).combine_chunks().to_batches()[0] for _, _, rows in groups]
    write(shop.folder / "checked" / f"{piece.number:08d}.arrow", _arrow(batches, stored.SCHEMA))
    held = tuple((province, month, len(rows)) for province, month, rows in groups)
    return Held(checked.row_count, len(claims), len(checked.refused), len(checked.flags), held)


def _places(keys: tuple[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield each pair of keys with the places at which it stands."""
    yield from pd.Series(range(len(keys[0]))).groupby(list(keys)).indices.items()


def _no_doubles(_: pd.DataFrame, __: Report) -> None:
    return


def _arrow(batches: list[pa.RecordBatch], schema: pa.Schema) -> bytes:
    buffer = io.BytesIO()
    with pa.ipc.new_file(buffer, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return buffer.getvalue()


def _report(checked: Checked) -> pa.Table:
    told = [(problem, row.raw) for row in checked.refused for problem in row.problems]
    told += [(problem, "") for problem in checked.flags]
    columns: dict[str, list[Any]] = {
        "file": [problem.file for problem, _ in told],
        "sha256": [checked.sha256] * len(told),
        "line": [problem.line for problem, _ in told],
        # What is no UTF-8 text cannot be kept as one; it is shown as an escape, as everywhere.
        "raw": [raw.encode("utf-8", "backslashreplace").decode() for _, raw in told],
        "column": [problem.column for problem, _ in told],
        "found": [problem.found.encode("utf-8", "backslashreplace").decode() for problem, _ in told],
        "expected": [problem.expected.encode("utf-8", "backslashreplace").decode() for problem, _ in told],
        "severity": [problem.severity.value for problem, _ in told],
    }
    return pa.table(columns, schema=REPORT)


def write_part(shop: Workshop, part: Part) -> Written:
    """Gather the claims of a part, in the order of the record, and count them."""
    pieces = [
        read_batch(shop.folder / "checked" / f"{piece:08d}.arrow", number) for piece, number in sorted(part.slices)
    ]
    table = pa.Table.from_batches(pieces, stored.SCHEMA)
    table = table.sort_by([(name, "ascending") for name in stored.ORDER]).combine_chunks()
    content = parquet(table)
    write(shop.out / part.file, content)
    claims = stored.claims_of(
        table.select([*stored.NARROW, "statement_id", "counters", "confirms", "publisher", "event_id"])
    )
    write_numbers(numbers_of(shop, "claims", part.number), stored.keys_of(claims["claim_id"]))
    write_numbers(numbers_of(shop, "statements", part.number), np.unique(stored.keys_of(claims["statement_id"])))
    write_numbers(numbers_of(shop, "links", part.number), np.unique(stored.keys_of(_named(claims))))
    days = claims["event_date"], claims["last_event_date"]
    about = {
        "file": part.file,
        "province": part.province,
        "rows": len(claims),
        "first": f"{days[0].min():%Y-%m-%d}",
        "last": f"{days[0].max():%Y-%m-%d}",
        "reach": f"{days[1].max():%Y-%m-%d}",
        "published": f"{claims['reported_date'].max():%Y-%m-%d}",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    publishers = Counter({str(name): int(n) for name, n in claims["publisher"].value_counts().items() if name})
    return Written(about, _cube(claims), _ends(claims), _milestones(claims), publishers)


def _named(claims: pd.DataFrame) -> list[str]:
    cells = [*claims.loc[claims["counters"] != "", "counters"], *claims.loc[claims["confirms"] != "", "confirms"]]
    return [named for cell in cells for named in identifiers(cell)]


def _cube(claims: pd.DataFrame) -> pd.DataFrame:
    return (
        claims.assign(long=is_long_or_coarse(claims).astype("int64"))
        .groupby(["event_date", "district", "province", "camp"], as_index=False)
        .agg(claims=("claim_id", "size"), long=("long", "sum"), reached=("last_event_date", "max"))
    )


def _ends(claims: pd.DataFrame) -> pd.DataFrame:
    return claims.groupby(["last_event_date", "district"], as_index=False).agg(claims=("claim_id", "size"))


def _milestones(claims: pd.DataFrame) -> pd.DataFrame:
    named = claims[claims["event_id"] != ""].groupby(["event_id", "province", "reported_date"], as_index=False)
    return named.agg(claims=("claim_id", "size"), first=("event_date", "min"))


def write_course(shop: Workshop, task: tuple[str, tuple[str, ...]]) -> str:
    """Follow the status of a district through all days that can be asked for, for each window that the page offers."""
    pcode, files = task
    first, last = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
    columns = [name for name in stored.NARROW if name not in ("party", "approach")]
    decides = (pc.field("district") == pcode) & (pc.field("beneficiary") != "")
    rows = read_rows([shop.out / file for file in files], columns, decides, stored.SCHEMA)
    claims = stored.claims_of(rows)
    followed = [
        course(claims, Selection(window=window), pcode, first, last).assign(window=window or 0) for window in WINDOWS
    ]
    table = pa.Table.from_pandas(pd.concat(followed, ignore_index=True), preserve_index=False)
    name = f"courses/{pcode}.parquet"
    write(shop.out / name, parquet(table.replace_schema_metadata(None)))
    return name
