"""Laws of imports, for any bytes: no row gets lost, the same file gives the same claims, what went out comes in."""

import io
import json
import random
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimatlas.errors import UnreadableFileError
from claimatlas.export.table import table_bytes
from claimatlas.importers import DATASETS, import_table, recognised
from claimatlas.importers.guess import propose
from claimatlas.importers.mapping import Asked
from claimatlas.importers.table import importer_of
from claimatlas.load.foreign import read_foreign
from claimatlas.schema import CLAIMS

FILES = Path(__file__).parents[1] / "imports"
ROUNDS = 4
ASKED = Asked(published="2021-08-30", disagreement="name")

laws = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def seeds():
    """One good file of every form that can be read."""
    rows = read_foreign("spreadsheet.csv", (FILES / "spreadsheet.csv").read_bytes())
    cells = [dict(zip(rows.columns, row.values, strict=True)) for row in rows.rows]
    parquet = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(cells), parquet)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("doc.kml", (FILES / "geoconfirmed.kml").read_bytes())
    kept = {path.name: path.read_bytes() for path in FILES.iterdir() if path.suffix != ".md"}
    return kept | {
        "x.tsv": (FILES / "spreadsheet.csv").read_bytes().replace(b",", b"\t"),
        "x.xlsx": workbook([list(rows.columns), *(row.values for row in rows.rows)]),
        "x.jsonl": "\n".join(map(json.dumps, cells)).encode(),
        "x.parquet": parquet.getvalue(),
        "x.kmz": archive.getvalue(),
    }


SEEDS = seeds()


def brought(name, data, places):
    """Read and import, by the format that the columns show, else by the proposed mapping; None when refused whole."""
    try:
        table = read_foreign(name, data)
        importer = recognised(table) or importer_of(propose(table).mapping, table)
        made = import_table(table, importer, places, ASKED)
    except UnreadableFileError:
        return None
    report = made.report
    kept, refused = made.checked.kept.index.tolist(), [row.line for row in made.checked.refused]
    assert report.read == report.accepted + report.refused == len(table.rows) + len(table.refused)
    assert sorted(kept + refused) == sorted(row.line for row in (*table.rows, *table.refused))
    assert all(row.problems and row.raw is not None for row in made.checked.refused)
    assert sum(report.placed.values()) == report.accepted
    assert len({row["line"] for row in report.as_json()["refused_rows"]}) == report.refused
    assert all("\n" not in line for line in report.lines())
    return made


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_an_import_is_repeatable(name, record):
    one, two = (brought(name, SEEDS[name], record.places) for _ in range(2))
    assert one is not None
    assert one.claims.equals(two.claims)
    assert one.report.as_json() == two.report.as_json()


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_no_row_of_a_broken_file_gets_lost(name, record):
    source = random.Random(name)
    for _ in range(ROUNDS):
        data = bytearray(SEEDS[name])
        for _ in range(source.randrange(1, 6)):
            at = source.randrange(len(data))
            kind = source.randrange(4)
            if kind == 0:
                data[at] = source.randrange(256)
            elif kind == 1:
                data[at:at] = source.choice([b'"', b",", b"\n", b"\x00", b"\xff", b"<", b"{", b"1e999", b"]"])
            elif kind == 2:
                del data[at : at + source.randrange(1, 40)]
            else:
                data[at:at] = data[at : at + source.randrange(1, 400)]
        brought(name, bytes(data), record.places)


@laws
@given(data=st.binary(max_size=300), name=st.sampled_from(sorted(SEEDS)), at=st.integers(0, 400))
def test_any_bytes_and_any_tail_are_refused_or_hold_their_rows(record, data, name, at):
    brought(name, data, record.places)
    brought(name, SEEDS[name][:at] + data, record.places)


@laws
@given(cells=st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), min_size=1, max_size=5))
def test_any_cells_of_a_table_are_accepted_or_refused(record, cells):
    lines = [json.dumps(dict(zip(("date", "latitude", "killed"), row, strict=True))) for row in cells]
    made = brought("x.jsonl", "\n".join(lines).encode(), record.places)
    assert made is None or made.report.read == len(cells)


@laws
@given(seed=st.integers(0, 2**32 - 1), text=st.text(max_size=20), column=st.sampled_from(["summary", "notes", "quote"]))
def test_what_went_out_comes_in_as_it_was(record, seed, text, column):
    claims = record.claims.sample(5, random_state=seed).reset_index(drop=True)
    claims.loc[0, column] = text
    first = import_of(table_bytes(claims, CLAIMS), record)
    out = table_bytes(first.claims, CLAIMS)
    second = import_of(out, record)
    assert second.claims.reset_index(drop=True).equals(first.claims.reset_index(drop=True))
    assert table_bytes(second.claims, CLAIMS) == out
    kept = first.claims.set_index("claim_id")
    assert all(kept.loc[key, column] == claims.set_index("claim_id").loc[key, column] for key in kept.index)


def import_of(data, record):
    table = read_foreign("claims.csv", data)
    return import_table(table, importer_of(propose(table).mapping, table), record.places)


@pytest.mark.parametrize("name", ["ged.csv", "acled.csv", "geoconfirmed.json"])
def test_an_imported_dataset_comes_in_again_from_its_export(name, record):
    first = brought(name, SEEDS[name], record.places)
    out = table_bytes(first.claims, CLAIMS)
    assert table_bytes(import_of(out, record).claims, CLAIMS) == out


def test_every_format_is_among_the_files_tried():
    tried = {recognised(read_foreign(name, data)) for name, data in SEEDS.items()} - {None}
    assert {importer.name for importer in tried} == set(DATASETS)
