"""Files of data open in the programs they are made for, hold every cell, and say what was asked of which data."""

import datetime as dt
import io
import json
import warnings
from dataclasses import replace

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
from openpyxl.utils.escape import unescape

from claimatlas import export
from claimatlas.errors import UsageError
from claimatlas.export import workbook
from claimatlas.export.columnar import KEY
from claimatlas.export.layers import claim_layer, district_layer, event_layer
from claimatlas.export.table import restored
from claimatlas.kinds import Day
from claimatlas.schema import CLAIMS
from claimatlas.selection import Selection
from claimatlas.view import NOT_FACTS, View

ASKED = Selection(on=dt.date(2015, 9, 30), window=7, known_by=dt.date(2016, 1, 1), place="AF1901")
ENDINGS = ("xlsx", "gpkg", "parquet", "geoparquet")
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "\t=1", "＝1", "plain", "{{7*7}}", "<b>")


@pytest.fixture(scope="module")
def view(record):
    return View(record, ASKED)


@pytest.fixture(scope="module")
def made(view, tmp_path_factory):
    """Each file of the view, by its ending, on the disk."""
    folder = tmp_path_factory.mktemp("data")
    for ending in ENDINGS:
        (folder / f"view.{ending}").write_bytes(export.render(view, ending))
    return {ending: folder / f"view.{ending}" for ending in ENDINGS}


def layer_of(path, name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a layer without geometry
        return pyogrio.read_dataframe(path, layer=name, use_arrow=True)


def same_cells(found, expected):
    """Texts, numbers and days of two frames, whatever their types make of what is not stated."""
    assert list(found.columns) == list(expected.columns)

    def cells(frame, column):
        values = [None if pd.isna(value) else value for value in frame[column].tolist()]
        return [value.date() if isinstance(value, pd.Timestamp) else value for value in values]

    wrong = [column for column in expected.columns if cells(found, column) != cells(expected, column)]
    assert wrong == []


def milestones_of(view):
    return event_layer(view, set(view.rows["event_id"]))


def words_of(frame):
    return pd.DataFrame(frame).drop(columns="geometry", errors="ignore")


def test_a_geopackage_holds_districts_claims_milestones_and_what_was_asked(view, made):
    assert list(map(tuple, pyogrio.list_layers(made["gpkg"]))) == [
        ("districts", "MultiPolygon"),
        ("claims", "Point"),
        ("events", None),
        ("metadata", None),
    ]
    for name, layer in (("districts", district_layer), ("claims", claim_layer), ("events", milestones_of)):
        same_cells(words_of(layer_of(made["gpkg"], name)), words_of(layer(view)))
    districts = gpd.read_file(made["gpkg"], layer="districts")
    assert districts.crs == "EPSG:4326"
    assert districts.geometry.geom_equals(district_layer(view).geometry).all()


def test_days_of_a_geopackage_are_days(made):
    types = pyogrio.read_info(made["gpkg"], layer="claims")
    kinds = dict(zip(types["fields"], types["ogr_types"], strict=True))
    assert {kinds[column.name] for column in CLAIMS.columns if isinstance(column.kind, Day)} == {"OFTDate"}


def test_geoparquet_comes_back_equal(view, made):
    for ending, layer in (("parquet", claim_layer), ("geoparquet", district_layer)):
        back = gpd.read_parquet(made[ending])
        assert back.crs == "EPSG:4326"
        same_cells(words_of(back), words_of(layer(view)))
        expected = layer(view).geometry
        assert (back.geometry.geom_equals(expected) | (back.geometry.isna() & expected.isna())).all()


def described(path, ending):
    if ending == "gpkg":
        rows = layer_of(path, "metadata")
        return dict(zip(rows["name"], rows["value"], strict=True))
    if ending == "xlsx":
        return {row[0].value: row[1].value for row in openpyxl.load_workbook(path)["About"].iter_rows()}
    return json.loads(pq.read_schema(path).metadata[KEY])


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_file_says_what_was_asked_of_which_data(view, made, ending):
    said = described(made[ending], ending)
    assert said["title"] == view.title
    assert (said["on"], said["known_by"]) == ("2015-09-30", "2016-01-01")
    assert (said["filters"], said["clocks"], said["counts"]) == (
        view.filter_sentence,
        view.clock_sentence,
        view.count_sentence,
    )
    assert said["caution"] == NOT_FACTS
    assert said["legend"].split("\n") == [entry.label for entry in view.legend]
    assert "CC BY 4.0" in said["credits"]
    assert said["address"].startswith("/?on=2015-09-30")
    assert said["sha256 of claims.csv"] == view.record.sums["claims.csv"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_view_gives_the_same_bytes(record, made, ending):
    assert export.render(View(record, ASKED), ending) == made[ending].read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_view_without_claims_is_a_file_all_the_same(record_of, tmp_path, ending):
    path = tmp_path / f"empty.{ending}"
    path.write_bytes(export.render(View(record_of(), Selection()), ending))
    assert described(path, ending)["counts"].startswith("0 claims")


def test_a_workbook_holds_every_cell_of_the_contract(view, made):
    sheet = openpyxl.load_workbook(made["xlsx"])["Claims"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == CLAIMS.names
    assert sheet.freeze_panes == "B2"
    expected = claim_layer(view)
    assert len(rows) == len(expected)
    for number, column in enumerate(CLAIMS.columns):
        found = [row[number] for row in rows]
        wanted = [None if pd.isna(cell) or cell == "" else cell for cell in expected[column.name].tolist()]
        found = [cell.date() if isinstance(cell, dt.datetime) else cell for cell in found]
        assert [restored(cell) if isinstance(cell, str) else cell for cell in found] == wanted, column.name


def test_nothing_in_a_workbook_is_calculated_and_every_text_comes_back(claim, record_of):
    rows = [
        claim(claim_id=f"X-{number}", statement_id=f"X-{number}", notes=text) for number, text in enumerate(HOSTILE)
    ]
    content = export.render(View(record_of(*rows), Selection(window=None)), "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Claims"]
    column = CLAIMS.names.index("notes")
    cells = [row[column] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(not cell.value.lstrip("'").startswith(("=", "+", "-", "@")) or cell.value[0] == "'" for cell in cells)
    assert sorted(restored(cell.value) for cell in cells) == sorted(HOSTILE)


# What the library takes for formatted text, what SpreadsheetML has signs for, what a reader of XML would take away.
MARKUP = ("<r><t>bold</t></r>", "<r>&</r>")
ODD = ('&<>"', "_x0041_", "a\x0bb_x0041_", "\ufffe", " x ", "\u00a0x", "x\n\n", "a\rb", "\U0001f600", "'+", "=1 <")
DAYS = ("1750-05-05", "1899-12-30", "1899-12-31", "1900-01-01", "1900-02-28", "1900-03-01", "2199-12-31")


def odd(record, texts):
    """The shipped record with some texts, days and points that a sheet has ways of its own for."""
    claims = record.claims.head(40)
    count = len(claims)
    notes = [texts[number % len(texts)] for number in range(count)]
    days = pd.to_datetime([DAYS[number % len(DAYS)] for number in range(count)]).to_numpy().astype("datetime64[s]")
    points = [68.8612345678901 if number % 3 else float("nan") for number in range(count)]
    changed = {"notes": notes, "source_date": days, "longitude": points, "latitude": points}
    return replace(record, claims=claims.assign(**changed))


def by_cells(sheets, view, *_):
    sheets.table("Claims", claim_layer(view))


@pytest.mark.parametrize("is_odd", [False, True])
def test_a_sheet_written_by_columns_is_the_one_that_the_library_writes_by_cells(record, monkeypatch, is_odd):
    view = View(odd(record, (*ODD, *HOSTILE)) if is_odd else record, Selection(window=None))
    whole = export.render(view, "xlsx")
    monkeypatch.setattr(workbook._Sheets, "claims", by_cells)
    assert export.render(view, "xlsx") == whole


@pytest.mark.parametrize("shared", [workbook.SHARED, 1])
def test_odd_texts_come_back_from_both_kinds_of_sheet(record, monkeypatch, shared):
    monkeypatch.setattr(workbook, "SHARED", shared)
    # The reader here takes half of this escape away by itself where texts are shared.
    texts = [text for text in (*ODD, *MARKUP) if shared == 1 or "_x0" not in text]
    view = View(odd(record, texts), Selection(window=None))
    sheet = openpyxl.load_workbook(io.BytesIO(export.render(view, "xlsx")))["Claims"]
    found = [row[CLAIMS.names.index("notes")].value for row in sheet.iter_rows(min_row=2)]
    assert [restored(unescape(text)) for text in found] == view.claims["notes"].tolist()


def test_what_a_sheet_cannot_hold_is_refused_and_not_cut(claim, record_of, view, monkeypatch):
    long = View(record_of(claim(notes="x" * (workbook.LETTERS + 1))), Selection(window=None))
    with pytest.raises(UsageError, match=r"A cell holds 32,767 letters; one has 32,768\."):
        export.render(long, "xlsx")
    # Excel counts such a letter as two, and the library would cut the text.
    wide = View(record_of(claim(notes="\U0001f600" * (workbook.LETTERS // 2 + 1))), Selection(window=None))
    with pytest.raises(UsageError, match=r"one has 32,768\."):
        export.render(wide, "xlsx")
    monkeypatch.setattr(workbook, "ROWS", 10)
    with pytest.raises(UsageError, match=r"A sheet holds 9 rows; there are \d+\."):
        export.render(view, "xlsx")
