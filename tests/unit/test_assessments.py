"""Third parties' assessments lie over the map, under a legend of their own, and never touch a status."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from claimatlas import export, permalink
from claimatlas import vocabulary as voc
from claimatlas.draw import message
from claimatlas.marks import Assessment
from claimatlas.selection import Selection
from claimatlas.state import assessments, district_states
from claimatlas.view import View

JUNE = Selection(on=dt.date(2021, 6, 22), layers=(voc.Layer.ASSESSMENTS.value,))


@pytest.fixture(scope="module")
def june(record):
    return View(record, JUNE)


def test_an_assessment_never_changes_a_status(claims_frame, claim):
    captured = claim(claim_id="A", beneficiary="taliban")
    assessed = claim(claim_id="B", claim_type="assessment", party="analyst", beneficiary="government")
    with_it, without = claims_frame(captured, assessed), claims_frame(captured)
    assert len(assessments(with_it, Selection())) == 1
    states = [district_states(claims, Selection(), ["AF1904"]).to_dict() for claims in (with_it, without)]
    assert states[0] == states[1]


def test_every_status_of_the_record_is_the_same_without_the_assessments(record):
    without = record.claims[record.claims["claim_type"] != voc.ClaimType.ASSESSMENT.value]
    pcodes = record.places.districts.index
    for day in record.claims["event_date"].drop_duplicates():
        selection = Selection(on=day.date())
        one, other = (district_states(claims, selection, pcodes) for claims in (record.claims, without))
        assert one.to_dict() == other.to_dict()


def test_assessments_follow_both_clocks_and_the_window(record):
    day = replace(JUNE, window=1)
    assert "X21-12A" in assessments(record.claims, day).index
    assert "X21-12A" not in assessments(record.claims, replace(day, on=dt.date(2021, 6, 21))).index
    assert "X21-12A" not in assessments(record.claims, replace(day, on=dt.date(2021, 6, 23))).index
    published = record.claims.loc["X21-12A", "reported_date"].date()
    assert "X21-12A" in assessments(record.claims, replace(day, known_by=published)).index
    assert "X21-12A" not in assessments(record.claims, replace(day, known_by=published - dt.timedelta(days=1))).index


def test_a_day_known_more_coarsely_than_the_window_is_left_off(record):
    # Z-04 speaks of 2018 within a year.
    wide = replace(JUNE, on=dt.date(2018, 8, 1), window=None)
    assert "Z-04" in assessments(record.claims, wide).index
    assert "Z-04" not in assessments(record.claims, replace(wide, window=90)).index


def test_june_2021_as_worked_out_by_hand(june):
    assert june.assessment_marks == (
        Assessment("AF1901", "government", ("X21-12D",)),
        Assessment("AF1902", "taliban", ("X21-12G",)),
        Assessment("AF1903", "taliban", ("X21-12F",)),
        Assessment("AF1904", "taliban", ("X21-12E",)),
        Assessment("AF1905", "taliban", ("X21-12B",)),
        Assessment("AF1906", "taliban", ("X21-12A",)),
        Assessment("AF1907", "taliban", ("X21-12C",)),
    )
    # Of six districts of the province, without saying which: it stands beside the map.
    assert june.assessments.loc["X21-03", "district"] == ""
    assert june.assessment_count == len(june.assessments) == 8


def test_the_layer_is_off_until_it_is_asked_for(record, june):
    off = View(record, replace(JUNE, layers=()))
    assert (off.assessment_marks, off.overlay_legend) == ((), ())
    assert off.legend == june.legend
    assert message(off)["assessments"] == []
    assert "layer" not in permalink.encode(off.selection)
    assert permalink.encode(JUNE)["layer"] == ["assessments"]


def test_the_legend_of_assessments_stands_apart_and_names_exactly_what_occurs(june):
    assert [(entry.symbol, entry.code) for entry in june.overlay_legend] == [
        ("title", ""),
        ("assessment", "taliban"),
        ("assessment", "government"),
    ]
    assert june.overlay_legend[0].label == "Assessed by third parties (not part of the status)"
    assert not {entry.symbol for entry in june.legend} & {"assessment", "title"}


def test_an_assessment_that_names_no_side_has_its_own_mark(claims_frame, claim, record_of):
    record = record_of(claim(claim_type="assessment", party="analyst", beneficiary=""))
    view = View(record, Selection(layers=("assessments",)))
    assert [(mark.district, mark.camp) for mark in view.assessment_marks] == [("AF1904", "")]
    assert view.overlay_legend[1].label == "No side named"


def test_the_map_is_told_where_and_which_camp_and_nothing_else(june):
    told = message(june)
    assert {"district": "AF1901", "camp": "government"} in told["assessments"]
    assert all(set(mark) == {"district", "camp"} for mark in told["assessments"])


def test_a_snapshot_holds_the_layer_when_it_is_on(record, june):
    off = View(record, replace(JUNE, layers=()))
    with_it, without = (json.loads(export.render(view, "geojson")) for view in (june, off))
    of_kunduz = {feature["id"]: feature["properties"] for feature in with_it["features"]}["AF1901"]
    assert of_kunduz["assessment_claim_ids"] == {"government": ["X21-12D"]}
    assert of_kunduz["status"] == "taliban"
    assert "assessment_claim_ids" not in without["features"][0]["properties"]
    sidecar = json.loads(export.sidecar_of(june, "geojson", b"", export.Request("/")))
    assert "X21-12D" in sidecar["claim_ids"]["assessments"]
    assert export.render(june, "svg") != export.render(off, "svg")
    assert b"Control or influence: Taliban" in export.render(june, "svg")
