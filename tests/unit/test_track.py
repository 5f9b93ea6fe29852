"""Track records: statements and not rows, medians with their n, and no name merged with another."""

import datetime as dt
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimatlas.selection import known_by
from claimatlas.track import (
    FINDINGS,
    denied_concessions,
    outcomes,
    publishers_of,
    statements_of,
    track_record,
)
from claimatlas.track.publishers import Behind

COUNTS = ["statements", *(finding.value for finding in FINDINGS)]


def record_as_known(claims, day=None, by=("party", "claimant")):
    known = known_by(claims, day)
    return track_record(known, outcomes(known, known), by)


@pytest.fixture(scope="module")
def everybody(record):
    return record_as_known(record.claims).set_index(["party", "claimant"])


def told_of(record, claim_id, day=None):
    known = known_by(record.claims, day)
    told = outcomes(known.loc[[claim_id]], known)
    return [(row.outcome, row.days, row.by) for row in told.itertuples()]


# Counted by hand from the links of the record.


def test_zabihullah_mujahid_made_23_statements(everybody):
    mujahid = everybody.loc[("taliban", "Zabihullah Mujahid")]
    assert mujahid[["statements", "claims"]].tolist() == [23, 23]
    # A16-02, F15-10, F15-60, K16-02, K21-01, O16-02 and O16-03
    assert mujahid["countered"] == 7
    # F15-60 by the police chief, X21-06 by a journalist
    assert mujahid["corroborated"] == 2
    # J19-02, J21-12, K16-02, P15-24 and X21-06
    assert mujahid["conceded"] == 5
    # F15-60: a pull-back from the city
    assert mujahid["concedes"] == 1
    assert mujahid[["countered_days", "corroborated_days", "conceded_days"]].tolist() == [0, 0, 0]


def test_the_kunduz_police_spokesman_was_countered_on_the_spot(everybody):
    hussaini = everybody.loc[("government", "Sayed Sarwar Hussaini")]
    assert hussaini[COUNTS].tolist() == [8, 3, 0, 0, 2]


def test_the_defence_ministry_was_countered_twice_a_month_apart(record, everybody):
    # J19-03 on the day on which J19-02 and J19-01 were out; the other on its own day.
    ministry = everybody.loc[("government", "Defence ministry")]
    assert ministry[["statements", "countered", "countered_days"]].tolist() == [9, 2, 15]
    own = record.claims[record.claims["claimant"] == "Defence ministry"]
    told = outcomes(own, record.claims)
    first = told[told["outcome"] == "countered"].groupby("claim_id")["days"].min()
    assert sorted(first) == [1, 29]


def test_the_deputy_governor_of_jowzjan_concedes_and_is_borne_out_24_days_later(record):
    # J21-11, his own ministry's denial, is no outcome.
    assert told_of(record, "J21-10") == [("concedes", 0, "J21-10"), ("corroborated", 24, "J21-12")]
    assert told_of(record, "J21-10", dt.date(2021, 8, 30)) == [("concedes", 0, "J21-10")]


def test_what_officials_conceded_before_counts_from_the_day_on_which_the_claim_came_out(record):
    assert [row for row in told_of(record, "J21-12") if row[0] == "conceded"] == [
        ("conceded", 0, "J21-10"),
        ("conceded", 0, "J21-13"),
        ("conceded", 0, "J21-15"),
    ]


def test_the_police_chief_of_kunduz_concedes_and_a_foreign_denial_of_his_own_camp_changes_nothing(record):
    assert told_of(record, "O16-07") == [("concedes", 0, "O16-07")]


def test_a_statement_counts_once_however_many_rows_it_was_split_into(record):
    found = record_as_known(record.claims, by=["party"])
    assert found["statements"].sum() == record.statement_count == 318
    assert found["claims"].sum() == 360
    both = record.claims.loc[["SEED-11", "SEED-12"]]
    (statement,) = statements_of(both, outcomes(both, record.claims)).to_dict("records")
    assert statement["claim_ids"] == ("SEED-11", "SEED-12")


def test_days_count_from_the_first_row_of_the_statement_whatever_the_filter_leaves(claims_frame, claim):
    claims = claims_frame(
        claim(claim_id="T-1", statement_id="S-1"),
        claim(claim_id="T-2", statement_id="S-1", reported_date="2016-04-20", adm2_pcode="AF1905"),
        claim(
            claim_id="T-3",
            party="government",
            claim_type="denial",
            beneficiary="",
            counters="T-2",
            reported_date="2016-04-25",
        ),
    )
    filtered = claims.loc[["T-2"]]
    assert outcomes(filtered, claims)["days"].tolist() == [8]
    (one,) = statements_of(filtered, outcomes(filtered, claims)).to_dict("records")
    assert (one["claim_ids"], one["countered"]) == (("T-2",), 8)


def test_a_median_lies_between_two_numbers_of_days(claims_frame, claim):
    denial = {"party": "government", "claim_type": "denial", "beneficiary": ""}
    claims = claims_frame(
        claim(claim_id="T-1"),
        claim(claim_id="T-2"),
        claim(claim_id="T-3", counters="T-1", reported_date="2016-04-18", **denial),
        claim(claim_id="T-4", counters="T-2", reported_date="2016-04-20", **denial),
        claim(claim_id="T-5", counters="T-2", reported_date="2016-05-20", **denial),
    )
    spokesman = record_as_known(claims).set_index("party").loc["taliban"]
    assert spokesman[["statements", "countered", "countered_days"]].tolist() == [2, 2, 2.0]


def test_no_median_where_nothing_was_done(everybody):
    assert pd.isna(everybody.loc[("government", "Interior ministry"), "corroborated_days"])


def test_names_that_are_alike_are_two_claimants(claims_frame, claim):
    claims = claims_frame(
        claim(claim_id="T-1", claimant="Qasim Jangalbagh"), claim(claim_id="T-2", claimant="Qasim Jungulbagh")
    )
    assert len(record_as_known(claims)) == 2


def test_a_filter_leaves_out_statements_but_not_who_answered_them(record):
    taliban = record.claims[record.claims["party"] == "taliban"]
    alone = track_record(taliban, outcomes(taliban, record.claims), ["party"])
    among = record_as_known(record.claims, by=["party"])
    pd.testing.assert_frame_equal(alone, among[among["party"] == "taliban"].reset_index(drop=True))


def test_officials_conceded_ten_losses_that_their_own_side_denied(record):
    found = denied_concessions(record.claims, record.claims)
    pairs = set(zip(found["claim_id"], found["by"], strict=True))
    assert {("J21-10", "J21-11"), ("J21-13", "J21-11"), ("O16-07", "O16-04"), ("J19-04", "J19-03")} <= pairs
    assert (len(found), found["claim_id"].nunique(), set(found["camp"])) == (11, 10, {"government"})
    assert "explicit_counter.J19-03.J19-04" in set(found["dispute_id"])


def test_a_denial_counts_only_once_it_is_known(record):
    known = known_by(record.claims, dt.date(2019, 7, 1))
    assert "J19-04" not in set(denied_concessions(known, known)["claim_id"])


def test_publishers_keep_originals_copies_agencies_and_every_grade_apart(record):
    found = publishers_of(record.claims).set_index("publisher")
    bakhtar, gandhara = found.loc["Bakhtar News Agency"], found.loc["RFE/RL Gandhara"]
    assert bakhtar["source_copy"]["copy"] == Behind(2, ("D17-01", "U19-05"))
    assert bakhtar["source_copy"]["original"].count == 10
    assert {grade: behind.count for grade, behind in gandhara["source_reliability"].items()} == {"B": 1, "F": 5}
    for column in ("source_copy", "agency", "source_reliability"):
        assert found[column].map(lambda by: sum(one.count for one in by.values())).sum() == len(record.claims)


def test_nobody_is_counted_where_no_claim_passes(record):
    nothing = record.claims.iloc[:0]
    told = outcomes(nothing, record.claims)
    assert track_record(nothing, told).empty
    assert statements_of(nothing, told).empty
    assert denied_concessions(nothing, record.claims).empty
    assert publishers_of(nothing).empty


# Laws


# A count of the whole record is a fraction of a second: few examples, each over all of it.
@settings(max_examples=4)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows_does_not_matter(record, everybody, seed):
    shuffled = record.claims.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(record_as_known(shuffled).set_index(["party", "claimant"]), everybody)


def test_a_later_day_never_lowers_a_count(record, everybody):
    days = [dt.date(2015, 4, 1), dt.date(2015, 9, 28), dt.date(2016, 4, 17), dt.date(2019, 7, 15), dt.date(2021, 8, 7)]
    counts = [record_as_known(record.claims, day).set_index(["party", "claimant"])[COUNTS] for day in days]
    assert counts[0].empty
    for before, after in pairwise([*counts, everybody[COUNTS]]):
        assert set(before.index) < set(after.index)
        assert (after.loc[before.index] >= before).all(axis=None)


def test_an_unrelated_claim_changes_nothing_for_others(record, claims_frame, claim, everybody):
    stranger = claims_frame(claim(claim_id="T-1", statement_id="T-1", claimant="A stranger"))
    more = record_as_known(pd.concat([record.claims, stranger])).set_index(["party", "claimant"])
    pd.testing.assert_frame_equal(more.drop(index=[("taliban", "A stranger")]), everybody)


def test_nothing_is_changed_by_counting(record):
    before = record.claims.copy(deep=True)
    record_as_known(record.claims)
    publishers_of(record.claims)
    denied_concessions(record.claims, record.claims)
    pd.testing.assert_frame_equal(record.claims, before)
