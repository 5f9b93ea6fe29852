"""Spellings and points lead to the one place that is meant, or to none. Nothing is taken because it is similar."""

import unicodedata

import pandas as pd
import pytest
from shapely.geometry import Point

from claimatlas.places import Gazetteer, district_at, place_claims, spelling_key


@pytest.fixture(scope="module")
def gazetteer(record):
    return record.places.gazetteer


REPORTED = {
    "Qushtifa": "AF2805",
    "Khanabad": "AF1904",
    "Imam-Saheb": "AF1905",
    "Dashti-Archi": "AF1906",
    "Jowzhan": "AF28",
    "Kunduz": "AF1901",
}


@pytest.mark.parametrize(("spelling", "pcode"), REPORTED.items())
def test_the_spellings_of_the_report_lead_to_their_places(gazetteer, spelling, pcode):
    assert gazetteer.match(spelling).pcode == pcode


def test_every_known_spelling_of_a_district_leads_to_that_district(gazetteer):
    for row in gazetteer.districts.to_dict("records"):
        for spelling in (row["name_en"], row["name_fa"], *row["spellings_seen"].split("|")):
            assert gazetteer.district(spelling) == row["adm2_pcode"], spelling
            assert gazetteer.district(spelling, row["adm1_pcode"]) == row["adm2_pcode"], spelling
            assert gazetteer.match(spelling).pcode == row["adm2_pcode"], spelling


def test_every_known_spelling_of_a_province_leads_to_that_province(gazetteer):
    for row in gazetteer.provinces.to_dict("records"):
        for spelling in (row["name_en"], row["name_fa"], *row["spellings_seen"].split("|")):
            assert gazetteer.province(spelling) == row["adm1_pcode"], spelling


SAME = [
    ("Khan Abad", "khan abad"),
    ("Khan Abad", "KHANABAD"),
    ("Khan Abad", "  Khan   Abad "),
    ("Khan Abad", "Khan-Abad"),
    ("Khan Abad", "Khan\u2010Abad"),
    ("Khan Abad", "Khan\u2013Abad"),
    ("Khan Abad", "Khan\u00a0Abad"),
    ("Khan Abad", "Khān Ābād"),
    ("Khan Abad", "Ｋｈａｎ Ａｂａｄ"),
    ("Qal'eh-yeZal", "Qal\u2019eh-yeZal"),
    ("Qal'eh-yeZal", "Qal\u02bceh-yeZal"),
    ("Qal'eh-yeZal", "Qal`eh-yeZal"),
    ("Qal'eh-yeZal", "Qal\u02bfeh yeZal"),
    ("Qal'eh-yeZal", "Qaleh-ye Zal"),
    ("خان آباد", "خان اباد"),
    ("خان آباد", "خان\u200cآباد"),
    ("خان آباد", "خان\u200dآباد"),
    ("خان آباد", "خـــان آباد"),
    ("علی آباد", "علي آباد"),
    ("علی آباد", "على آباد"),
    ("قلعه ذال", "قلعة ذال"),
    ("قلعه ذال", "قلعۀ ذال"),
    ("قلعه ذال", "قَلعه ذال"),
    ("منگجک", "منگجك"),
    ("منگجک", "منګجک"),
    ("قوش تیپه", "قوش تيپه"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_writing_habits_do_not_matter(gazetteer, one, other):
    assert spelling_key(one) == spelling_key(other)
    assert gazetteer.district(other) == gazetteer.district(one) is not None


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_composed_and_decomposed_letters_are_the_same(gazetteer, form):
    for row in gazetteer.districts.to_dict("records"):
        for spelling in (row["name_fa"], *row["spellings_seen"].split("|"), "قلعۀ ذال", "مۀئأؤ", "Ābād"):
            assert spelling_key(unicodedata.normalize(form, spelling)) == spelling_key(spelling)


@pytest.mark.parametrize("spelling", ["", " ", "'", "-", "\u200c", "،", "🗺", "!!"])
def test_a_spelling_without_a_letter_is_no_place(gazetteer, spelling):
    match = gazetteer.match(spelling)
    assert match.pcode is None
    assert match.suggestions == ()


def test_what_is_only_similar_is_suggested_and_not_taken(gazetteer):
    match = gazetteer.match("Khanabat")
    assert match.pcode is None
    assert match.name == ""
    assert match.suggestions[0] == "Khan Abad (AF1904)"


@pytest.mark.parametrize(
    "spelling", ["Khan", "Abad", "Kunduzz", "Darza", "Kunduz Khan Abad", "AF1999", "Mingajik village"]
)
def test_nothing_is_matched_by_a_part_or_by_likeness(gazetteer, spelling):
    assert gazetteer.match(spelling).pcode is None


@pytest.mark.parametrize("name", ["Kalbad", "Gultapa", "Aqtash"])
def test_districts_made_later_are_not_taken_for_others(gazetteer, name):
    assert gazetteer.match(name).pcode is None


@pytest.mark.parametrize(
    ("spelling", "pcode"),
    [
        ("Fayzabad, Jowzjan", "AF2808"),
        ("Faizabad, Jowzhan", "AF2808"),
        ("Faizabad, Jawzjan province", "AF2808"),
        ("Fayzabad", "AF2808"),
        ("Faizabad, Badakhshan", None),
        ("Fayzabad, Kunduz", None),
        ("Faizabad, ", None),
        (", Jowzjan", None),
        (",", None),
        ("Khan Abad, Kunduz, Afghanistan", None),
    ],
)
def test_a_province_after_a_comma_must_be_the_right_one(gazetteer, spelling, pcode):
    assert gazetteer.match(spelling).pcode == pcode


@pytest.mark.parametrize(
    ("spelling", "pcode", "is_province"),
    [
        ("Kunduz", "AF1901", False),
        ("Kunduz district", "AF1901", False),
        ("Kunduz city", "AF1901", False),
        ("ولسوالی کندز", "AF1901", False),
        ("Kunduz province", "AF19", True),
        ("KUNDUZ PROVINCE", "AF19", True),
        ("ولایت کندز", "AF19", True),
        ("Jowzjan", "AF28", True),
        ("AF19", "AF19", True),
        ("AF1904", "AF1904", False),
        ("  AF1904 ", "AF1904", False),
    ],
)
def test_a_name_shared_by_a_district_and_its_province_is_the_district_unless_it_says_so(
    gazetteer, spelling, pcode, is_province
):
    match = gazetteer.match(spelling)
    assert (match.pcode, match.is_province, match.spelling) == (pcode, is_province, spelling)


def two_fayzabads():
    districts = pd.DataFrame(
        [
            {"adm2_pcode": "XX0101", "adm1_pcode": "XX01", "name_en": "Fayzabad", "name_fa": "", "spellings_seen": ""},
            {"adm2_pcode": "XX0201", "adm1_pcode": "XX02", "name_en": "Fayzabad", "name_fa": "", "spellings_seen": ""},
        ]
    )
    provinces = pd.DataFrame(
        [
            {"adm1_pcode": "XX01", "name_en": "One", "name_fa": "", "spellings_seen": ""},
            {"adm1_pcode": "XX02", "name_en": "Two", "name_fa": "", "spellings_seen": ""},
        ]
    )
    return Gazetteer(districts, provinces)


def test_a_name_of_two_districts_needs_its_province():
    gazetteer = two_fayzabads()
    assert gazetteer.match("Fayzabad").pcode is None
    assert gazetteer.match("Fayzabad").suggestions == ("Fayzabad (XX0101)", "Fayzabad (XX0201)")
    assert gazetteer.district("Fayzabad", "XX02") == "XX0201"
    assert gazetteer.match("Fayzabad, Two").pcode == "XX0201"


def points(*pairs):
    return pd.DataFrame(pairs, columns=["longitude", "latitude"], index=[f"p{n}" for n in range(len(pairs))])


def test_every_centre_lies_in_its_own_district(gazetteer, record):
    centres = gazetteer.districts.set_index("adm2_pcode")[["centre_longitude", "centre_latitude"]].astype(float)
    centres.columns = ["longitude", "latitude"]
    found = district_at(centres, record.places.districts)
    assert found.to_dict() == {pcode: pcode for pcode in centres.index}


def test_a_point_in_no_district_is_in_none_however_near(record):
    hull = record.places.districts.union_all()
    edge = Point(hull.bounds[2] + 0.0001, hull.centroid.y)
    assert district_at(points((edge.x, edge.y)), record.places.districts).tolist() == [""]


def test_a_point_on_a_shared_border_is_in_no_district(record):
    shapes = record.places.districts.geometry
    border = shapes["AF1904"].boundary.intersection(shapes["AF1901"].boundary)
    vertex = next(iter(getattr(border, "geoms", [border]))).coords[0]
    assert district_at(points(vertex), record.places.districts).tolist() == [""]


def test_points_that_are_not_given_are_in_no_district(record):
    found = district_at(points((None, None), (69.1139, 36.6805), (None, 36.0)), record.places.districts)
    assert found.to_dict() == {"p0": "", "p1": "AF1904", "p2": ""}
    assert found.name == "adm2_pcode"


def test_no_points_at_all_are_no_error(record):
    assert district_at(points(), record.places.districts).empty


PLACED = {
    "the code": ({}, "AF1904", "p_code"),
    "the code before any spelling": ({"place_as_reported": "Imam Sahib"}, "AF1904", "p_code"),
    "the spelling of a district": ({"adm2_pcode": "", "place_as_reported": "Imam-Saheb"}, "AF1905", "spelling"),
    "the spelling of a site's district": (
        {"adm2_pcode": "", "place_as_reported": "Khanabad", "place_precision": "site"}, "AF1904", "spelling",
    ),
    "a point": (
        {"adm2_pcode": "", "place_as_reported": "a bridge", "longitude": "69.1139", "latitude": "36.6805"},
        "AF1904", "point",
    ),
    "nothing: a province-wide claim is not the district of the same name": (
        {"adm2_pcode": "", "place_as_reported": "Kunduz", "place_precision": "province"}, "", "none",
    ),
    "nothing: the spelling lies in another province": (
        {"adm2_pcode": "", "adm1_pcode": "AF28", "place_as_reported": "Khan Abad"}, "", "none",
    ),
    "nothing: no province, no spelling": (
        {"adm2_pcode": "", "adm1_pcode": "", "place_as_reported": "Khan Abad"}, "", "none",
    ),
    "nothing: an unknown spelling": ({"adm2_pcode": "", "place_as_reported": "Khanabat"}, "", "none"),
    "nothing: no name": ({"adm2_pcode": "", "place_as_reported": ""}, "", "none"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "district", "placed_by"), PLACED.values(), ids=PLACED)
def test_a_claim_is_placed_by(claims_frame, claim, cells, district, placed_by):
    row = claims_frame(claim(**cells)).iloc[0]
    assert (row["district"], row["placed_by"]) == (district, placed_by)


def test_placing_changes_no_row(claims_frame, claim, record, gazetteer):
    claims = claims_frame(claim(adm2_pcode="", place_as_reported="Imam-Saheb"), claim(claim_id="T-2"))
    before = claims.copy()
    placed = place_claims(claims, gazetteer, record.places.districts)
    pd.testing.assert_frame_equal(claims, before)
    assert placed.index.equals(claims.index)


def test_the_province_follows_from_the_district_where_the_row_names_none(claims_frame, claim):
    assert claims_frame(claim(adm1_pcode="")).iloc[0]["province"] == "AF19"


def test_rows_that_all_lie_nowhere_have_no_province(claims_frame, claim):
    row = claims_frame(claim(adm1_pcode="", adm2_pcode="", place_precision="country")).iloc[0]
    assert (row["district"], row["province"]) == ("", "")
