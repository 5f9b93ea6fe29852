"""The course of a district says on every day what the state says when it is asked for that day."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimatlas import vocabulary as voc
from claimatlas.course import course, runs, spans
from claimatlas.selection import Selection, select
from claimatlas.state import district_states, live_claims, states_of

examples = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
some_examples = settings(examples, max_examples=20)
few_examples = settings(examples, max_examples=8)

FIRST, LAST = dt.date(2016, 1, 1), dt.date(2016, 3, 1)
days = st.dates(FIRST, LAST)
KEYS = ["district", "event_date", "last_event_date", "reported_date", "span_days", "claim_type", "beneficiary", "camp"]


@st.composite
def some_claims(draw):
    """Claims as a ``Record`` holds them, with the columns that decide."""
    rows = []
    for number in range(draw(st.integers(0, 8))):
        begin = draw(days)
        end = begin + dt.timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 9, 40])))
        rows.append(
            {
                "claim_id": f"T-{number}",
                "event_date": begin,
                "last_event_date": end,
                "reported_date": begin + dt.timedelta(days=draw(st.integers(0, 20))),
                "span_days": draw(st.sampled_from([precision.span_days for precision in voc.DatePrecision])),
                "claim_type": draw(st.sampled_from(["capture", "repel", "assessment", "denial"])),
                "beneficiary": draw(st.sampled_from(["taliban", "government", "iskp", ""])),
                "camp": draw(st.sampled_from([camp.value for camp in voc.Camp])),
                "district": draw(st.sampled_from(["AF1904", "AF1904", "AF1901", ""])),
            }
        )
    frame = pd.DataFrame(rows, columns=["claim_id", *KEYS]).astype({"claim_id": "str", "span_days": "int64"})
    dated = {name: "datetime64[s]" for name in KEYS if name.endswith("_date")}
    texts = dict.fromkeys(["claim_type", "beneficiary", "camp", "district"], "str")
    return frame.astype(dated | texts).set_index("claim_id", drop=False).rename_axis(None)


selections = st.builds(
    Selection,
    window=st.none() | st.integers(1, 60) | st.just(99_999),
    known_by=st.none() | days,
    camps=st.sampled_from([(), (), ("taliban", "observer")]),
)


def of_day(rows, day):
    moment = pd.Timestamp(day)
    return rows[(rows["first_day"] <= moment) & (rows["last_day"] >= moment)]


def assert_same(stretch, state):
    """One stretch of a course and one row of ``district_states`` say the same."""
    assert len(stretch) == 1, "every day stands in one stretch"
    one = stretch.iloc[0]
    assert one["status"] == state["status"]
    assert {camp: one[camp] for camp in voc.BELLIGERENTS if one[camp]} == {
        camp: len(ids) for camp, ids in state["claim_ids"].items()
    }
    assert one["camps"] == tuple(state["claim_ids"])
    assert one["claim_count"] == sum(len(ids) for ids in state["claim_ids"].values())
    assert one["latest_claim_id"] == state["latest_claim_id"]
    assert one["conceded"] == state["conceded"]
    assert (pd.isna(one["latest_event_date"]) and pd.isna(state["latest_event_date"])) or (
        one["latest_event_date"] == state["latest_event_date"]
    )


@examples
@given(claims=some_claims(), selection=selections, day=days)
def test_the_course_says_on_a_day_what_the_state_of_that_day_says(claims, selection, day):
    rows = course(claims, selection, "AF1904", FIRST, LAST)
    state = district_states(claims, replace(selection, on=day), ["AF1904"]).loc["AF1904"]
    assert_same(of_day(rows, day), state)


@pytest.mark.parametrize("window", [7, 30, 90, None])
def test_the_course_says_what_the_state_says_in_every_district_of_the_record(record, window):
    selection = Selection(window=window)
    claims, pcodes = select(record.claims, selection), record.places.districts.index
    courses = {pcode: course(claims, selection, pcode, record.first_day, record.last_day) for pcode in pcodes}
    # Every 97th day, so that all days of week and month come up, and days on which the busiest district turns.
    asked = [*pd.date_range(record.first_day, record.last_day, freq="97D"), *courses["AF1901"]["first_day"][5::17]]
    for day in {moment.date() for moment in asked}:
        states = states_of(live_claims(claims, replace(selection, on=day)), pcodes)
        for pcode in pcodes:
            assert_same(of_day(courses[pcode], day), states.loc[pcode])


@some_examples
@given(claims=some_claims(), selection=selections, one=days, other=days)
def test_a_course_covers_its_days_without_gap_and_overlap(claims, selection, one, other):
    first, last = sorted([one, other])
    rows = course(claims, selection, "AF1904", first, last)
    for found in (rows, runs(rows)):
        assert found["first_day"].iloc[0] == pd.Timestamp(first)
        assert found["last_day"].iloc[-1] == pd.Timestamp(last)
        assert (
            (found["first_day"].iloc[1:].to_numpy() - found["last_day"].iloc[:-1].to_numpy()) == pd.Timedelta("1D")
        ).all()
        assert (found["first_day"] <= found["last_day"]).all()


@some_examples
@given(claims=some_claims(), selection=selections, one=days, other=days)
def test_a_part_of_the_days_says_what_the_whole_says_of_them(claims, selection, one, other):
    first, last = sorted([one, other])
    whole, part = (course(claims, selection, "AF1904", *ends) for ends in ((FIRST, LAST), (first, last)))
    for row in part.itertuples():
        inside = of_day(whole, row.first_day).iloc[0]
        assert (inside["status"], inside["latest_claim_id"]) == (row.status, row.latest_claim_id)


@some_examples
@given(claims=some_claims(), selection=selections, seed=st.integers(0, 9))
def test_the_order_of_rows_and_claims_of_other_districts_change_nothing(claims, selection, seed):
    rows = course(claims, selection, "AF1904", FIRST, LAST)
    shuffled = claims.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(course(shuffled, selection, "AF1904", FIRST, LAST), rows)
    alone = claims[claims["district"] == "AF1904"]
    pd.testing.assert_frame_equal(course(alone, selection, "AF1904", FIRST, LAST), rows)


@few_examples
@given(claims=some_claims(), selection=selections)
def test_a_run_counts_the_different_claims_live_in_it_and_neighbouring_runs_differ(claims, selection):
    rows = course(claims, selection, "AF1904", FIRST, LAST)
    joined = runs(rows)
    for row in joined.itertuples():
        live = {
            claim_id
            for day in pd.date_range(row.first_day, row.last_day)
            for claim_id in _live_here(claims, replace(selection, on=day.date()))
        }
        assert row.claim_count == len(live)
    assert all(one != other for one, other in zip(joined["camps"], joined["camps"][1:], strict=False))
    contested = spans(rows, rows["status"] == "contested")
    assert len(contested) == sum(
        one != "contested" and other == "contested"
        for one, other in zip(["", *rows["status"]], rows["status"], strict=False)
    )


def _live_here(claims, selection):
    live = live_claims(select(claims, selection), selection)
    return live.index[live["district"] == "AF1904"]
