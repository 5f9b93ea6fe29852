"""A view says what a map shows, how much stands behind it, and what cannot stand on it."""

import datetime as dt

import pytest

from claimatlas.marks import Arrow
from claimatlas.selection import Selection
from claimatlas.view import NOT_FACTS, View


@pytest.fixture(scope="module")
def report_day(record):
    return View(record, Selection(window=7))


def test_the_first_view_is_the_day_of_the_report(record):
    view = View(record, Selection())
    assert view.title == "Kunduz and Jowzjan: claims on 17 April 2016"
    assert view.clock_sentence == "The map shows the 30 days up to 17 April 2016, whenever published."
    assert view.filter_sentence == "All claims."


def test_the_caution_is_said_in_words():
    assert NOT_FACTS == "A claim is not a fact; silence is not control."


def test_the_looks_follow_from_the_states(report_day):
    assert {pcode: look for pcode, look in report_day.looks.items() if look != "no_report"} == {
        "AF1901": "taliban+government",
        "AF1904": "taliban+government",
        "AF1905": "taliban+government",
        "AF1906": "government",
        "AF2805": "taliban",
    }
    assert len(report_day.looks) == 18


def test_three_sides_are_named_from_which_kunduz_is_approached(report_day):
    assert report_day.arrows == (
        Arrow("AF1901", "E", "taliban", ("SEED-05A",)),
        Arrow("AF1901", "N", "taliban", ("SEED-05B",)),
        Arrow("AF1901", "W", "taliban", ("SEED-05C",)),
    )


def test_arrows_obey_window_precision_filters_and_district(claims_frame, claim, record_of):
    rows = [
        claim(claim_id="NOW", approach="N"),
        claim(claim_id="TOO", approach="N", party="media"),
        claim(claim_id="LOSSES", approach="N", claim_type="losses", beneficiary=""),
        claim(claim_id="OLD", approach="E", event_date="2016-01-01"),
        claim(claim_id="LATER", approach="E", event_date="2016-04-18"),
        claim(claim_id="COARSE", approach="E", date_precision="5"),
        claim(claim_id="NOWHERE", approach="E", adm2_pcode="", place_precision="province"),
    ]
    made = record_of(*rows)
    assert View(made, Selection()).arrows == (
        Arrow("AF1904", "N", "", ("LOSSES",)),
        Arrow("AF1904", "N", "taliban", ("NOW", "TOO")),
    )
    assert View(made, Selection(parties=("media",))).arrows == (Arrow("AF1904", "N", "taliban", ("TOO",)),)
    # Without a lower limit every precision counts.
    assert View(made, Selection(window=None)).arrows[0].claim_ids == ("OLD", "COARSE")


def test_the_counts_of_the_shipped_record(report_day):
    # 360 rows of 318 statements, 51 without a district (DATA_NOTES); live and coarse by hand in test_state.
    counts = report_day.counts
    assert (counts.claims, counts.statements, counts.no_district) == (360, 318, 51)
    assert (counts.live, counts.coarse, counts.refused) == (14, 8, 0)
    assert (len(report_day.live), len(report_day.coarse)) == (14, 8)


def test_the_count_sentence_leaves_out_what_is_zero(report_day, record):
    assert report_day.count_sentence == (
        "360 claims in 318 statements; 14 decide the map; 51 name no district; "
        "8 left off because their day is known less finely than the window."
    )
    assert "left off" not in View(record, Selection(window=None)).count_sentence


def test_refused_rows_are_counted(record_of, claim):
    view = View(record_of(claim(), claim(claim_id="T-2", party="nobody")), Selection())
    assert view.counts.refused == 1
    assert "1 row of the file refused" in view.count_sentence
    assert "1 claim in 1 statement" in view.count_sentence


def test_the_counts_obey_filters_and_knowledge_clock(record):
    view = View(record, Selection(parties=("iskp",)))
    assert view.counts.claims == 2  # J18-21 and J18-26
    assert View(record, Selection(known_by=dt.date(2014, 1, 1))).counts.claims == 0


def test_a_selection_without_a_claim_is_a_view_all_the_same(record):
    view = View(record, Selection(parties=("iskp",), districts=("AF1901",)))
    assert set(view.looks.values()) == {"no_report"}
    assert view.arrows == ()
    assert view.counts.claims == 0
    assert view.count_sentence.startswith("0 claims in 0 statements")


def test_the_claims_about_a_district_are_of_every_type_latest_first(report_day):
    about = report_day.claims_about("AF1904")
    # SEED-07 and SEED-15 decide the state; any other row of the week stands beside them.
    assert {"SEED-07", "SEED-15"} <= set(about.index)
    assert set(about["district"]) == {"AF1904"}
    keys = list(zip(about["last_event_date"], about["reported_date"], about["claim_id"], strict=True))
    assert keys == sorted(keys, reverse=True)


@pytest.mark.parametrize(("rows", "count"), [("all", 360), ("live", 14), ("no-district", 51), ("coarse", 8)])
def test_every_number_of_the_count_sentence_leads_to_its_claims(record, rows, count):
    assert len(View(record, Selection(window=7, rows=rows)).rows) == count


def test_the_legend_names_what_occurs(report_day):
    fills = [entry.code for entry in report_day.legend if entry.symbol == "fill"]
    assert fills == ["taliban+government", "taliban", "government", "no_report"]
    assert [entry.code for entry in report_day.legend if entry.symbol == "arrow"] == ["taliban"]
