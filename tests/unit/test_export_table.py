"""The CSV of a view comes back as it was, and no spreadsheet calculates with it."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimatlas import export, load
from claimatlas.export.table import neutralised, restored, table_bytes
from claimatlas.kinds import Day, Degrees, Text, WebAddress
from claimatlas.schema import CLAIMS, EVENTS
from claimatlas.selection import Selection
from claimatlas.view import View

CALCULATED = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''+1"]


@pytest.mark.parametrize("cell", CALCULATED)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(cell):
    assert neutralised(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Kunduz", "'Ali Abad'", "'", "5-1", "a=b", "قندوز", " =1"])
def test_every_other_cell_stays(cell):
    assert neutralised(cell) == cell


@given(st.text() | st.from_regex(r"'*[=+\-@\t\r\n＝＋－＠].*", fullmatch=True))
def test_taking_the_apostrophe_off_gives_every_text_back(cell):
    assert restored(neutralised(cell)) == cell


@given(st.from_regex(r"'*[=+\-@\t\r\n＝＋－＠].*", fullmatch=True))
def test_no_neutralised_cell_begins_a_formula(cell):
    assert neutralised(cell).startswith("'")


def cell_by_cell(rows, table, is_neutral):
    """The file as the standard library writes it, a cell at a time."""

    def text_of(cell, kind):
        if pd.isna(cell):
            return ""
        if isinstance(kind, Day):
            return f"{cell:%Y-%m-%d}"
        if isinstance(kind, Degrees):
            return np.format_float_positional(float(cell), trim="-")
        return neutralised(str(cell)) if is_neutral and isinstance(kind, Text | WebAddress) else str(cell)

    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(table.names)
    for row in rows.to_dict("records"):
        writer.writerow([text_of(row[column.name], column.kind) for column in table.columns])
    return file.getvalue().encode()


@pytest.mark.parametrize("neutral", [True, False])
def test_a_table_written_by_columns_is_the_one_written_by_cells(record, neutral):
    for rows, table in ((record.claims, CLAIMS), (record.events, EVENTS), (record.claims.head(0), CLAIMS)):
        assert table_bytes(rows, table, neutral=neutral) == cell_by_cell(rows, table, neutral)


def read_back(data, table=CLAIMS):
    return load.parse_table("claims.csv", data, table)


def test_the_header_is_the_contract(record):
    header = next(csv.reader(io.StringIO(export.render(View(record, Selection()), "csv").decode())))
    assert tuple(header) == CLAIMS.names


def test_the_whole_record_comes_back_as_it_was(record, checked):
    data = table_bytes(record.claims, CLAIMS)
    rows = [{name: restored(cell) for name, cell in row.items()} for row in read_back(data).rows.to_dict("records")]
    back = checked(*rows)
    assert not back.refused
    pd.testing.assert_frame_equal(
        back.kept.reset_index(drop=True), record.claims[list(CLAIMS.names)].reset_index(drop=True)
    )


def test_the_milestones_come_back_as_they_were(record):
    back = read_back(table_bytes(record.events, EVENTS), EVENTS).rows
    assert list(back["event_id"]) == list(record.events["event_id"])
    assert list(back["title"]) == list(record.events["title"])


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t"), max_size=30)


@given(cells=st.fixed_dictionaries(dict.fromkeys(("claimant_role", "quote", "notes", "source_title"), texts)))
@example(cells={"claimant_role": 'a"b,', "quote": "\r", "notes": '"', "source_title": "=1,\n"})
def test_any_text_comes_back_letter_for_letter(record, cells):
    kept = record.claims.head(2).assign(**cells)
    for is_neutral in (True, False):
        assert table_bytes(kept, CLAIMS, neutral=is_neutral) == cell_by_cell(kept, CLAIMS, is_neutral)
    back = read_back(table_bytes(kept, CLAIMS)).rows.iloc[0]
    assert {name: restored(back[name]) for name in cells} == cells
    plain = read_back(table_bytes(kept, CLAIMS, neutral=False)).rows.iloc[0]
    assert {name: plain[name] for name in cells} == cells


@given(longitude=st.floats(-180, 180), latitude=st.floats(-90, 90))
def test_degrees_come_back_as_the_same_number_and_stay_numbers(record, longitude, latitude):
    kept = record.claims.head(1).assign(longitude=longitude, latitude=latitude)
    back = read_back(table_bytes(kept, CLAIMS)).rows.iloc[0]
    assert (float(back["longitude"]), float(back["latitude"])) == (longitude, latitude)
    assert not {"e", "E", "'"} & set(back["longitude"] + back["latitude"])


def test_a_formula_in_a_text_cell_is_inert(claim, record_of):
    view = View(record_of(claim(claimant="=HYPERLINK(1)", notes="-2+3")), Selection())
    row = read_back(export.render(view, "csv")).rows.iloc[0]
    assert (row["claimant"], row["notes"]) == ("'=HYPERLINK(1)", "'-2+3")


def test_only_the_claims_of_the_view_are_written(record):
    view = View(record, Selection(parties=("iskp",)))
    assert list(read_back(export.render(view, "csv")).rows["claim_id"]) == list(view.claims.index)


def test_lines_end_as_the_standard_asks(record):
    data = export.render(View(record, Selection()), "csv")
    assert data.endswith(b"\r\n")
    assert not data.startswith(b"\xef\xbb\xbf")


def test_an_empty_selection_is_a_header(record):
    view = View(record, Selection(parties=("iskp",), districts=("AF1901",)))
    assert export.render(view, "csv").decode().splitlines() == [",".join(CLAIMS.names)]
