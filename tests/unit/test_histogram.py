"""Claims day by day, and the quiet between them, worked out by hand."""

import datetime as dt

import pandas as pd

from claimatlas.histogram import CAMPS, daily_counts, is_long_or_coarse, quiet_stretches


def cells(counts):
    """Counts by day and camp, without the zeros."""
    return {
        f"{day:%Y-%m-%d}": {camp: int(count) for camp, count in row.items() if count} for day, row in counts.iterrows()
    }


def stretches(quiet):
    return [(f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}") for first, last in quiet.itertuples(index=False)]


def test_claims_are_counted_by_the_camp_of_the_speaker_on_each_day(claims_frame, claim):
    claims = claims_frame(
        claim(claim_id="T-1", party="taliban"),
        claim(claim_id="T-2", party="local_official"),
        claim(claim_id="T-3", party="government"),
        claim(claim_id="T-4", party="media", event_date="2016-04-19"),
    )
    counts = daily_counts(claims)
    assert cells(counts) == {"2016-04-17": {"taliban": 1, "government": 2}, "2016-04-19": {"observer": 1}}
    assert tuple(counts.columns) == CAMPS == ("taliban", "government", "iskp", "observer")
    assert counts.index.name == "event_date"
    assert set(counts.dtypes) == {pd.Series([1], dtype="int64").dtype}


def test_a_claim_about_several_days_counts_once_on_the_first(claims_frame, claim):
    claims = claims_frame(claim(event_date="2016-04-15", event_date_end="2016-04-17", reported_date="2016-04-18"))
    assert cells(daily_counts(claims)) == {"2016-04-15": {"taliban": 1}}
    assert list(is_long_or_coarse(claims)) == [True]


def test_no_claims_make_no_day(record):
    counts = daily_counts(record.claims.iloc[:0])
    assert counts.empty
    assert tuple(counts.columns) == CAMPS
    assert stretches(quiet_stretches(record.claims.iloc[:0], dt.date(2016, 1, 1), dt.date(2016, 1, 3))) == [
        ("2016-01-01", "2016-01-03")
    ]


def test_a_day_inside_a_longer_claim_is_not_quiet(claims_frame, claim):
    claims = claims_frame(
        claim(claim_id="T-1", event_date="2016-04-10", event_date_end="2016-04-20", reported_date="2016-04-21"),
        claim(claim_id="T-2", event_date="2016-04-12"),
        claim(claim_id="T-3", event_date="2016-04-25"),
    )
    found = quiet_stretches(claims, dt.date(2016, 4, 8), dt.date(2016, 4, 27))
    assert stretches(found) == [
        ("2016-04-08", "2016-04-09"),
        ("2016-04-21", "2016-04-24"),
        ("2016-04-26", "2016-04-27"),
    ]


def test_quiet_is_looked_for_in_the_days_of_interest_alone(claims_frame, claim):
    claims = claims_frame(
        claim(claim_id="T-1", event_date="2016-04-01"), claim(claim_id="T-2", event_date="2016-06-01")
    )
    assert stretches(quiet_stretches(claims, dt.date(2016, 5, 1), dt.date(2016, 5, 2))) == [
        ("2016-05-01", "2016-05-02")
    ]
    assert quiet_stretches(claims, dt.date(2016, 5, 2), dt.date(2016, 5, 1)).empty
    assert quiet_stretches(claims, dt.date(2016, 6, 1), dt.date(2016, 6, 1)).empty


def test_the_day_kunduz_fell_and_the_two_long_silences_of_the_record(record):
    # F15-75, F15-67 and F15-71 are about 28 September to 13 October 2015 and count on its first day.
    counts = daily_counts(record.claims)
    on_the_day = record.claims[record.claims["event_date"] == pd.Timestamp(2015, 9, 28)]
    assert {"F15-01", "F15-67", "F15-71", "F15-75"} <= set(on_the_day.index)
    assert int(counts.loc[pd.Timestamp(2015, 9, 28)].sum()) == len(on_the_day) == 27
    quiet = quiet_stretches(record.claims, record.first_day, record.last_day)
    longest = quiet.assign(days=(quiet["last_day"] - quiet["first_day"]).dt.days + 1).nlargest(2, "days")
    assert stretches(longest[["first_day", "last_day"]]) == [("2019-12-31", "2020-08-28"), ("2020-11-18", "2021-06-11")]
    # J16-01A to J16-01H speak of 17 February to 17 August 2016: nothing in between is quiet.
    spoken = quiet[(quiet["last_day"] >= pd.Timestamp(2016, 2, 17)) & (quiet["first_day"] <= pd.Timestamp(2016, 8, 17))]
    assert spoken.empty
