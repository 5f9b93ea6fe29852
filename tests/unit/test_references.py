"""What a row says of places, other rows and milestones is held against them; a dead end is reported, not mended."""

import pytest

from claimatlas import load
from claimatlas.errors import Severity
from claimatlas.record import check_claims_of, check_events_of
from claimatlas.schema import CLAIMS, EVENTS

KHAN_ABAD = {"longitude": "69.1139", "latitude": "36.6805"}

REFUSED = {
    "an unknown province": ({"adm1_pcode": "AF99", "adm2_pcode": ""}, "adm1_pcode", "a province of the gazetteer"),
    "an unknown district": ({"adm2_pcode": "AF1999"}, "adm2_pcode", "a district of the gazetteer"),
    "a district of the other province": ({"adm1_pcode": "AF28"}, "adm2_pcode", "a district of province AF28"),
    "a district where a province belongs": ({"adm1_pcode": "AF1904"}, "adm1_pcode", "a province of the gazetteer"),
    "a province where a district belongs": ({"adm2_pcode": "AF19"}, "adm2_pcode", "a district of the gazetteer"),
    "swapped coordinates": ({"longitude": "36.6805", "latitude": "69.1139"}, "longitude", "probably swapped"),
    "a point on the equator": ({"longitude": "0", "latitude": "0"}, "longitude", "inside one of the districts"),
    "a point in Kabul": ({"longitude": "69.17", "latitude": "34.53"}, "longitude", "inside one of the districts"),
    "a point in another district": (
        {"longitude": "68.9215", "latitude": "37.1823"},
        "longitude",
        "a point in district AF1904, as the row says; this one lies in AF1905",
    ),
}


@pytest.mark.parametrize(("cells", "column", "expected"), REFUSED.values(), ids=REFUSED)
def test_a_row_is_refused_for(checked, claim, cells, column, expected):
    found = checked(claim(**cells))
    refusals = [problem for row in found.refused for problem in row.problems]
    assert [(p.line, p.column) for p in refusals] == [(2, column)]
    assert expected in refusals[0].expected


def test_a_point_in_the_district_the_row_names_is_right(checked, claim):
    assert checked(claim(**KHAN_ABAD)).problems == ()


def test_a_swapped_point_is_named_and_never_swapped(checked, claim):
    (problem,) = checked(claim(longitude="36.6805", latitude="69.1139")).problems
    assert problem.found == "36.6805"
    assert "latitude is 69.1139" in problem.expected


def test_a_district_without_its_province_is_right(checked, claim):
    assert checked(claim(adm1_pcode="")).problems == ()


def test_a_place_outside_the_record_may_go_without_codes(checked, claim):
    elsewhere = claim(adm1_pcode="", adm2_pcode="", place_as_reported="Bal Chiragh, Faryab")
    assert checked(elsewhere).problems == ()


@pytest.mark.parametrize("column", ["counters", "confirms"])
def test_a_link_to_a_claim_of_the_file_is_right_in_either_direction(checked, claim, column):
    assert checked(claim(**{column: "T-2"}), claim(claim_id="T-2")).problems == ()
    assert checked(claim(claim_id="T-2"), claim(**{column: "T-2"})).problems == ()


@pytest.mark.parametrize("column", ["counters", "confirms"])
def test_a_link_to_no_claim_is_flagged_and_only_the_dead_one_is_named(checked, claim, column):
    found = checked(claim(**{column: "T-2;T-9"}), claim(claim_id="T-2"))
    (problem,) = found.problems
    assert (problem.column, problem.severity) == (column, Severity.FLAGGED)
    assert problem.expected == "claims of this file; not found: T-9"
    assert len(found.kept) == 2


def raw_events(**cells):
    row = {"event_id": "EV-1", "date": "2016-04-15", "title": "T", "kind": "capture", "summary": "S"} | cells
    text = ",".join(EVENTS.names) + "\n" + ",".join(row.get(name, "") for name in EVENTS.names) + "\n"
    return load.parse_table("events.csv", text.encode(), EVENTS)


def test_a_claim_of_an_unknown_milestone_is_flagged(csv_of, claim, record):
    raw = load.parse_table("claims.csv", csv_of(claim(event_id="EV-1"), claim(claim_id="T-2", event_id="EV-2")), CLAIMS)
    (problem,) = check_claims_of(raw, record.places, raw_events()).problems
    assert (problem.line, problem.column, problem.severity) == (3, "event_id", Severity.FLAGGED)
    assert problem.expected == "a milestone of events.csv; not found: EV-2"


def test_without_a_file_of_milestones_none_is_looked_for(checked, claim):
    assert checked(claim(event_id="EV-2")).problems == ()


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"claim_ids": "T-1;T-9"}, "claim_ids", "claims of claims.csv; not found: T-9"),
        ({"adm2_pcodes": "AF1904;AF1999"}, "adm2_pcodes", "districts of the gazetteer; not found: AF1999"),
    ],
)
def test_a_milestone_that_names_what_does_not_exist_is_flagged(csv_of, claim, record, cells, column, expected):
    claims = load.parse_table("claims.csv", csv_of(claim()), CLAIMS)
    (problem,) = check_events_of(raw_events(**cells), record.places, claims).problems
    assert (problem.column, problem.expected, problem.severity) == (column, expected, Severity.FLAGGED)


@pytest.mark.parametrize("precision", ["unknown", "country"])
def test_a_p_code_beside_a_source_that_names_no_place_is_flagged_and_kept(checked, claim, precision):
    found = checked(claim(place_precision=precision))
    assert [(one.column, one.severity.value) for one in found.flags] == [("place_precision", "flagged")]
    assert len(found.kept) == 1
