"""Forty bad inputs, each with what becomes of it; what the fuzzer found; and the fuzzer itself, for some seconds."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from claimatlas import load, outlines, permalink
from claimatlas.errors import Severity, UnreadableFileError
from claimatlas.export.table import neutralised
from claimatlas.kinds import is_link
from claimatlas.load.foreign import read_foreign
from claimatlas.schema import CLAIMS

ROOT = Path(__file__).parents[2]
READERS = ("table", "foreign", "address", "geojson")

LITERAL = {
    1: "<script>window.ran=1</script>",
    2: "<img src=x onerror=alert(1)>",
    3: "<svg onload=alert(1)>",
    4: "</script><script>alert(1)</script>",
    5: "<!--<script>",
    6: "`alert(1)`",
    7: "\\`",
    8: "${alert(1)}",
    9: "{{7*7}}",
    10: "{% if %}",
    11: "{# gone #}",
    12: "one\u2028two",
    13: "![x](http://example.org/x.png)",
    14: "[x](javascript:alert(1))",
    15: "' OR 1=1 --",
}
"""Kept letter for letter in a claim; that no page runs them is for the browser tests."""
NO_LINK = {16: "javascript:alert(1)", 17: "data:text/html,<script>alert(1)</script>"}
FLAGGED = {18: {"claimant": "abc\u202edef"}, 19: {"claimant": "Cafe\u0301"}}
KEPT_AS_TEXT = {20: ("NA", "00123", "None", "null"), 21: ("=1+1", "+1", "@SUM(A1)", "-1")}
REFUSED = {
    22: ({"longitude": "NaN", "latitude": "inf"}, "longitude", "decimal"),
    23: ({"longitude": "68.9", "latitude": "136.7"}, "latitude", "from -90 to 90"),
    24: ({"longitude": "36.68", "latitude": "69.1"}, "longitude", "probably swapped"),
    25: ({"longitude": "0", "latitude": "0"}, "longitude", "inside one of the districts"),
    26: ({"longitude": "69,1", "latitude": "36,68"}, "longitude", "decimal"),
    27: ({"event_date": "04/05/2016"}, "event_date", "YYYY-MM-DD"),
    28: ({"event_date": "2016-02-30"}, "event_date", "YYYY-MM-DD"),
    29: ({"event_date": "1395-01-29"}, "event_date", "Solar Hijri"),
    30: ({"event_date": "42477"}, "event_date", "YYYY-MM-DD"),
    31: ({"event_date": "2016-04-17T10:00+04:30"}, "event_date", "YYYY-MM-DD"),
}
NEST = 100_000
WHOLE = {
    35: ("claims.csv", "claim_id,claimant\n1,محمد\n".encode("cp1256"), "not UTF-8"),
    36: ("claims.csv", b'claim_id,"never closed\n', "the quoting is broken"),
    37: ("claims.csv", b"claim_id;claimant\n1;2\n", "separated by semicolons"),
    38: (
        "districts.geojson",
        b"<OGRVRTDataSource>/vsicurl/http://example.org</OGRVRTDataSource>",
        "not JSON",
    ),
    39: ("districts.geojson", b"[" * NEST + b"]" * NEST, "not JSON"),
}


METRES = [(500000, 4000000), (500001, 4000000), (500001, 4000001), (500000, 4000000)]


def collection(geometry, **members):
    feature = {"type": "Feature", "properties": {"adm2_pcode": "AF1904"}, "geometry": geometry}
    return {"type": "FeatureCollection", "features": [feature], **members}


def polygon(*points):
    return {"type": "Polygon", "coordinates": [[list(point) for point in points]]}


SQUARE = polygon((68, 36), (69, 36), (69, 37), (68, 36))
BAD_OUTLINES = {
    "crosses itself": (collection(polygon((0, 0), (1, 1), (1, 0), (0, 1), (0, 0))), "crosses itself"),
    "metres": (
        collection(polygon(*METRES)),
        "degrees",
    ),
    "another system": (
        collection(SQUARE, crs={"properties": {"name": "urn:ogc:def:crs:EPSG::32642"}}),
        "another reference",
    ),
    # Found by the fuzzer: a kind of geometry that does not exist was an error of shapely's own.
    "unknown kind": (collection({"type": "poly#on", "coordinates": []}), "not a GeoJSON"),
    "no geometry": (collection(None), "not a GeoJSON"),
    "empty": (collection({"type": "Polygon", "coordinates": []}), "is empty"),
}


def reasons(found):
    return [problem for row in found.refused for problem in row.problems]


@pytest.mark.parametrize("number", LITERAL)
def test_text_that_tries_to_act_is_kept_letter_for_letter(checked, claim, number):
    found = checked(claim(claimant=LITERAL[number], summary=LITERAL[number]))
    assert found.row_count == 1
    assert found.kept["summary"].tolist() == [LITERAL[number]]


def test_a_quote_in_an_address_is_named_and_nothing_else(record):
    decoded = permalink.decode({"district": [LITERAL[15]]}, record.places.gazetteer)
    assert [one.value for one in decoded.ignored] == [LITERAL[15]]


@pytest.mark.parametrize("number", NO_LINK)
def test_an_address_that_is_no_web_address_is_no_link(number):
    assert not is_link(NO_LINK[number])


@pytest.mark.parametrize("number", FLAGGED)
def test_letters_that_deceive_the_eye_are_kept_with_a_flag(checked, claim, number):
    found = checked(claim(**FLAGGED[number]))
    assert found.kept["claimant"].tolist() == list(FLAGGED[number].values())
    assert [(p.column, p.severity) for p in found.problems] == [("claimant", Severity.FLAGGED)]


ALI, KABUL = "\u0639\u0644\u06cc", "\u06a9\u0627\u0628\u0644"
TWINS = {  # 19
    "yeh": (ALI, "\u0639\u0644\u064a", "U+064A here, U+06CC there"),
    "yeh without dots": (ALI, "\u0639\u0644\u0649", "U+0649 here, U+06CC there"),
    "kaf": (KABUL, "\u0643\u0627\u0628\u0644", "U+0643 here, U+06A9 there"),
    "a form of a letter": (KABUL, "\ufb8e\u0627\u0628\u0644", "U+FB8E here, U+06A9 there"),
    "digits": ("\u06f1\u06f2", "\u0661\u0662", "U+0661 here, U+06F1 there"),
    "a joiner": (ALI, ALI + "\u200c", "U+200C here, nothing there"),
    "nothing seen in ASCII": ("Ali Khan", "Ali\u200b Khan", "U+200B here, U+0020 there"),
    "another blank": ("Ali Khan", "Ali\u00a0Khan", "U+00A0 here, U+0020 there"),
    "a stretched letter": (ALI, "\u0639\u0640\u0644\u06cc", "U+0640 here, U+0644 there"),
    "Cyrillic": ("Ali Ahmad", "Ali \u0410hmad", "U+0410 here, U+0041 there"),
    "two ways to compose": ("Caf\u00e9", "Cafe\u0301", "U+0065 here, U+00E9 there"),
}


@pytest.mark.parametrize("case", TWINS)
def test_of_texts_that_look_the_same_the_rarer_is_kept_with_a_flag(checked, claim, case):
    usual, rare, differ = TWINS[case]
    said = (rare, usual, "Somebody \u00e9lse", usual)
    found = checked(*(claim(claim_id=f"T-{number}", claimant=text) for number, text in enumerate(said)))
    assert found.kept["claimant"].tolist() == list(said)
    (told,) = [problem for problem in found.problems if "look the same" in problem.expected]
    assert (told.line, told.column, told.found, told.severity) == (2, "claimant", rare, Severity.FLAGGED)
    assert told.expected == f"the signs of line 3, which look the same ({differ})"


@pytest.mark.parametrize("other", ["Ali", "ali khan", "Ali Kh\u00e1n", "\u0639\u0644\u064a\u0647", "\u0639\u0644"])
def test_texts_that_are_only_similar_are_not_taken_for_the_same(checked, claim, other):
    said = ("Ali Khan", ALI, other)
    assert checked(*(claim(claim_id=f"T-{n}", claimant=text) for n, text in enumerate(said))).problems == ()


@pytest.mark.parametrize("text", KEPT_AS_TEXT[20])
def test_words_that_programs_take_for_nothing_stay_text(checked, claim, text):
    assert checked(claim(notes=text)).kept["notes"].tolist() == [text]


@pytest.mark.parametrize("text", KEPT_AS_TEXT[21])
def test_a_formula_is_kept_and_only_disarmed_on_its_way_to_a_spreadsheet(checked, claim, text):
    assert checked(claim(notes=text)).kept["notes"].tolist() == [text]
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("number", REFUSED)
def test_a_row_is_refused_with_its_reason_and_keeps_its_bytes(checked, claim, number):
    cells, column, said = REFUSED[number]
    found = checked(claim(**cells))
    assert (len(found.kept), len(found.refused)) == (0, 1)
    told = reasons(found)
    assert any(column in problem.column and said in problem.expected for problem in told), told
    assert next(iter(cells.values())) in found.refused[0].raw


def test_a_row_with_another_number_of_fields_is_refused(csv_of, claim):  # 32
    raw = load.parse_table("claims.csv", csv_of(claim()) + b"one,two\n", CLAIMS)
    assert [row.problems[0].found for row in raw.refused] == ["2 fields"]


def test_one_id_with_two_contents_refuses_both(checked, claim):  # 33
    assert len(checked(claim(), claim(summary="Another.")).refused) == 2


@pytest.mark.parametrize("text", ["a\x00b", "x" * (load.MAX_CELL_CHARACTERS + 1)])
def test_a_nul_and_a_giant_field_are_refused(checked, claim, text):  # 34
    assert len(checked(claim(notes=text)).refused) == 1


@pytest.mark.parametrize("number", WHOLE)
def test_a_file_is_refused_whole_with_a_sentence(tmp_path, number):
    name, data, said = WHOLE[number]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=said):
        load.read_table(path, CLAIMS) if name.endswith("csv") else load.read_json(path)


DISTRICT = {
    "adm2_pcode": "AF1904", "adm1_pcode": "AF19", "name_en": "Khan Abad", "name_fa": "", "centre_longitude": 68.7,
    "centre_latitude": 36.3,
}  # fmt: skip
BAD_PROPERTIES = {
    "no code": ({"adm2_pcode": None}, "without a text as adm2_pcode"),
    "a list for a name": ({"name_en": ["Khan Abad"]}, "without a text as name_en"),
    "a text for a number": ({"centre_latitude": "36.3"}, "without a number as centre_latitude"),
    "no number at all": ({"centre_longitude": 1e999}, "without a number as centre_longitude"),
}


@pytest.mark.parametrize("case", BAD_PROPERTIES)
def test_outlines_that_lack_what_is_drawn_of_them_are_refused_whole(case):
    changed, said = BAD_PROPERTIES[case]
    content = collection(SQUARE)
    content["features"][0]["properties"] = DISTRICT
    assert outlines.layer_of("districts.geojson", content)["adm2_pcode"].tolist() == ["AF1904"]
    content["features"][0]["properties"] = DISTRICT | changed
    with pytest.raises(UnreadableFileError, match=said):
        outlines.layer_of("districts.geojson", content)


@pytest.mark.parametrize("name", ["districts", "provinces", "country"])
def test_a_layer_that_must_be_there_is_not_empty(name):
    with pytest.raises(UnreadableFileError, match=f"^{name}.geojson has no outline"):
        outlines.layer_of(f"{name}.geojson", {"type": "FeatureCollection", "features": []})


@pytest.mark.parametrize("case", BAD_OUTLINES)
def test_outlines_that_cannot_be_drawn_truly_are_refused_whole(case):  # 40
    content, said = BAD_OUTLINES[case]
    with pytest.raises(UnreadableFileError, match=said):
        outlines.layer_of("districts.geojson", json.loads(json.dumps(content)))


def test_entities_and_bombs_in_other_peoples_files_are_refused():  # 39
    entity = b'<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/hostname">]><kml>&x;</kml>'
    with pytest.raises(UnreadableFileError):
        read_foreign("brought.kml", entity)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", b"<kml>" + b" " * 300_000_000)
    with pytest.raises(UnreadableFileError):
        read_foreign("brought.kmz", packed.getvalue())


@pytest.mark.parametrize("reader", READERS)
def test_some_seconds_of_guided_bytes_find_nothing(reader, tmp_path):
    """`make fuzz` does it for longer."""
    command = [sys.executable, "-m", "tests.fuzz", reader, "5", str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done " in done.stderr
