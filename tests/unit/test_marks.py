"""Marks at the middle of a district, worked out by hand and against slower ways."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from claimatlas import marks
from claimatlas.marks import Disc, Milestone
from claimatlas.selection import Selection
from claimatlas.state import freshness
from claimatlas.view import View


def test_the_latest_of_each_camp_is_by_last_day_then_publication_then_identifier(record):
    latest = View(record, Selection(on=dt.date(2015, 10, 8))).latest
    # Imam Sahib: a local official says on 1 October that the Taliban took it; an analyst judged on 28 September.
    here = latest.loc["AF1905"]
    assert list(here.index) == ["government", "observer"]
    assert list(here["claim_type"]) == ["capture", "assessment"]
    assert list(here["last_event_date"]) == [pd.Timestamp("2015-10-01"), pd.Timestamp("2015-09-28")]


def test_the_latest_by_camp_agrees_with_sorting_every_group(record):
    claims = record.claims
    latest = marks.latest_by_camp(claims)
    placed = claims[claims["district"] != ""]
    for (district, camp), rows in placed.groupby(["district", "camp"]):
        last = rows.sort_values(["last_event_date", "reported_date", "claim_id"]).iloc[-1]
        found = latest.loc[(district, camp)]
        assert (found["claims"], found["claim_id"], found["party"]) == (len(rows), last["claim_id"], last["party"])
    assert latest["claims"].sum() == len(placed)


def test_discs_count_every_claim_about_a_district_in_the_window(record):
    view = View(record, Selection(layers=("claims",)))
    assert {disc.district: disc.total for disc in view.discs}["AF1904"] == len(view.claims_about("AF1904"))
    assert sum(disc.total for disc in view.discs) == sum(len(view.claims_about(p)) for p in view.states.index)
    assert Disc("AF1904", {"taliban": 1, "government": 2}) in view.discs


def test_nobody_speaking_makes_no_disc(record):
    silent = View(record, Selection(on=dt.date(2019, 1, 20), window=1, layers=("claims",)))
    assert (silent.discs, silent.most_claims) == ((), 0)


@pytest.mark.parametrize("window", [1, 7, 30, 90, None])
def test_the_most_claims_of_any_window_agree_with_looking_at_every_day(record, window):
    placed = record.claims[record.claims["district"] != ""]
    days = pd.date_range(record.first_day, record.last_day).to_numpy()
    after = days - np.timedelta64(window or 100_000, "D")
    most = 0
    for _, rows in placed.groupby("district"):
        begun = rows["event_date"].to_numpy() <= days[:, None]
        most = max(most, int((begun & (rows["last_event_date"].to_numpy() > after[:, None])).sum(axis=1).max()))
    assert marks.most_claims(record.claims, window) == most > 0


def test_the_largest_disc_stays_the_same_on_other_days_and_under_filters(record):
    asked = [Selection(layers=("claims",)), Selection(layers=("claims",), on=dt.date(2015, 10, 8), camps=("taliban",))]
    assert len({View(record, one).most_claims for one in asked}) == 1
    assert marks.most_claims(record.claims.iloc[:0], 30) == marks.most_claims(record.claims.iloc[:0], None) == 0


def test_a_milestone_of_several_days_is_one_of_each_of_them():
    events = pd.DataFrame(
        {
            "date": pd.to_datetime(["2015-09-28", "2015-09-29"]),
            "date_end": pd.to_datetime(["2015-10-01", None]),
            "kind": ["capture", "strike"],
            "adm2_pcodes": ["AF1901;AF1904", ""],
        },
        index=["EV-1", "EV-2"],
    )
    both = (Milestone("AF1901", "capture", "EV-1"), Milestone("AF1904", "capture", "EV-1"))
    on = {day: marks.milestones(events, dt.date(2015, 9, 26) + dt.timedelta(day)) for day in range(7)}
    assert on == {0: (), 1: (), 2: both, 3: both, 4: both, 5: both, 6: ()}
    assert list(marks.events_on(events, dt.date(2015, 9, 29)).index) == ["EV-1", "EV-2"]


@pytest.mark.parametrize(
    ("latest", "code"),
    [
        ("2016-04-20", "fresh"),
        ("2016-04-17", "fresh"),
        ("2016-04-14", "fresh"),
        ("2016-04-13", "recent"),
        ("2016-04-03", "recent"),
        ("2016-04-02", "stale"),
        (None, ""),
    ],
)
def test_age_is_counted_in_days_before_the_day_shown(latest, code):
    found = freshness(pd.Series([latest], index=["AF1901"], dtype="datetime64[s]"), dt.date(2016, 4, 17))
    assert found.to_dict() == {"AF1901": code}
