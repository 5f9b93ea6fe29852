"""The course of a district, worked out by hand on rows of the record and on rows made for it."""

import datetime as dt

import pandas as pd
import pytest

from claimatlas.course import course, runs, spans
from claimatlas.selection import Selection

JUNE = (dt.date(2015, 6, 1), dt.date(2015, 8, 1))


def said(rows):
    return [
        (f"{row.first_day:%m-%d}", f"{row.last_day:%m-%d}", row.status, row.claim_count, bool(row.conceded))
        for row in rows.itertuples()
    ]


# Chahar Darah AF1902, June 2015, all days exact, so 7 days from an event day on:
#   P15-20 (20 June, a local official: the Taliban took it), P15-21 and P15-22 (21 June, the same by an official and by
#   AP), P15-27 and P15-28 (23 June, taken back). Latest until the 22nd: P15-22, published a day later, by AP:
#   an observer never concedes. On the 20th it is P15-20, of an official against his own side.
def test_chahar_darah_falls_on_20_june_2015_and_is_claimed_back_on_the_23rd(record):
    rows = course(record.claims, Selection(window=7), "AF1902", *JUNE)
    assert said(rows) == [
        ("06-01", "06-19", "no_report", 0, False),
        ("06-20", "06-20", "taliban", 1, True),
        ("06-21", "06-22", "taliban", 3, False),
        ("06-23", "06-26", "contested", 5, False),
        ("06-27", "06-27", "contested", 4, False),
        ("06-28", "06-29", "government", 2, False),
        ("06-30", "08-01", "no_report", 0, False),
    ]
    assert list(rows["latest_claim_id"]) == ["", "P15-20", "P15-22", "P15-27", "P15-27", "P15-27", ""]
    assert list(rows["begun_count"]) == [0, 1, 2, 2, 0, 0, 0]


def test_runs_join_days_that_say_the_same_and_count_each_claim_once(record):
    joined = runs(course(record.claims, Selection(window=7), "AF1902", *JUNE))
    found = [(f"{row.first_day:%m-%d}", row.status, row.claim_count, row.conceded_days) for row in joined.itertuples()]
    assert found == [
        ("06-01", "no_report", 0, 0),
        ("06-20", "taliban", 3, 1),
        ("06-23", "contested", 5, 0),
        ("06-28", "government", 2, 0),
        ("06-30", "no_report", 0, 0),
    ]


def test_spans_are_the_days_on_which_one_camp_has_a_live_claim(record):
    rows = course(record.claims, Selection(window=7), "AF1902", *JUNE)
    taliban, government = (spans(rows, rows[camp] > 0) for camp in ("taliban", "government"))
    assert [tuple(f"{day:%m-%d}" for day in row) for row in taliban.itertuples(index=False)] == [("06-20", "06-27")]
    assert [tuple(f"{day:%m-%d}" for day in row) for row in government.itertuples(index=False)] == [("06-23", "06-29")]
    assert spans(rows, rows["iskp"] > 0).empty


# Khan Abad, 17 April 2016: SEED-07 is known within six days, so a window of five leaves it out.
@pytest.mark.parametrize(
    ("window", "status"), [(30, "contested"), (6, "contested"), (5, "government"), (None, "contested")]
)
def test_a_day_known_too_coarsely_for_the_window_is_left_out(record, window, status):
    day = dt.date(2016, 4, 17)
    rows = course(record.claims, Selection(window=window), "AF1904", day, day)
    assert said(rows)[0][2] == status
    assert rows["latest_claim_id"].item() == "SEED-15"


def test_the_knowledge_clock_and_the_filters_hold(record):
    day = dt.date(2015, 6, 21)
    known = Selection(window=7, known_by=day)
    assert course(record.claims, known, "AF1902", day, day)["latest_claim_id"].item() == "P15-21"
    of_the_press = Selection(window=7, parties=("media",))
    assert course(record.claims, of_the_press, "AF1902", day, day)["claim_count"].item() == 1


def test_with_the_whole_record_as_window_nothing_ends(claims_frame, claim):
    claims = claims_frame(claim(), claim(claim_id="T-2", event_date="2017-01-01", beneficiary="government"))
    rows = course(claims, Selection(window=None), "AF1904", dt.date(2016, 1, 1), dt.date(2021, 1, 1))
    assert [(row.status, row.claim_count) for row in rows.itertuples()] == [
        ("no_report", 0),
        ("taliban", 1),
        ("contested", 2),
    ]
    assert rows["last_day"].iloc[-1] == pd.Timestamp("2021-01-01")


def test_a_claim_that_began_before_the_first_day_counts_on_it(claims_frame, claim):
    claims = claims_frame(claim(event_date="2016-04-17", event_date_end="2016-04-20"))
    rows = course(claims, Selection(window=7), "AF1904", dt.date(2016, 4, 19), dt.date(2016, 4, 27))
    assert said(rows) == [("04-19", "04-26", "taliban", 1, False), ("04-27", "04-27", "no_report", 0, False)]


def test_a_long_claim_that_is_later_published_stays_the_latest_though_a_short_one_begins_after_it(claims_frame, claim):
    long = claim(claim_id="T-1", event_date="2016-04-01", event_date_end="2016-04-20", reported_date="2016-04-20")
    short = claim(claim_id="T-2", event_date="2016-04-10", beneficiary="government")
    rows = course(claims_frame(long, short), Selection(window=7), "AF1904", dt.date(2016, 4, 1), dt.date(2016, 4, 30))
    assert list(rows["latest_claim_id"]) == ["T-1", "T-1", "T-1", ""]


def test_a_district_without_a_claim_is_one_stretch_without_report(record):
    rows = course(record.claims, Selection(parties=("un",)), "AF2802", dt.date(2015, 1, 1), dt.date(2021, 1, 1))
    assert said(rows) == [("01-01", "01-01", "no_report", 0, False)]
    assert len(runs(rows)) == 1
    assert rows["camps"].item() == ()


def test_days_that_end_before_they_begin_give_no_row(record):
    rows = course(record.claims, Selection(), "AF1901", dt.date(2016, 1, 2), dt.date(2016, 1, 1))
    assert rows.empty
    assert runs(rows).empty
    assert spans(rows, rows["taliban"] > 0).empty


def test_the_claims_are_not_changed(record):
    before = record.claims.copy(deep=True)
    runs(course(record.claims, Selection(), "AF1901", record.first_day, record.last_day))
    pd.testing.assert_frame_equal(record.claims, before)
