"""A histogram loses no claim, counts none twice, and does not depend on the order of rows or filters."""

import datetime as dt
from collections import Counter

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from claimatlas import vocabulary as voc
from claimatlas.histogram import CAMPS, daily_counts, quiet_stretches

examples = settings(max_examples=60, deadline=None, derandomize=True)

FIRST, LAST = dt.date(2016, 1, 1), dt.date(2016, 3, 1)
days = st.dates(FIRST, LAST)


@st.composite
def some_claims(draw):
    rows = []
    for number in range(draw(st.integers(0, 12))):
        begin = draw(days)
        end = begin + dt.timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 9, 40])))
        camp = draw(st.sampled_from([camp.value for camp in voc.Camp]))
        rows.append({"claim_id": f"T-{number}", "event_date": begin, "last_event_date": end, "camp": camp})
    frame = pd.DataFrame(rows, columns=["claim_id", "event_date", "last_event_date", "camp"])
    dated = dict.fromkeys(["event_date", "last_event_date"], "datetime64[s]")
    return frame.astype({"claim_id": "str", "camp": "str"} | dated).set_index("claim_id", drop=False)


def cells(counts):
    return Counter({(day, camp): int(n) for day, row in counts.iterrows() for camp, n in row.items() if n})


@examples
@given(some_claims())
def test_the_sum_is_the_number_of_claims_and_no_row_is_empty(claims):
    counts = daily_counts(claims)
    assert int(counts.to_numpy().sum()) == len(claims)
    assert (counts.sum(axis=1) > 0).all()
    assert counts.index.is_monotonic_increasing
    assert counts.index.is_unique


@examples
@given(some_claims(), st.randoms())
def test_the_order_of_rows_decides_nothing(claims, chance):
    order = list(range(len(claims)))
    chance.shuffle(order)
    shuffled = claims.iloc[order]
    pd.testing.assert_frame_equal(daily_counts(shuffled), daily_counts(claims))
    pd.testing.assert_frame_equal(quiet_stretches(shuffled, FIRST, LAST), quiet_stretches(claims, FIRST, LAST))


@examples
@given(some_claims(), st.sets(st.sampled_from(CAMPS)), days)
def test_filters_commute_with_counting(claims, camps, day):
    is_kept = claims["camp"].isin(camps) & (claims["event_date"] <= pd.Timestamp(day))
    counted_first = daily_counts(claims).loc[: pd.Timestamp(day), [camp for camp in CAMPS if camp in camps]]
    assert cells(daily_counts(claims[is_kept])) == cells(counted_first)
    assert cells(daily_counts(claims[is_kept])) + cells(daily_counts(claims[~is_kept])) == cells(daily_counts(claims))


@examples
@given(some_claims(), days, days)
def test_every_day_is_quiet_or_some_claim_is_about_it(claims, first, last):
    quiet = quiet_stretches(claims, first, last)
    for day in pd.date_range(first, last):
        is_about = ((claims["event_date"] <= day) & (claims["last_event_date"] >= day)).any()
        stands_in = int(((quiet["first_day"] <= day) & (quiet["last_day"] >= day)).sum())
        assert stands_in == (0 if is_about else 1)
    if len(quiet):
        assert quiet["first_day"].min() >= pd.Timestamp(first)
        assert quiet["last_day"].max() <= pd.Timestamp(last)
        assert (quiet["first_day"].iloc[1:].to_numpy() > quiet["last_day"].iloc[:-1].to_numpy()).all()
