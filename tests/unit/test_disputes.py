"""Disputes, each rule worked out by hand from claims.csv and from the words of the contract, section "Disputes".

A pair stands in a test as the contract gives it: the claim published earlier first, then by identifier.
"""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from claimatlas import __version__
from claimatlas.disputes import (
    Between,
    Group,
    Rule,
    count_by_camps,
    count_disputes,
    find_dispute,
    find_disputes,
    list_group,
)
from claimatlas.disputes.blocks import Blocks, cells_of, ranges
from claimatlas.disputes.chapters import Neighbours, chapters_of, first_days, list_page, narrow, neighbours
from claimatlas.disputes.citation import citation
from claimatlas.disputes.sides import concessions, opposed
from claimatlas.selection import known_by

COLUMNS = ["rule", "claim_ids", "adm2_pcode", "event_id", "event_date", "dispute_id"]


def pairs(claims, rule, **asked):
    """Pairs of one rule in some district, milestone or on some day."""
    found = find_disputes(claims)
    found = found[found["rule"] == rule]
    for column, value in asked.items():
        found = found[found[column] == (pd.Timestamp(value) if column == "event_date" else value)]
    return set(found["claim_ids"])


def by_rule(claims, *ids):
    """Rules and pairs among some claims of a record."""
    found = find_disputes(claims.loc[list(ids)])
    return {(rule, *pair) for rule, pair in zip(found["rule"], found["claim_ids"], strict=True)}


@pytest.fixture
def found(claims_frame):
    """`found(*claims)`: rules of the disputes among invented claims, with their identifiers."""

    def rules(*claims):
        disputes = find_disputes(claims_frame(*claims))
        return [(rule, *pair) for rule, pair in zip(disputes["rule"], disputes["claim_ids"], strict=True)]

    return rules


# ---- "A pair of claims; both must name the same district (all rules but the first) and, where the rule says so, the
# same milestone."


def test_the_record_has_so_many_disputes(record):
    counts = find_disputes(record.claims)["rule"].value_counts().to_dict()
    # 96 pairs are kept as contradictions by the notes on the data; the others were counted by comparing each two rows.
    assert counts == {
        "explicit_counter": 96,
        "opposed_ground": 75,
        "part_or_whole": 48,
        "same_ground_other_cause": 13,
        "figures_differ": 8,
    }


def test_a_pair_that_names_no_district_together_has_none(record):
    # A16-12 (no district) denies A16-11 (AF1901); both belong to the assault of April 2016.
    # A16-02 and A16-03 counter each other, "six districts in Kunduz": neither names one, and that is not the same one.
    # F15-66 and F15-75 are both of AF1901, but of two milestones.
    found = find_disputes(record.claims).set_index("dispute_id")
    assert found.loc["explicit_counter.A16-11.A16-12", ["adm2_pcode", "event_id"]].tolist() == [
        "",
        "EV-2016-04-KUNDUZ-ASSAULT",
    ]
    assert found.loc["explicit_counter.A16-02.A16-03", "adm2_pcode"] == ""
    assert found.loc["explicit_counter.F15-66.F15-75", ["adm2_pcode", "event_id"]].tolist() == ["AF1901", ""]
    assert set(found.loc[found["adm2_pcode"] == "", "rule"]) == {"explicit_counter"}


def test_claims_without_a_district_are_set_against_nobody_by_rule(found, claim):
    nowhere = {"adm2_pcode": "", "place_precision": "province"}
    other = {"claim_id": "T-2", "party": "government", "beneficiary": "government"}
    assert found(claim(**nowhere), claim(**nowhere, **other)) == []
    assert found(claim(), claim(**nowhere, **other)) == []
    assert found(claim(), claim(adm2_pcode="AF1905", **other)) == []
    assert found(claim(), claim(**other)) == [("opposed_ground", "T-1", "T-2")]


# ---- explicit_counter: "one's counters names the other"


def test_explicit_counter_1_october_2015_the_recapture_announced_and_denied_the_same_day(record):
    # The recapture: F15-40 (acting governor), F15-41 (defence ministry), F15-44 (police chief), F15-48 (interior
    # minister), F15-56 (president). F15-46 (Taliban) names F15-40, F15-41, F15-44, F15-56. F15-47 (BBC, published on
    # the 3rd) names F15-40, F15-44, F15-48, F15-56. F15-45 (acting defence minister: clearing goes on) and F15-44,
    # F15-48, F15-56 name each other. F15-52 (a Taliban commander: we left, published on the 2nd) names F15-46.
    # F15-42 and F15-43 name each other over the dead.
    assert pairs(record.claims, "explicit_counter", adm2_pcode="AF1901", event_date="2015-10-01") == {
        ("F15-40", "F15-46"),
        ("F15-41", "F15-46"),
        ("F15-44", "F15-46"),
        ("F15-46", "F15-56"),
        ("F15-40", "F15-47"),
        ("F15-44", "F15-47"),
        ("F15-48", "F15-47"),
        ("F15-56", "F15-47"),
        ("F15-44", "F15-45"),
        ("F15-45", "F15-48"),
        ("F15-45", "F15-56"),
        ("F15-46", "F15-52"),
        ("F15-42", "F15-43"),
    }


def test_explicit_counter_2_october_2016_a_foreign_command_denies_what_the_police_chief_concedes(record):
    # The attack of 2 and 3 October. O16-04 (Resolute Support, published on the 4th) names O16-03 (Taliban),
    # O16-07 (police chief: parts of the city were taken) and O16-12 (residents).
    named = {pair for pair in pairs(record.claims, "explicit_counter") if "O16-04" in pair}
    assert named == {("O16-03", "O16-04"), ("O16-07", "O16-04"), ("O16-12", "O16-04")}


def test_explicit_counter_needs_no_district_and_holds_within_a_camp(found, claim):
    nowhere = {"adm2_pcode": "", "place_precision": "province", "claim_type": "statement", "beneficiary": ""}
    one, two = claim(**nowhere), claim(claim_id="T-2", counters="T-1", **nowhere)
    assert found(one, two) == [("explicit_counter", "T-1", "T-2")]


def test_explicit_counter_two_that_name_each_other_are_one_pair(found, claim):
    speech = {"claim_type": "statement", "beneficiary": ""}
    one, two = claim(counters="T-2", **speech), claim(claim_id="T-2", counters="T-1", **speech)
    assert found(one, two) == [("explicit_counter", "T-1", "T-2")]


def test_explicit_counter_a_name_that_leads_nowhere_or_to_itself_makes_no_pair(claims_frame, claim):
    claims = claims_frame(claim(), claim(claim_id="T-2")).assign(counters=["T-9", "T-2"])
    assert find_disputes(claims).empty


# ---- opposed_ground: "two ground claims with different beneficiaries, made by two different belligerent camps, first
# event days at most 3 apart"


def test_opposed_ground_17_april_2016_both_sides_name_khan_abad_and_imam_sahib(record):
    # SEED-07, SEED-08 (Mullah Hamidi: advances) against SEED-15, SEED-14 (defence ministry: advances).
    day = "2016-04-17"
    assert pairs(record.claims, "opposed_ground", adm2_pcode="AF1904", event_date=day) == {("SEED-07", "SEED-15")}
    assert pairs(record.claims, "opposed_ground", adm2_pcode="AF1905", event_date=day) == {("SEED-08", "SEED-14")}


def test_opposed_ground_july_2019_qush_tepa(record):
    # Governor J19-01, councillor J19-04 and Taliban J19-02 say fallen; the ministry's J19-03 denies. J19-01, J19-04
    # and J19-03 are of one camp, so the ministry is opposed to the Taliban alone. Its own officials it denies outright:
    # J19-03 names J19-04, J19-01 and J19-02 name J19-03. J19-05 (contact is cut) is no ground claim.
    # Dead: 50 soldiers in J19-04, 10 in J19-02. J19-02 is of a site, the officials speak of the district.
    assert by_rule(record.claims, "J19-01", "J19-02", "J19-03", "J19-04", "J19-05") == {
        ("opposed_ground", "J19-03", "J19-02"),
        ("explicit_counter", "J19-03", "J19-04"),
        ("explicit_counter", "J19-03", "J19-01"),
        ("explicit_counter", "J19-03", "J19-02"),
        ("figures_differ", "J19-04", "J19-02"),
        ("part_or_whole", "J19-01", "J19-02"),
        ("part_or_whole", "J19-04", "J19-02"),
    }


def test_opposed_ground_7_august_2021_shiberghan(record):
    # J21-10 (deputy governor), J21-13 (councillor), J21-15 (lawmaker): fallen. J21-11 (interior ministry): only parts;
    # it names J21-10 and J21-13. J21-12 (Taliban, published on the 31st) names J21-11.
    # J21-11 holds a part for the government, the others are of the city for the Taliban: not part_or_whole.
    assert by_rule(record.claims, "J21-10", "J21-11", "J21-12", "J21-13", "J21-14", "J21-15") == {
        ("explicit_counter", "J21-10", "J21-11"),
        ("explicit_counter", "J21-11", "J21-13"),
        ("explicit_counter", "J21-11", "J21-12"),
        ("opposed_ground", "J21-11", "J21-12"),
    }


def test_opposed_ground_20_to_23_june_2015_chahar_darah_falls_and_is_claimed_back_by_one_camp(record):
    # P15-20 (council head), P15-21 (officials): the Taliban took it. P15-27 (police chief), P15-28 (army): retaken.
    # All of the government's camp; P15-22 is AP, an observer. Extents are all the district. No dispute by any rule.
    assert by_rule(record.claims, "P15-20", "P15-21", "P15-22", "P15-27", "P15-28", "P15-29") == set()


def test_opposed_ground_counts_a_third_camp(record):
    # J17-12 (acting governor: Islamic State took Darzab) and J17-14 (Taliban: we took its centre), two days apart.
    assert ("J17-12", "J17-14") in pairs(record.claims, "opposed_ground", adm2_pcode="AF2811")


def test_opposed_ground_sets_two_concessions_against_each_other(record):
    # Kept, see docs/decisions/0010: officials on 28 September 2015 (F15-01, F15-03, F15-18, F15-19, F15-20) give the
    # city to the Taliban, F15-52 on 1 October gives it to the government.
    with_commander = {pair for pair in pairs(record.claims, "opposed_ground") if "F15-52" in pair}
    assert with_commander == {(key, "F15-52") for key in ("F15-01", "F15-03", "F15-18", "F15-19", "F15-20")}


@pytest.mark.parametrize(("days", "is_found"), [(0, True), (3, True), (4, False)])
@pytest.mark.parametrize("later", ["T-1", "T-2"])
def test_opposed_ground_reaches_over_three_days_either_way(found, claim, days, is_found, later):
    day = {key: f"2016-04-{17 + days * (key == later)}" for key in ("T-1", "T-2")}
    other = claim(claim_id="T-2", event_date=day["T-2"], party="government", beneficiary="government")
    assert bool(found(claim(event_date=day["T-1"]), other)) == is_found


def test_opposed_ground_counts_from_first_day_to_first_day(found, claim):
    long = claim(event_date_end="2016-04-30", reported_date="2016-04-30")
    other = {"claim_id": "T-2", "party": "government", "beneficiary": "government"}
    assert found(long, claim(event_date="2016-04-21", **other)) == []


@pytest.mark.parametrize(
    "cells",
    [
        {"beneficiary": "taliban"},
        {"beneficiary": ""},
        {"party": "media"},
        {"party": "taliban"},
        {"claim_type": "attack"},
        {"claim_type": "assessment"},
    ],
    ids=str,
)
def test_opposed_ground_is_between_ground_claims_of_two_fighting_camps_for_different_camps(found, claim, cells):
    other = {"claim_id": "T-2", "party": "local_official", "beneficiary": "government"}
    assert found(claim(), claim(**other)) == [("opposed_ground", "T-1", "T-2")]
    assert found(claim(), claim(**other | cells)) == []


# ---- figures_differ: "same milestone, same kind of figure (killed, wounded or captured) of the same casualty party,
# claims of different camps, ranges that do not overlap (an empty bound is open)"


def test_figures_differ_in_the_record(record):
    assert pairs(record.claims, "figures_differ") == {
        ("Q16-01", "Q16-03"),  # wounded of the government's forces: 4 against 15; the killed are of different parties
        ("C17-03", "C17-04"),  # killed civilians: 14 to 22 against 1
        ("D18-03", "D18-06"),  # killed civilians: 50 against 59; wounded alike
        ("J18-21", "J18-31"),  # killed of Islamic State: 40 against at least 150
        ("J18-21", "J18-27"),  # the same: 40 against 153
        ("J19-04", "J19-02"),  # killed of the government's forces: 50 against 10; captured: 150 against 78; one pair
        ("J19-02", "J19-06"),  # the same: 10 against at least 40
        ("K20-04", "K20-02"),  # killed civilians: 24 against 23
    }


FIGURES = [
    (("20", "20"), ("21", "21"), True),
    (("20", "30"), ("30", "40"), False),
    (("20", ""), ("19", "19"), True),
    (("20", ""), ("20", "20"), False),
    (("", "20"), ("21", ""), True),
    (("", "20"), ("20", ""), False),
    (("20", ""), ("100", ""), False),
    (("0", "0"), ("1", "1"), True),
    (("999999999", "999999999"), ("5", ""), False),
]


@pytest.fixture
def counting(claim):
    """`counting(key, party, bounds)`: a claim of losses with a figure."""

    def make(key, party, bounds, whose="civilians", figure="killed", **cells):
        told = {f"{figure}_min": bounds[0], f"{figure}_max": bounds[1], f"{figure}_party": whose}
        about = {"claim_type": "losses", "beneficiary": "", "extent": "", "event_id": "EV-1"}
        return claim(claim_id=key, party=party, **about | told | cells)

    return make


@pytest.mark.parametrize(("one", "other", "is_found"), FIGURES)
def test_figures_differ_when_the_ranges_do_not_overlap(found, counting, one, other, is_found):
    disputes = found(counting("T-1", "taliban", one), counting("T-2", "un", other))
    assert disputes == [("figures_differ", "T-1", "T-2")] * is_found
    assert disputes == found(counting("T-1", "taliban", other), counting("T-2", "un", one))


@pytest.mark.parametrize("figure", ["killed", "wounded", "captured"])
def test_figures_differ_counts_every_kind_of_figure(found, counting, figure):
    one, other = (
        counting(key, party, n, figure=figure) for key, party, n in (("T-1", "un", "11"), ("T-2", "iskp", "22"))
    )
    assert found(one, other) == [("figures_differ", "T-1", "T-2")]


@pytest.mark.parametrize(
    "cells",
    [
        {"party": "taliban"},
        {"killed_party": "mixed"},
        {"event_id": "EV-2"},
        {"event_id": ""},
        {"adm2_pcode": "AF1905"},
        {"killed_min": "", "killed_max": "", "killed_party": ""},
    ],
    ids=str,
)
def test_figures_differ_on_the_same_losses_of_the_same_milestone_between_camps(found, counting, cells):
    # Un and ngo are one camp, observers.
    assert found(counting("T-1", "taliban", "11"), {**counting("T-2", "un", "22"), **cells}) == []
    assert found(counting("T-1", "ngo", "11"), counting("T-2", "un", "22")) == []
    assert found(counting("T-1", "ngo", "11", event_id=""), counting("T-2", "taliban", "22", event_id="")) == []


def test_figures_differ_between_kinds_are_nothing(found, claim):
    about = {"claim_type": "losses", "beneficiary": "", "extent": "", "event_id": "EV-1"}
    killed = claim(**about, killed_min="5", killed_max="5", killed_party="civilians")
    wounded = {"wounded_min": "9", "wounded_max": "9", "wounded_party": "civilians"}
    assert found(killed, claim(claim_id="T-2", party="un", **about, **wounded)) == []


# ---- part_or_whole: "same milestone, two ground claims, same beneficiary, extent part or site in one and city or
# district in the other"


def test_part_or_whole_8_august_2021_kunduz(record):
    # Part: X21-21 (councillor). City: X21-20 (Taliban), X21-24 (councillor), all for the Taliban. X21-22 is part for
    # the government; X21-23, the city for the government, is a denial and so no ground claim.
    assert pairs(record.claims, "part_or_whole", event_id="EV-2021-08-KUNDUZ") == {
        ("X21-20", "X21-21"),
        ("X21-21", "X21-24"),
    }


def test_part_or_whole_3_october_2016_kunduz(record):
    # For the Taliban: O16-02, O16-03 (sites), O16-07 (police chief: parts) against O16-11 (analyst: the city; published
    # on the 31st). For the government: O16-01 (city) against O16-05 (site). O16-12 states no extent.
    assert pairs(record.claims, "part_or_whole", event_id="EV-2016-10-KUNDUZ-ASSAULT") == {
        ("O16-02", "O16-11"),
        ("O16-03", "O16-11"),
        ("O16-07", "O16-11"),
        ("O16-01", "O16-05"),
    }


@pytest.fixture
def spoken(claim):
    """`spoken(key, extent)`: a ground claim of a milestone."""

    def make(key, extent, **cells):
        return claim(**{"claim_id": key, "extent": extent, "event_id": "EV-1"} | cells)

    return make


@pytest.mark.parametrize("extent", ["province", "district", "city", "part", "site", ""])
def test_part_or_whole_sets_part_and_site_against_city_and_district(found, spoken, extent):
    is_part, is_whole = extent in ("part", "site"), extent in ("city", "district")
    assert found(spoken("T-1", "city"), spoken("T-2", extent)) == [("part_or_whole", "T-1", "T-2")] * is_part
    assert found(spoken("T-1", extent), spoken("T-2", "part")) == [("part_or_whole", "T-1", "T-2")] * is_whole


def test_part_or_whole_holds_whoever_speaks_and_however_long_the_milestone_lasts(found, spoken):
    other = spoken("T-2", "part", party="un", event_date="2016-04-30")
    assert found(spoken("T-1", "city"), other) == [("part_or_whole", "T-1", "T-2")]


@pytest.mark.parametrize(
    "cells",
    [
        {"event_id": "EV-2"},
        {"event_id": ""},
        {"adm2_pcode": "AF1905"},
        {"beneficiary": "iskp"},
        {"beneficiary": ""},
        {"claim_type": "attack"},
    ],
    ids=str,
)
def test_part_or_whole_is_of_one_milestone_one_district_and_one_beneficiary(found, spoken, cells):
    assert found(spoken("T-1", "city"), spoken("T-2", "part", **cells)) == []
    if not all(cells.values()):  # what neither states is not the same
        assert found(spoken("T-1", "city", **cells), spoken("T-2", "part", **cells)) == []


# ---- same_ground_other_cause: "same milestone, same beneficiary, a capture in one and a withdraw in the other: agreed
# on who holds it, not on why"


def test_same_ground_other_cause_june_2015_dasht_e_archi(record):
    # P15-23 (district governor: withdrew) against P15-24, P15-26 (Taliban: overran) and P15-25 (council head: seized).
    assert pairs(record.claims, "same_ground_other_cause", adm2_pcode="AF1906") == {
        ("P15-23", "P15-24"),
        ("P15-23", "P15-25"),
        ("P15-23", "P15-26"),
    }


def test_same_ground_other_cause_elsewhere(record):
    # J17-30 (district chief: left without a fight) against J17-31 (Taliban: taken after hours of fighting).
    # F15-18 (deputy chief of staff: pulled back) against every capture of Kunduz of that milestone.
    elsewhere = {pair for pair in pairs(record.claims, "same_ground_other_cause") if pair[0] != "P15-23"}
    captures = ["F15-01", "F15-03", "F15-05", "F15-07", "F15-10", "F15-19", "F15-20", "SEED-04", "SEED-20"]
    assert elsewhere == {("J17-30", "J17-31"), *((min("F15-18", key), max("F15-18", key)) for key in captures)}


@pytest.mark.parametrize("kind", ["capture", "withdraw", "recapture", "hold", "surrender"])
def test_same_ground_other_cause_is_a_capture_and_a_withdrawal(found, claim, kind):
    other = {"claim_id": "T-2", "claim_type": kind, "event_id": "EV-1"}
    is_found = [("same_ground_other_cause", "T-1", "T-2")] * (kind == "withdraw")
    assert found(claim(event_id="EV-1"), claim(**other)) == is_found
    assert found(claim(event_id="EV-1"), claim(**other | {"event_id": "EV-2"})) == []
    assert found(claim(event_id="EV-1"), claim(**other | {"beneficiary": "iskp"})) == []
    assert found(claim(event_id="EV-1", beneficiary=""), claim(**other | {"beneficiary": ""})) == []


# ---- the frame


def test_a_dispute_is_one_row_with_its_pair_its_place_its_day_and_an_identifier(record):
    (dispute,) = find_dispute(record.claims, "opposed_ground.SEED-07.SEED-15").to_dict("records")
    assert list(dispute) == COLUMNS
    assert dispute == {
        "rule": "opposed_ground",
        "claim_ids": ("SEED-07", "SEED-15"),
        "adm2_pcode": "AF1904",
        "event_id": "EV-2016-04-KUNDUZ-ASSAULT",
        "event_date": pd.Timestamp("2016-04-17"),
        "dispute_id": "opposed_ground.SEED-07.SEED-15",
    }


def test_the_claim_published_earlier_stands_first_and_the_later_event_day_counts(claims_frame, claim):
    late = claim(event_date="2016-04-15", reported_date="2016-04-19")
    soon = claim(claim_id="T-2", party="government", beneficiary="government")
    (dispute,) = find_disputes(claims_frame(late, soon)).to_dict("records")
    assert dispute["claim_ids"] == ("T-2", "T-1")
    assert dispute["event_date"] == pd.Timestamp("2016-04-17")
    # Made of the identifiers in their own order, so that a corrected day leaves the address of a dispute as it was.
    assert dispute["dispute_id"] == "opposed_ground.T-1.T-2"


def test_the_rows_are_sorted_by_day_district_rule_and_claims(record):
    found = find_disputes(record.claims)
    rank = {rule.value: number for number, rule in enumerate(Rule)}
    keys = list(zip(found["event_date"], found["adm2_pcode"], found["rule"].map(rank), found["claim_ids"], strict=True))
    assert keys == sorted(keys)
    assert found["dispute_id"].is_unique


@pytest.mark.parametrize(
    "nobody", ["", "SEED-07", "opposed_ground", "conquest.SEED-07.SEED-15", "opposed_ground.SEED-15.SEED-07"]
)
def test_an_identifier_of_no_dispute_finds_no_row(record, nobody):
    assert find_dispute(record.claims, nobody).empty
    assert find_dispute(record.claims, f"{nobody}.x").columns.tolist() == COLUMNS


def test_every_dispute_is_found_again_by_its_identifier(record):
    for _, dispute in find_disputes(record.claims).iloc[::20].iterrows():
        (again,) = find_dispute(record.claims, dispute["dispute_id"]).to_dict("records")
        assert again == dispute.to_dict()


def test_no_claims_have_no_disputes_in_the_same_columns(record):
    nothing = record.claims.iloc[:0]
    assert find_disputes(nothing).dtypes.equals(find_disputes(record.claims).dtypes)
    assert count_disputes(nothing).dtypes.equals(count_disputes(record.claims).dtypes)


def test_what_was_not_known_is_in_no_dispute(record):
    # On the evening of 2 July 2019 the Taliban's J19-02 and the governor's J19-01 (31 July) were not out.
    known = known_by(record.claims, dt.date(2019, 7, 2))
    about = {pair for pair in find_disputes(known)["claim_ids"] if "J19-03" in pair}
    assert about == {("J19-03", "J19-04")}


def test_a_rule_has_words(record):
    assert {rule.value for rule in Rule} == set(find_disputes(record.claims)["rule"])
    assert all(rule.label and rule.description.endswith(".") for rule in Rule)


# ---- "Busy days make many pairs: they are counted and grouped by rule, district and milestone (or day), and the pairs
# of a group are listed when asked for."


def group_of(row):
    day = None if pd.isna(row["event_date"]) else row["event_date"].date()
    return Group(row["rule"], row["adm2_pcode"], row["event_id"], day)


def test_the_groups_of_the_record_add_up_and_list_what_they_count(record):
    everything = find_disputes(record.claims)
    counts = count_disputes(record.claims)
    listed = [list_group(record.claims, group_of(row), most=1000) for _, row in counts.iterrows()]
    assert [len(page) for page in listed] == counts["dispute_count"].tolist()
    together = pd.concat(listed).sort_values("dispute_id", ignore_index=True)
    pd.testing.assert_frame_equal(together, everything.sort_values("dispute_id", ignore_index=True))


def test_a_group_is_a_milestone_or_else_a_day(record):
    counts = {group_of(row): row["dispute_count"] for _, row in count_disputes(record.claims).iterrows()}
    # Four pairs of sites or parts with the city on 3 October 2016, see above.
    assert counts[Group("part_or_whole", "AF1901", "EV-2016-10-KUNDUZ-ASSAULT")] == 4
    # 28 September against 1 October 2015: two milestones, so the day. F15-01, F15-03, F15-18, F15-19 and F15-20 against
    # F15-52; F15-05, F15-10 and F15-13 against each of F15-40, F15-41, F15-44, F15-45, F15-48 and F15-56.
    assert counts[Group("opposed_ground", "AF1901", "", dt.date(2015, 10, 1))] == 5 + 3 * 6


def test_pages_of_a_group_lie_side_by_side(record):
    group = Group("opposed_ground", "AF1901", "", dt.date(2015, 10, 1))
    whole = list_group(record.claims, group)
    pages = [list_group(record.claims, group, first=first, most=5) for first in range(0, 30, 5)]
    assert [len(page) for page in pages] == [5, 5, 5, 5, 3, 0]
    pd.testing.assert_frame_equal(pd.concat(pages, ignore_index=True), whole)


@pytest.mark.parametrize("group", [Group("opposed_ground", "AF1901", ""), Group("explicit_counter", "", "EV-9")])
def test_a_group_that_does_not_exist_has_no_rows(record, group):
    assert list_group(record.claims, group).empty


def test_a_busy_day_is_counted_without_listing_and_its_last_page_can_be_read(claims_frame, claim):
    two = claims_frame(claim(), claim(claim_id="T-2", party="government", beneficiary="government"))
    crowd = two.iloc[np.repeat([0, 1], 30_000)].reset_index(drop=True)
    crowd["claim_id"] = [f"C-{number:05}" for number in range(len(crowd))]
    (row,) = count_disputes(crowd).to_dict("records")
    assert row["dispute_count"] == 900_000_000
    assert group_of(row) == Group("opposed_ground", "AF1904", "", dt.date(2016, 4, 17))
    last = list_group(crowd, group_of(row), first=899_999_998)
    assert last["claim_ids"].tolist() == [("C-29998", "C-59999"), ("C-29999", "C-59999")]


def test_many_figures_are_compared_in_portions_and_none_gets_lost(claims_frame, claim):
    cells = {"claim_type": "losses", "beneficiary": "", "extent": "", "event_id": "EV-1", "killed_party": "civilians"}
    one = claims_frame(claim(**cells, killed_min="1", killed_max="1"))
    many = one.iloc[np.zeros(2200, dtype=int)].reset_index(drop=True)
    many["claim_id"] = [f"C-{number:04}" for number in range(len(many))]
    many["camp"] = np.where(many.index < 1100, "taliban", "observer")
    many["killed_min"] = many["killed_max"] = pd.array(range(len(many)), dtype="Int64")
    assert count_disputes(many)["dispute_count"].tolist() == [1100 * 1100]
    assert len(list_group(many, Group("figures_differ", "AF1904", "EV-1"), first=1_209_990)) == 10


def test_only_pairs_with_a_claim_that_is_meant_are_found_and_counted(record):
    # Both sides of a pair stay: the disputes of the Taliban need what they dispute.
    about = record.claims["camp"] == "taliban"
    meant = find_disputes(record.claims, about=about)
    whole = find_disputes(record.claims)
    has_one = whole["claim_ids"].map(lambda pair: about[list(pair)].any())
    pd.testing.assert_frame_equal(meant, whole[has_one].reset_index(drop=True))
    counts = count_disputes(record.claims, about=about)
    assert counts["dispute_count"].sum() == len(meant)
    for _, row in counts.iterrows():
        assert len(list_group(record.claims, group_of(row), about=about)) == row["dispute_count"]


def test_nothing_is_changed_by_being_asked(record):
    before = record.claims.copy()
    find_disputes(record.claims)
    count_disputes(record.claims)
    pd.testing.assert_frame_equal(record.claims, before)


# ---- blocks


def test_a_pair_of_a_block_is_made_from_its_number():
    claims = pd.DataFrame({"row": range(5), "side": ["a", "b", "a", "b", "b"]})
    cells = cells_of(claims, ["side"])
    blocks = Blocks(cells, np.array([0]), np.array([1]))
    left, right = blocks.pairs(0, 100)
    assert list(zip(left, right, strict=True)) == [(0, 1), (0, 3), (0, 4), (2, 1), (2, 3), (2, 4)]
    assert [tuple(map(int, ends)) for ends in zip(*blocks.pairs(4, 5), strict=True)] == [(2, 3)]
    assert all(len(end) == 0 for end in blocks.pairs(6, 9))


def test_ranges_are_written_out():
    which, number = ranges(np.array([5, 0, 7]), np.array([2, 0, 3]))
    assert which.tolist() == [0, 0, 2, 2, 2]
    assert number.tolist() == [5, 6, 7, 8, 9]


# ---- whose claims are set against each other


def camps_of(claims, pair):
    return {claims.at[key, "camp"] for key in pair}  # noqa: PD008  # one cell


@pytest.mark.parametrize(("between", "camp_count"), [(Between.SIDES, 2), (Between.ONE_SIDE, 1)])
def test_disputes_are_found_counted_and_listed_between_whom_they_are_asked_for(record, between, camp_count):
    claims, whole = record.claims, find_disputes(record.claims)
    expected = whole[[len(camps_of(claims, pair)) == camp_count for pair in whole["claim_ids"]]]
    found = find_disputes(claims, between=between)
    pd.testing.assert_frame_equal(found, expected.reset_index(drop=True))
    counts = narrow(count_by_camps(claims), between=between)
    listed = [list_group(claims, group, most=1000, between=between) for group in {*map(group_of, rows_of(counts))}]
    assert sum(map(len, listed)) == counts["dispute_count"].sum() == len(found)
    assert {key for page in listed for key in page["dispute_id"]} == set(found["dispute_id"])


def rows_of(frame):
    return frame.to_dict("records")


def test_the_counts_by_camps_are_the_counts_split(record):
    keys = ["rule", "adm2_pcode", "event_id", "event_date"]
    by_camps = count_by_camps(record.claims)
    together = by_camps.groupby(keys, dropna=False, sort=False)["dispute_count"].sum().reset_index()
    pd.testing.assert_frame_equal(together, count_disputes(record.claims))
    # 43 times the government's camp contradicts itself, the Taliban once: F15-46 and F15-52.
    same = by_camps[by_camps["camp"] == by_camps["other_camp"]].groupby("camp")["dispute_count"].sum()
    assert same.to_dict() == {"government": 43, "observer": 5, "taliban": 1}
    assert ("government", "taliban") not in set(zip(by_camps["camp"], by_camps["other_camp"], strict=True))


def test_a_crowd_that_contradicts_itself_is_counted_without_listing(claims_frame, claim):
    agreed = {"event_id": "EV-1", "beneficiary": "government"}
    part, whole = (
        claim(claim_id=key, party=party, extent=extent, **agreed)
        for key, party, extent in (("T-1", "government", "part"), ("T-2", "local_official", "city"))
    )
    crowd = claims_frame(part, whole).iloc[np.repeat([0, 1], 20_000)].reset_index(drop=True)
    crowd["claim_id"] = [f"C-{number:05}" for number in range(len(crowd))]
    (row,) = rows_of(count_by_camps(crowd))
    assert (row["camp"], row["other_camp"], row["dispute_count"]) == ("government", "government", 400_000_000)
    assert len(list_group(crowd, group_of(row), first=399_999_995, between=Between.ONE_SIDE)) == 5
    assert list_group(crowd, group_of(row), between=Between.SIDES).empty


@pytest.mark.parametrize(
    ("dispute_id", "left", "right"),
    [
        ("explicit_counter.F15-40.F15-46", "F15-46", "F15-40"),  # Taliban left, though the official spoke first
        ("explicit_counter.F15-40.F15-47", "F15-40", "F15-47"),  # the BBC right of the government
        ("opposed_ground.J17-12.J17-14", "J17-14", "J17-12"),  # Taliban left of an official
        ("explicit_counter.F15-46.F15-52", "F15-46", "F15-52"),  # one camp: the earlier left
        ("explicit_counter.O16-04.O16-07", "O16-07", "O16-04"),  # one camp: published on the 3rd and on the 4th
    ],
)
def test_the_taliban_stand_left_the_government_right_and_observers_right_of_either(record, dispute_id, left, right):
    (side,) = rows_of(opposed(record.claims, find_dispute(record.claims, dispute_id)))
    assert (side["left"], side["right"]) == (left, right)


def test_which_sides_own_officials_concede_what_their_ministries_deny(record):
    found = find_disputes(record.claims, between=Between.ONE_SIDE)
    sides = rows_of(opposed(record.claims, found))
    conceded = {(side["camp"], side["conceding"], side["denying"], side["is_named"]) for side in sides}
    conceded = {one for one in conceded if one[1]}
    # 7 August 2021: a deputy governor and a councillor against the interior ministry. 3 October 2016: the police chief
    # against a foreign command. July 2019: the ministry names the councillor's claim; the governor's, which came
    # later, names the ministry's. 1 October 2015: a Taliban commander's claim names the spokesman's denial.
    assert conceded > {
        ("government", "J21-10", "J21-11", True),
        ("government", "J21-13", "J21-11", True),
        ("government", "O16-07", "O16-04", True),
        ("government", "J19-04", "J19-03", True),
        ("government", "J19-01", "J19-03", False),
        ("taliban", "F15-52", "F15-46", False),
    }
    # F15-44 (retaken) and F15-45 (clearing goes on) both give the city to their own side: nobody concedes.
    assert not {"F15-44", "F15-45"} & {key for _, *pair, _ in conceded for key in pair}
    assert len(conceded) == 13


def test_two_sides_are_never_said_to_concede_to_themselves(record):
    sides = opposed(record.claims, find_disputes(record.claims, between=Between.SIDES))
    assert (sides["conceding"] == "").all()
    assert opposed(record.claims, find_disputes(record.claims.iloc[:0])).empty


# ---- chapters: the list in the order of time


def among(claims):
    return lambda _: (claims, None)


def neighbours_of(claims, chapters, dispute_id, **choice):
    return neighbours(among(claims), chapters, find_dispute(claims, dispute_id).iloc[0], **choice)


@pytest.fixture(scope="module")
def chapters(record):
    return chapters_of(count_by_camps(record.claims), first_days(record.claims, record.events))


@pytest.fixture(scope="module")
def listed(record, chapters):
    """Every dispute of the record, as all pages together list it."""
    return list_page(among(record.claims), chapters, 0, 1000)


def test_chapters_hold_every_dispute_in_the_order_of_their_days(record, chapters):
    assert sum(chapter.dispute_count for chapter in chapters) == 240
    days = [chapter.day for chapter in chapters]
    assert days == sorted(days)
    assert len({(chapter.event_id, chapter.adm2_pcode, chapter.day) for chapter in chapters}) == len(chapters)
    recapture = next(chapter for chapter in chapters if chapter.event_id == "EV-2015-10-KUNDUZ-RECAPTURE")
    assert (recapture.adm2_pcode, recapture.day, recapture.dispute_count) == ("AF1901", dt.date(2015, 10, 1), 29)
    assert [group.rule for group, _ in recapture.groups] == [
        rule.value for rule in Rule if rule.value in {group.rule for group, _ in recapture.groups}
    ]


def test_pages_of_all_chapters_lie_side_by_side(record, chapters, listed):
    assert sorted(listed["dispute_id"]) == sorted(find_disputes(record.claims)["dispute_id"])
    assert listed["chapter"].is_monotonic_increasing
    # From inside the second large chapter into the next ones.
    page = list_page(among(record.claims), chapters, 45, 40)
    pd.testing.assert_frame_equal(page, listed.iloc[45:85].reset_index(drop=True))
    assert list_page(among(record.claims), chapters, 240, 10).empty


def test_disputes_of_one_rule_and_heading_follow_their_days(listed):
    for _, group in listed.groupby(["chapter", "rule"]):
        assert group["event_date"].is_monotonic_increasing


def test_a_crowded_group_is_paged_without_being_sorted(claims_frame, claim):
    two = claims_frame(claim(), claim(claim_id="T-2", party="government", beneficiary="government"))
    crowd = two.iloc[np.repeat([0, 1], 30_000)].reset_index(drop=True)
    crowd["claim_id"] = [f"C-{number:05}" for number in range(len(crowd))]
    (chapter,) = chapters_of(count_by_camps(crowd), {})
    assert chapter.dispute_count == 900_000_000
    assert list_page(among(crowd), (chapter,), 899_999_998, 10)["claim_ids"].tolist() == [
        ("C-29998", "C-59999"),
        ("C-29999", "C-59999"),
    ]
    assert neighbours_of(crowd, (chapter,), "opposed_ground.C-00000.C-30000") is None


def test_a_milestone_that_no_file_describes_begins_with_its_earliest_claim(record, claims_frame, claim):
    apart = {"event_id": "EV-NOWHERE", "party": "government", "beneficiary": "government"}
    claims = claims_frame(claim(event_id="EV-NOWHERE"), claim(claim_id="T-2", event_date="2016-04-18", **apart))
    (chapter,) = chapters_of(count_by_camps(claims), first_days(claims, record.events))
    assert (chapter.event_id, chapter.day) == ("EV-NOWHERE", dt.date(2016, 4, 17))


def test_neighbours_lead_through_a_chapter_and_back(record, chapters, listed):
    (number,) = set(listed.loc[listed["dispute_id"] == "explicit_counter.F15-40.F15-46", "chapter"])
    ids = listed.loc[listed["chapter"] == number, "dispute_id"].tolist()
    first, middle, last = (neighbours_of(record.claims, chapters, ids[number]) for number in (0, 14, 28))
    assert first == Neighbours(1, 29, before="", after=ids[1])
    assert middle == Neighbours(15, 29, before=ids[13], after=ids[15])
    assert last == Neighbours(29, 29, before=ids[27], after="")


def test_a_dispute_that_is_not_listed_has_no_neighbours(record):
    days = first_days(record.claims, record.events)
    counts = narrow(count_by_camps(record.claims), between=Between.ONE_SIDE)
    chapters = chapters_of(counts, days)
    one_side = {"chapters": chapters, "between": Between.ONE_SIDE}
    # F15-44 and F15-45 are of one side, F15-40 and F15-46 of two; both pairs are about the same milestone.
    assert neighbours_of(record.claims, dispute_id="explicit_counter.F15-44.F15-45", **one_side).number == 2
    assert neighbours_of(record.claims, dispute_id="explicit_counter.F15-40.F15-46", **one_side) is None


def test_counts_are_narrowed_to_some_rules(record):
    counts = count_by_camps(record.claims)
    assert narrow(counts)["dispute_count"].sum() == 240
    assert narrow(counts, ("figures_differ", "part_or_whole"))["dispute_count"].sum() == 8 + 48
    assert narrow(counts, ("explicit_counter",), Between.ONE_SIDE)["dispute_count"].sum() == 26


# ---- citation


def test_a_citation_names_rule_claims_claimants_days_publishers_and_the_sum(record):
    (dispute,) = rows_of(find_dispute(record.claims, "explicit_counter.O16-04.O16-07"))
    rule, earlier, later, source = citation(dispute, record.claims, "a1b2").splitlines()
    assert rule == f"Countered by name: O16-07 and O16-04. {Rule.EXPLICIT_COUNTER.description}"
    for line, key in ((earlier, "O16-07"), (later, "O16-04")):
        row = record.claims.loc[key]
        assert line.startswith(f"{key}: {row['claimant']}; ")
        assert row["publisher"] in line
        assert row["source_url"] in line
    assert "about 2 October 2016 to 3 October 2016" in later or "about 3 October 2016" in later
    assert "published 4 October 2016" in later
    assert source == f"Claim Atlas {__version__}, claims.csv with SHA-256 a1b2. A claim is not a fact."


def test_a_line_end_in_a_cell_makes_no_line_of_a_citation(claims_frame, claim):
    claims = claims_frame(claim(), claim(claim_id="T-2", counters="T-1"))
    claims = claims.assign(claimant="A\nspokesman\r\n  of\tmany")
    (dispute,) = rows_of(find_disputes(claims))
    lines = citation(dispute, claims, "a1b2").split("\n")
    assert len(lines) == 4
    assert lines[1].startswith("T-1: A spokesman of many; ")


def test_concessions_are_the_disputes_within_a_camp_of_which_one_claim_alone_gives_ground(record):
    found = concessions(record.claims)
    # J19-03 (ministry) names the councillor's J19-04; the governor's J19-01 names J19-03, so he is contradicted by it.
    # F15-52 (a Taliban commander: we left) names F15-46 (spokesman: we hold it). J21-11 (ministry) names J21-10.
    told = {
        (row["conceding"], row["denying"]): row["is_named"]
        for row in found.to_dict("records")
        if row["event_id"] in ("EV-2019-07-QUSH-TEPA", "EV-2021-08-SHIBERGHAN") or row["camp"] == "taliban"
    }
    assert told == {
        ("J19-04", "J19-03"): True,
        ("J19-01", "J19-03"): False,
        ("F15-52", "F15-46"): False,
        ("J21-10", "J21-11"): True,
        ("J21-13", "J21-11"): True,
    }
    assert set(found["rule"]) == {"explicit_counter"}
    about = pd.Series(record.claims.index == "J19-01", record.claims.index)
    assert concessions(record.claims, about)["dispute_id"].tolist() == ["explicit_counter.J19-01.J19-03"]
