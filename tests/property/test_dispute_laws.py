"""Laws of disputes and lives: they hold for every order of rows, every day and every choice of claims."""

import datetime as dt
import itertools

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimatlas import vocabulary as voc
from claimatlas.disputes import count_disputes, find_disputes
from claimatlas.life import deeds, lives
from claimatlas.selection import Selection, known_by, select

# The shared fixtures give values that nothing changes, so examples need no fresh ones; and a slow machine is no bug.
some_examples = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
    max_examples=12,
)

days = st.dates(dt.date(2015, 4, 1), dt.date(2022, 1, 1))
seeds = st.integers(0, 2**32 - 1)
selections = st.builds(
    Selection,
    parties=st.sets(st.sampled_from([party.value for party in voc.Party]), max_size=4).map(tuple),
    claim_types=st.sets(st.sampled_from([kind.value for kind in voc.ClaimType]), max_size=6).map(tuple),
    provinces=st.sets(st.sampled_from(["AF19", "AF28"]), max_size=1).map(tuple),
    known_by=st.none() | days,
)

GROUND = {"advance", "capture", "recapture", "hold", "besiege", "repel", "withdraw", "surrender"}
PART, WHOLE = {"part", "site"}, {"city", "district"}
FIGURES = ("killed", "wounded", "captured")
FIGHTING = {"taliban", "government", "iskp"}


@pytest.fixture(scope="module")
def claims(record):
    return record.claims


@pytest.fixture(scope="module")
def everything(record):
    return find_disputes(record.claims)


# ---- the contract, once more and in other words: each two claims compared


def rules_by_the_words(one, other):
    """Rules that two claims fulfil, written from VOCABULARY.md row by row, without a frame."""

    def same(column):
        return one[column] != "" and one[column] == other[column]

    both_ways = ((one, other), (other, one))
    other_camp, one_milestone = one["camp"] != other["camp"], same("district") and same("event_id")
    ground = {one["claim_type"], other["claim_type"]} <= GROUND and "" not in (one["beneficiary"], other["beneficiary"])
    near = abs((one["event_date"] - other["event_date"]).days) <= 3
    fighting = {one["camp"], other["camp"]} <= FIGHTING and other_camp
    agreed = one_milestone and ground and same("beneficiary")
    holds = {
        "explicit_counter": any(b["claim_id"] in a["counters"].split(";") for a, b in both_ways),
        "opposed_ground": same("district") and ground and not same("beneficiary") and fighting and near,
        "figures_differ": one_milestone and other_camp and any(figures_apart(one, other, figure) for figure in FIGURES),
        "part_or_whole": agreed and any(a["extent"] in PART and b["extent"] in WHOLE for a, b in both_ways),
        "same_ground_other_cause": agreed
        and any((a["claim_type"], b["claim_type"]) == ("capture", "withdraw") for a, b in both_ways),
    }
    return {rule for rule, is_held in holds.items() if is_held}


def figures_apart(one, other, figure):
    def bounds(claim):
        least, most = claim[f"{figure}_min"], claim[f"{figure}_max"]
        return (float("-inf") if pd.isna(least) else least), (float("inf") if pd.isna(most) else most)

    whose = one[f"{figure}_party"]
    if not whose or whose != other[f"{figure}_party"]:
        return False
    (least, most), (other_least, other_most) = bounds(one), bounds(other)
    return most < other_least or other_most < least


def test_the_disputes_of_the_record_are_those_of_the_words_of_the_contract(claims, everything):
    rows = claims.to_dict("records")
    by_words = {
        (rule, frozenset((one["claim_id"], other["claim_id"])))
        for one, other in itertools.combinations(rows, 2)
        for rule in rules_by_the_words(one, other)
    }
    found = [(rule, frozenset(pair)) for rule, pair in zip(everything["rule"], everything["claim_ids"], strict=True)]
    assert len(found) == len(set(found))
    assert set(found) == by_words


@some_examples
@given(seed=seeds)
def test_the_disputes_of_claims_mixed_anew_are_those_of_the_words_of_the_contract(claims, seed):
    # Cells of different rows put together: closeness in place, day and milestone that the record does not have.
    def mixed(column):
        return claims[column].sample(40, random_state=seed + len(column)).to_numpy()

    few = claims.sample(40, random_state=seed).reset_index(drop=True)
    parts = ["extent", "camp", "beneficiary", "claim_type"]
    few = few.assign(**{column: mixed(column) for column in parts}, district="AF1901", event_id="EV-1")
    few["event_date"] = pd.Timestamp("2016-04-10") + pd.to_timedelta(few.index % 9, unit="D")
    few["event_date"] = few["event_date"].astype("datetime64[s]")
    found = find_disputes(few)
    rows = few.to_dict("records")
    assert {(r, frozenset(p)) for r, p in zip(found["rule"], found["claim_ids"], strict=True)} == {
        (rule, frozenset((one["claim_id"], other["claim_id"])))
        for one, other in itertools.combinations(rows, 2)
        for rule in rules_by_the_words(one, other)
    }
    assert count_disputes(few)["dispute_count"].sum() == len(found)


def life_by_the_words(claim, known):
    """The life of one claim among those known, written from VOCABULARY.md row by row, without a frame."""

    def report(row):
        return row["agency"], row["statement_id"]

    observers = {"un", "ngo", "media", "analyst", "resident", "social_media"}
    countered = corroborated = False
    is_own = claim["camp"] != "observer" and claim["claim_type"] in GROUND
    conceded = is_own and claim["beneficiary"] not in ("", claim["camp"])
    for other in known:
        if claim["claim_id"] in other["counters"].split(";") and other["camp"] != claim["camp"]:
            countered = True
        if claim["claim_id"] in other["confirms"].split(";") and report(other) != report(claim):
            is_loser = other["camp"] in FIGHTING and claim["beneficiary"] not in ("", other["camp"])
            is_someone_else = other["party"] in observers and other["claimant"] != claim["claimant"]
            conceded |= is_loser
            corroborated |= other["camp"] != claim["camp"] or is_someone_else
    if countered and (corroborated or conceded):
        return "disputed"
    words = {"conceded": conceded, "corroborated": corroborated, "countered": countered}
    return next((word for word, holds in words.items() if holds), "claimed")


@some_examples
@given(day=st.none() | days)
def test_every_life_is_that_of_the_words_of_the_contract(claims, day):
    known = known_by(claims, day).to_dict("records")
    assert lives(claims, day).to_dict() == {claim["claim_id"]: life_by_the_words(claim, known) for claim in known}


# ---- order and symmetry


@some_examples
@given(seed=seeds)
def test_the_order_of_the_rows_does_not_matter(claims, everything, seed):
    shuffled = claims.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(find_disputes(shuffled), everything)
    pd.testing.assert_frame_equal(count_disputes(shuffled), count_disputes(claims))
    pd.testing.assert_frame_equal(deeds(shuffled), deeds(claims))
    assert lives(shuffled).to_dict() == lives(claims).to_dict()


def turned(ids):
    """The same identifiers with their order turned round."""
    ranks = sorted(ids)
    return dict(zip(ranks, reversed(ranks), strict=True))


def test_disputes_are_symmetric_whichever_claim_has_the_smaller_identifier(claims, everything):
    other = turned(claims["claim_id"])
    renamed = claims.assign(
        claim_id=claims["claim_id"].map(other),
        counters=claims["counters"].map(lambda cell: ";".join(other[key] for key in cell.split(";")) if cell else ""),
    )
    found = find_disputes(renamed)
    back = {
        (rule, frozenset(map(other.get, pair))) for rule, pair in zip(found["rule"], found["claim_ids"], strict=True)
    }
    assert back == {
        (rule, frozenset(pair)) for rule, pair in zip(everything["rule"], everything["claim_ids"], strict=True)
    }


# ---- known by


@some_examples
@given(one=days, other=days)
def test_no_dispute_once_known_is_forgotten(claims, one, other):
    early, late = (find_disputes(known_by(claims, day)) for day in sorted([one, other]))
    remembered = late[late["dispute_id"].isin(early["dispute_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(remembered, early)


@some_examples
@given(one=days, other=days)
def test_no_deed_once_known_is_forgotten(claims, one, other):
    early, late = (deeds(claims, day) for day in sorted([one, other]))
    keys = ["claim_id", "date", "did", "by"]
    assert set(early[keys].itertuples(index=False)) <= set(late[keys].itertuples(index=False))
    assert (early["date"] <= pd.Timestamp(max(one, other))).all()


@some_examples
@given(day=days)
def test_a_life_is_that_of_the_deeds_up_to_the_day(claims, day):
    # A claim that is borne out or countered stays so; only its word changes as more is known.
    now, then = deeds(claims), deeds(claims, day)
    before = now[now["date"] <= pd.Timestamp(day)].reset_index(drop=True)
    pd.testing.assert_frame_equal(before.drop(columns="copies"), then.drop(columns="copies"))


# ---- filters


def kept(disputes, ids, some=any):
    return disputes[disputes["claim_ids"].map(lambda pair: some(key in ids for key in pair))].reset_index(drop=True)


@some_examples
@given(one=selections, other=selections)
def test_filters_commute_with_each_other_and_with_finding(claims, everything, one, other):
    this_way, that_way = select(select(claims, one), other), select(select(claims, other), one)
    found = find_disputes(this_way)
    pd.testing.assert_frame_equal(found, find_disputes(that_way))
    pd.testing.assert_frame_equal(found, kept(everything, set(this_way.index), all))


@some_examples
@given(selection=selections)
def test_asking_about_some_claims_is_asking_about_all_and_keeping_theirs(claims, everything, selection):
    about = pd.Series(claims.index.isin(select(claims, selection).index), claims.index)
    found = find_disputes(claims, about=about)
    pd.testing.assert_frame_equal(found, kept(everything, set(about.index[about])))
    assert count_disputes(claims, about=about)["dispute_count"].sum() == len(found)


# ---- strangers


@some_examples
@given(
    day=st.dates(dt.date(2021, 9, 1), dt.date(2025, 1, 1)),
    party=st.sampled_from([party.value for party in voc.Party]),
    beneficiary=st.sampled_from(["taliban", "government", "iskp"]),
    kind=st.sampled_from(sorted(GROUND)),
    extent=st.sampled_from(["district", "part"]),
)
def test_an_unrelated_claim_elsewhere_changes_nothing(
    claims, everything, claims_frame, claim, day, party, beneficiary, kind, extent
):
    # Shiberghan has no claim of this milestone, and the record no claim of these days.
    stranger = claims_frame(
        claim(
            event_date=day.isoformat(), party=party, beneficiary=beneficiary, claim_type=kind, extent=extent,
            adm1_pcode="AF28", adm2_pcode="AF2801", event_id="EV-2016-04-KUNDUZ-ASSAULT", agency="Al Jazeera",
        )
    )  # fmt: skip
    together = pd.concat([claims, stranger])
    pd.testing.assert_frame_equal(find_disputes(together), everything)
    assert lives(together).drop("T-1").to_dict() == lives(claims).to_dict()
    told = deeds(together)
    pd.testing.assert_frame_equal(told[told["claim_id"] != "T-1"].reset_index(drop=True), deeds(claims))
