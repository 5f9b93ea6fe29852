"""Figures beside those they can be compared with, worked out by hand; none is ever added to another."""

import datetime as dt
from itertools import combinations

import pandas as pd
import pytest

from claimatlas.disputes import Rule, find_disputes
from claimatlas.figures import figure_groups, figure_sentence


def told(groups):
    return [
        (group.event_id or group.day.isoformat(), group.figure, group.whose, [one.claim_id for one in group.figures])
        for group in groups
    ]


def killed(claim, claim_id, least="", most="", whose="civilians", **cells):
    numbers = {"killed_min": least, "killed_max": most, "killed_party": whose}
    return claim(claim_id=claim_id, claim_type="losses", beneficiary="", extent="", **numbers, **cells)


# Dasht-e-Archi AF1906, 2 April 2018: the ministry counts Taliban (at least 30, at least 18), officials 15; residents 50
# and the Taliban 59 civilians; UNAMA at least 36 whom it does not tell apart.
def test_the_strike_on_dasht_e_archi_is_counted_three_ways(record):
    here = record.claims[(record.claims["district"] == "AF1906") & (record.claims["event_date"] == "2018-04-02")]
    strike = "EV-2018-04-ARCHI-STRIKE"
    groups = figure_groups(here)
    assert told(groups) == [
        (strike, "killed", "taliban", ["D18-07", "D18-01", "D18-02"]),
        (strike, "killed", "civilians", ["D18-03", "D18-06"]),
        (strike, "killed", "mixed", ["D18-05"]),
        (strike, "wounded", "taliban", ["D18-02"]),
        (strike, "wounded", "civilians", ["D18-03", "D18-06"]),
        (strike, "wounded", "mixed", ["D18-05"]),
    ]
    # 50 and 59 do not meet, and residents are not the Taliban; all of them say 150 wounded; one camp differs from none.
    assert [group.camps_differ for group in groups] == [False, True, False, False, False, False]
    assert [one.words for one in groups[0].figures] == ["at least 30 Taliban", "at least 18 Taliban", "15 Taliban"]
    assert [group.greatest for group in groups] == [30, 59, 36, 15, 150, 71]


# Chahar Darah AF1902, 4 November 2017: councillors 14 to 22, UNAMA at least 10, residents 1; 1 lies below 14.
def test_a_range_and_an_open_end_keep_both_bounds(record):
    here = record.claims[record.claims["event_id"] == "EV-2017-11-CHAHAR-DARAH-STRIKES"]
    group = next(group for group in figure_groups(here) if group.figure == "killed")
    assert {one.claim_id: (one.least, one.most, one.words) for one in group.figures} == {
        "C17-02": (10, None, "at least 10 civilians"),
        "C17-03": (14, 22, "14 to 22 civilians"),
        "C17-04": (1, 1, "1 civilian"),
    }
    assert group.camps_differ
    assert group.greatest == 22


def test_two_camps_differ_in_a_group_exactly_where_the_rule_of_disputes_says_so(record):
    for pcode in record.places.districts.index:
        here = record.claims[record.claims["district"] == pcode]
        pairs = {frozenset(pair) for pair in find_disputes(here, rules=(Rule.FIGURES_DIFFER,))["claim_ids"]}
        groups = [group for group in figure_groups(here) if group.event_id and group.camps_differ]
        apart = {
            frozenset((one.claim_id, other.claim_id))
            for group in groups
            for one, other in combinations(group.figures, 2)
            if one.camp != other.camp and (_ends_below(one, other) or _ends_below(other, one))
        }
        assert apart == pairs


def _ends_below(one, other):
    return one.most is not None and other.least is not None and one.most < other.least


def test_every_number_on_record_stands_in_exactly_one_group(record):
    for pcode in [*record.places.districts.index, ""]:
        here = record.claims[record.claims["district"] == pcode]
        stands = [
            (one.claim_id, group.figure, one.least, one.most) for group in figure_groups(here) for one in group.figures
        ]
        wanted = []
        for row in here.to_dict("records"):
            for figure in ("killed", "wounded", "captured"):
                bounds = [None if pd.isna(row[f"{figure}_{end}"]) else row[f"{figure}_{end}"] for end in ("min", "max")]
                if bounds != [None, None]:
                    wanted.append((row["claim_id"], figure, *bounds))
        assert sorted(stands, key=str) == sorted(wanted, key=str)


def test_rows_of_one_statement_by_one_agency_are_marked_as_one(claims_frame, claim):
    claims = claims_frame(
        killed(claim, "T-1", "5", "5", statement_id="S-1", agency="AFP"),
        killed(claim, "T-2", "7", "7", statement_id="S-1", agency="AFP"),
        killed(claim, "T-3", "9", "9", statement_id="S-1", agency="AP"),
        killed(claim, "T-4", "9", "9", statement_id="S-4", agency="AFP"),
    )
    (group,) = figure_groups(claims)
    assert [one.same_statement for one in group.figures] == ["", "T-1", "", ""]


def test_without_a_milestone_the_day_decides_and_days_follow_in_time(claims_frame, claim):
    claims = claims_frame(
        killed(claim, "T-3", "1", "1", event_date="2016-05-02"),
        killed(claim, "T-2", "2", "2", event_date="2016-05-01", reported_date="2016-05-09"),
        killed(claim, "T-1", "3", "3", event_date="2016-05-01", reported_date="2016-05-10", party="government"),
    )
    groups = figure_groups(claims)
    assert told(groups) == [
        ("2016-05-01", "killed", "civilians", ["T-2", "T-1"]),
        ("2016-05-02", "killed", "civilians", ["T-3"]),
    ]
    assert groups[0].camps_differ
    assert groups[0].day == dt.date(2016, 5, 1)


@pytest.mark.parametrize(
    ("ours", "theirs", "differ"),
    [
        (("5", "5"), ("6", "6"), True),
        (("5", "8"), ("8", "9"), False),
        (("5", ""), ("2", "4"), True),
        (("5", ""), ("9", "9"), False),
        (("", "4"), ("5", ""), True),
        (("", "5"), ("5", ""), False),
        (("", "4"), ("", "1"), False),
    ],
)
def test_an_empty_bound_is_open(claims_frame, claim, ours, theirs, differ):
    rows = [killed(claim, "T-1", *ours), killed(claim, "T-2", *theirs, party="government")]
    assert figure_groups(claims_frame(*rows))[0].camps_differ is differ
    of_one_camp = [killed(claim, "T-1", *ours), killed(claim, "T-2", *theirs)]
    assert figure_groups(claims_frame(*of_one_camp))[0].camps_differ is False


def test_claims_without_figures_make_no_group(claims_frame, claim, record):
    assert figure_groups(claims_frame(claim())) == ()
    assert figure_groups(record.claims.iloc[:0]) == ()


@pytest.mark.parametrize(
    ("least", "most", "whose", "words"),
    [
        (38, 38, "taliban", "38 Taliban"),
        (20, None, "civilians", "at least 20 civilians"),
        (None, 20, "civilians", "at most 20 civilians"),
        (14, 22, "government_forces", "14 to 22 government forces"),
        (0, 0, "civilians", "0 civilians"),
        (0, 1, "prisoners_freed", "0 to 1 prisoner freed"),
        (1, None, "government_forces", "at least 1 of the government forces"),
        (1, 1, "taliban", "1 Taliban"),
        (1200, None, "iskp", "at least 1,200 of Islamic State"),
        (60, None, "mixed", "at least 60 of several groups, not told apart"),
        (3, 3, "", "3, whose is not stated"),
    ],
)
def test_a_figure_in_words(least, most, whose, words):
    assert figure_sentence(least, most, whose) == words


def test_figures_of_people_who_are_not_named_are_never_set_against_each_other(claims_frame, claim):
    rows = [killed(claim, "T-1", "5", "5"), killed(claim, "T-2", "9", "9", party="government")]
    # The check refuses such rows today; should it ever let them pass, nobody must be made out to be the same.
    (group,) = figure_groups(claims_frame(*rows).assign(killed_party=""))
    assert not group.camps_differ
    assert [one.words for one in group.figures] == ["5, whose is not stated", "9, whose is not stated"]
