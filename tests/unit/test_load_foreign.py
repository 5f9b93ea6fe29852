"""Files of other people's making: every form gives the same rows, and bombs are refused before they go off."""

import datetime as dt
import io
import json
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claimatlas.errors import UnreadableFileError
from claimatlas.load import foreign, kml, settings
from claimatlas.load.foreign import Reading, read_foreign

ROWS = [{"id": "007", "day": "2016-04-17", "note": "a, b"}, {"id": "8", "day": "2016-04-18", "note": ""}]


def xlsx(rows, **sheets):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def parquet(**columns):
    made = io.BytesIO()
    pq.write_table(pa.table(columns), made)
    return made.getvalue()


def zipped(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_dot_", "."), content)
    return made.getvalue()


def placemarks(*inner, dtd=""):
    return f'{dtd}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(inner)}</Document></kml>'.encode()


FORMS = {
    "x.csv": b'id,day,note\r\n007,2016-04-17,"a, b"\r\n8,2016-04-18,\r\n',
    "x.tsv": b"id\tday\tnote\n007\t2016-04-17\ta, b\n8\t2016-04-18\t\n",
    "x.jsonl": "\n".join(json.dumps(row) for row in ROWS).encode(),
    "x.json": json.dumps(ROWS).encode(),
    "x.xlsx": xlsx([["id", "day", "note"], ["007", dt.date(2016, 4, 17), "a, b"], [8, dt.datetime(2016, 4, 18), None]]),
    "x.parquet": parquet(
        id=["007", "8"], day=[dt.date(2016, 4, 17), dt.date(2016, 4, 18)], note=pa.array(["a, b", None])
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_a_table_gives_the_same_text(name):
    table = read_foreign(name, FORMS[name])
    assert table.columns == ("id", "day", "note")
    assert [dict(zip(table.columns, row.values, strict=True)) for row in table.rows] == ROWS
    assert not table.refused


def test_rows_carry_their_line_and_their_own_text():
    table = read_foreign("x.csv", b'a,b\n1,"two\nlines"\n3,4\n5\n')
    assert [(row.line, row.raw) for row in table.rows] == [(2, '1,"two\nlines"\n'), (4, "3,4\n")]
    assert [(row.line, str(row.problems[0])) for row in table.refused] == [
        (5, "x.csv line 5, row: found '1 fields', expected 2 fields, as in the header")
    ]


def test_numbers_of_typed_cells_are_written_one_way():
    table = read_foreign("x.parquet", parquet(n=[1.0, 2.5, float("nan")], whole=[1, 2, None], yes=[True, False, None]))
    assert [row.values for row in table.rows] == [("1", "1", "true"), ("2.5", "2", "false"), ("", "", "")]
    assert [row.values for row in read_foreign("x.xlsx", xlsx([["n"], [42491], [1.5]])).rows] == [("42491",), ("1.5",)]


def test_numbers_of_json_keep_their_text_and_broken_entries_their_place():
    data = b'{"n": 1.10, "big": 1' + b"0" * 5_000 + b'}\n{"n": NaN}\n[1]\n{"n": 1, "n": 2}\n\n{"n": "\\u2028"}\n{'
    table = read_foreign("x.jsonl", data)
    assert [row.line for row in table.rows] == [1, 6]
    assert table.rows[0].values[0] == "1.10"
    assert [(row.line, row.problems[0].expected) for row in table.refused] == [
        (2, "a number and not NaN"), (3, "an object"), (4, "every key once"), (7, "JSON that can be read"),
    ]  # fmt: skip


def test_half_a_sign_that_json_spells_out_refuses_its_row():
    table = read_foreign("x.json", b'{"data": [{"a": "\\ud800"}, {"a": "\\ud83d\\ude00"}]}')
    assert [row.values for row in table.rows] == [("\U0001f600",)]
    assert [(row.raw, row.problems[0].found) for row in table.refused] == [('{"a": "\\ud800"}', "\\ud800")]


def test_a_list_of_json_may_stand_in_folders_or_alone():
    folders = {"mapDataFolders": [{"mapDataPlacemarks": [{"id": "a"}]}, {"mapDataPlacemarks": None}, {"name": "x"}]}
    assert [row.values for row in read_foreign("x.json", json.dumps(folders).encode()).rows] == [("a",)]
    flat = read_foreign("x.json", b' [ {"at": [36.7, 68.9]}, 3 ,{"at": {"deep": 1}}] ')
    assert [row.values for row in flat.rows] == [("36.7;68.9",), ('{"deep": "1"}',)]
    assert [(row.line, row.raw) for row in flat.refused] == [(2, "3")]


def test_columns_that_hold_no_cell_are_left_out_and_named():
    table = read_foreign("x.parquet", parquet(id=["1"], inner=[[1, 2]], shape=[b"\x00\x01"]))
    assert table.columns == ("id",)
    assert table.unread == ("inner", "shape")


def test_placemarks_give_their_point_and_their_own_text():
    data = placemarks(
        "<name>not a placemark's</name>",
        "<Folder><Placemark id='p1'><name>A &amp; B</name><description><![CDATA[<b>x</b>]]></description>"
        "<ExtendedData><Data name='src'><value>y</value></Data></ExtendedData>"
        "<Point><coordinates> 68.9,36.7,0 </coordinates></Point></Placemark></Folder>",
        "<Placemark><name>line</name><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark>",
    )
    for name, content in (("x.kml", data), ("x.kmz", zipped(doc_dot_kml=data, a_dot_png=b"x"))):
        table = read_foreign(name, content)
        assert table.columns == (*kml.COLUMNS, "src")
        assert table.rows[0].values == ("p1", "A & B", "<b>x</b>", "", "68.9", "36.7", "y")
        assert table.rows[0].raw.startswith("<Placemark id='p1'>")
        assert [row.problems[0].expected for row in table.refused] == ["one point: longitude,latitude"]


ENTITY = '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
SECRET = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BAD_SHEET = zipped(**{
    "[Content_Types]_dot_xml": "<x/>", "xl/workbook_dot_xml": f"{SECRET}<workbook>&x;</workbook>",
})  # fmt: skip
REFUSED = {
    "doubled header": ("x.csv", b"a,a\n1,2\n", {}, "more than once"),
    "wrong separator": ("x.csv", b"a;b;c\n1;2;3\n", {}, "separated by semicolons"),
    "unclosed quote": ("x.csv", b'a,b\n"1,2\n', {}, "quoting is broken"),
    "wrong encoding": ("x.csv", "id,جا\n1,2\n".encode("cp1256"), {}, "not UTF-8"),
    "empty": ("x.csv", b"", {}, "empty"),
    "too many columns": ("x.csv", ",".join(map(str, range(501))).encode(), {}, "more than 500 columns"),
    "several sheets": ("x.xlsx", xlsx([["a"]], Other=[["b"]]), {}, "several sheets (Sheet, Other)"),
    "no such sheet": ("x.xlsx", xlsx([["a"]]), {"sheet": "B"}, "no sheet of that name"),
    "no archive": ("x.xlsx", b"PK\x03\x04 not whole", {}, "no whole archive"),
    "entities in a workbook": ("x.xlsx", BAD_SHEET, {}, "no workbook that can be read"),
    "archive bomb": ("x.kmz", zipped(doc_dot_kml=b"0" * 4_000_001), {"bytes": 4_000_000}, "unpacks to more than"),
    "workbook bomb": ("x.xlsx", zipped(a_dot_xml=b"0" * 4_000_001), {"bytes": 4_000_000}, "unpacks to more than"),
    "entity bomb": ("x.kml", placemarks(dtd=ENTITY), {}, "no KML that can be read"),
    "file by entity": ("x.kml", placemarks("<Placemark><name>&x;</name></Placemark>", dtd=SECRET), {}, "no KML"),
    "deep markup": ("x.kml", placemarks("<Folder>" * 50), {}, "levels deep"),
    "two documents": ("x.kmz", zipped(a_dot_kml=b"", b_dot_kml=b""), {}, "holds 2 KML files"),
    "deep JSON": ("x.json", b"[" * 100_000, {}, "no JSON that can be read"),
    "broken list": ("x.json", b'[{"a": 1} {"a": 2}]', {}, "breaks off after entry 1"),
    "no list": ("x.json", b'{"a": 1}', {}, "holds no list of entries"),
    "text bomb": ("x.parquet", parquet(a=["x" * 100_000] * 50), {"characters": 1_000_000}, "unpacks to more than"),
    "no parquet": ("x.parquet", b"PAR1 and no more PAR1", {}, "no Parquet file"),
    "too many rows": ("x.jsonl", b"{}\n" * 12, {"rows": 10}, "more than 10 rows"),
    "unknown ending": ("x.vrt", b"<OGRVRTDataSource/>", {}, "an ending that is not known"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_trusted_is_refused_with_a_sentence(case, monkeypatch):
    name, data, given, sentence = REFUSED[case]
    limits = {"bytes": "MAX_UNPACKED_BYTES", "characters": "MAX_CHARACTERS", "rows": "MAX_ROWS"}
    for limit, number in given.items():
        for module in ("foreign", "workbook", "entries", "columnar") if limit in limits else ():
            monkeypatch.setattr(f"claimatlas.load.{module}.{limits[limit]}", number, raising=False)
    with pytest.raises(UnreadableFileError) as error:
        read_foreign(name, data, Reading(sheet=given.get("sheet", "")))
    assert sentence in str(error.value)


def test_an_encoding_and_a_separator_can_be_declared():
    table = read_foreign("x.csv", "شماره;جا\n1;کندز\n".encode("utf-16"), Reading(encoding="utf-16", separator=";"))
    assert table.columns == ("شماره", "جا")
    with pytest.raises(UnreadableFileError, match="cannot be read as ascii"):
        read_foreign("x.csv", b"\xff", Reading(encoding="ascii"))


def test_a_reading_says_how_far_it_is_and_can_be_ended():
    class StoppedError(Exception):
        pass

    def stop(share):
        raise StoppedError

    told = []
    read_foreign("x.csv", b"a\n" + b"1\n" * 5_000, tell=told.append)
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] <= 1
    with pytest.raises(StoppedError):
        read_foreign("x.csv", b"a\n1\n", tell=stop)


def test_a_file_beyond_the_limit_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(foreign, "MAX_BYTES", 3)
    with pytest.raises(UnreadableFileError, match="larger than 3 bytes"):
        read_foreign("x.csv", b"a,b\n")


def test_settings_are_texts_and_know_no_alias_and_no_tag():
    assert settings.parse_yaml("m.yaml", b"a: no\nb: [007, 2016-04-17]\n") == {"a": "no", "b": ["007", "2016-04-17"]}
    for data, words in (
        (b"a: &x [1]\nb: *x\n", "alias"), (b"a: [", "no YAML"), (b"[" * 40 + b"]" * 40, "levels deep"),
        (b"\xff", "UTF-8"),
    ):  # fmt: skip
        with pytest.raises(UnreadableFileError, match=words):
            settings.parse_yaml("m.yaml", data)
    assert settings.parse_yaml("m.yaml", b"!!python/object/apply:os.system [ls]") == ["ls"]
