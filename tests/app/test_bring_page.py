"""Bringing data without a browser: what is asked, what is told, and that nothing is kept without a yes."""

import shutil
from pathlib import Path

import pytest

from claimatlas.record import DATA_FILES, GEODATA_FILES, SHIPPED_WORKSPACE, WORKSPACE_VARIABLE, open_record

FILES = Path(__file__).parents[1] / "imports"


def texts(at) -> str:
    return "\n".join(str(one.value) for one in [*at.title, *at.header, *at.text, *at.caption])


def named(elements, label):
    return next(one for one in elements if one.label == label)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    folder = tmp_path / "own"
    (folder / "geodata").mkdir(parents=True)
    for name in (*DATA_FILES, *(f"geodata/{name}" for name in GEODATA_FILES)):
        shutil.copy(SHIPPED_WORKSPACE / name, folder / name)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(folder))
    return folder


@pytest.fixture
def brought(app):
    """`brought(file)`: the page after a file was dropped on it."""

    def bring(name):
        at = app("bring")
        at.get("file_uploader")[0].set_value((name, (FILES / name).read_bytes(), "text/plain"))
        at.run()
        assert not at.exception
        return at

    return bring


def test_a_dataset_is_told_shown_and_added_to_ones_own_record_after_a_yes(workspace, brought):
    at = brought("ged.csv")
    assert "ged.csv: 8 rows read as UCDP GED, 5 accepted, 3 refused, 1 flag." in texts(at)
    assert "5 claims from 1 July 2017 to 31 July 2017, all days at once; 2 have no district" in texts(at)
    assert len(open_record(workspace).claims) == 360
    # A name is matched by a person alone.
    assert "Khan Abdad district, in Kunduz: 1 row (line 9)" in texts(at)
    assert named(at.button, "Accept").disabled
    named(at.selectbox, "is another spelling of").set_value("AF1904").run()
    named(at.button, "Accept").click().run()
    assert not at.exception
    assert "Khan Abdad district, in Kunduz" not in texts(at)
    assert "Accepted: Khan Abdad district is another spelling of Khan Abad (AF1904)." in texts(at)
    assert "1 has no district and is on no map" in texts(at)
    assert not (workspace / "geodata" / "spellings.csv").exists()
    named(at.button, "Add 5 claims to the record").click().run()
    assert not at.exception
    assert "Added. claims.csv has 365 rows now" in texts(at)
    assert "5 of these claims are on record already" in texts(at)
    assert named(at.button, "Add 0 claims to the record").disabled
    assert len(open_record(workspace).claims) == 365
    assert (workspace / "geodata" / "spellings.csv").read_text() == "spelling,pcode\nKhan Abdad district,AF1904\n"


def test_a_table_is_read_by_a_mapping_that_somebody_agreed_to(brought):
    at = brought("spreadsheet.csv")
    assert "Which column is what" in texts(at)
    assert "1 of these mean no code yet; their rows will be refused." in texts(at)
    assert "What came of it" not in texts(at)
    named(at.button, "Read the table so").click().run()
    assert not at.exception
    assert "spreadsheet.csv: 3 rows read as a table of your own, 1 accepted, 2 refused" in texts(at)
    # The shipped record cannot be added to.
    assert not [one for one in at.button if one.label.startswith("Add ")]
    # What changes afterwards has to be agreed to again.
    named(at.selectbox, "source_reliability").set_value("B").run()
    assert "What came of it" not in texts(at)
    assert "Changed since you agreed" in texts(at)
    named(at.button, "Read the table so").click().run()
    named(at.button, "Discard").click().run()
    assert not at.exception
    assert "Which column is what" not in texts(at)


def test_a_file_that_cannot_be_read_is_refused_in_words(app):
    at = app("bring")
    at.get("file_uploader")[0].set_value(("x.csv", b'a,b\n"1,2\n', "text/csv"))
    at.run()
    assert [one.value for one in at.error] == ["The file cannot be read."]
    assert "x.csv line 2: the quoting is broken" in texts(at)


def test_a_kept_mapping_that_lacks_a_code_says_so_and_the_report_names_the_word(app):
    at = app("bring")
    own_words = (FILES / "spreadsheet.csv").read_bytes().replace(b",Capture,", b",Took,")
    at.get("file_uploader")[0].set_value(("own.csv", own_words, "text/csv"))
    at.run()
    kept = (
        "columns:\n"
        "  event_date: {column: Incident date, format: '%d/%m/%Y'}\n"
        "  reported_date: {column: Published, format: '%d/%m/%Y'}\n"
        "  date_precision: {value: '1'}\n"
        "  source_reliability: {value: F}\n"
        "  information_credibility: {value: '6'}\n"
        "  party: {column: Side, values: {Local officials: local_official}}\n"
        "  claim_type: {column: Type, values: {Took: capture}}\n"
        "  claimant: Spokesperson\n"
        "  summary: Description\n"
    )
    named(at.get("file_uploader"), "A mapping that you kept").set_value(
        ("kept.yaml", kept.encode(), "application/yaml")
    )
    at.run()
    assert not at.exception
    assert "1 of these mean no code yet; their rows will be refused." in texts(at)
    named(at.button, "Read the table so").click().run()
    assert not at.exception
    told = [str(one.value) for one in at.dataframe]
    assert any("Denial of loss" in table for table in told)
    assert not any("'nan'" in table for table in told)
