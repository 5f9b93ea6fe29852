"""The life of a claim, by hand from claims.csv and from the words of the contract, section "Life of a claim".

A history stands in a test as day, deed and the claim that did it, in the order of the days.
"""

import datetime as dt

import pandas as pd
import pytest

from claimatlas.life import deeds, lives
from claimatlas.vocabulary import Deed, Life

DEED_COLUMNS = ["claim_id", "date", "did", "by", "copies"]


def history(claims, claim_id, day=None):
    told = deeds(claims, day, [claim_id])
    return [(f"{deed.date:%Y-%m-%d}", deed.did, deed.by) for deed in told.itertuples()]


def life(claims, claim_id, day=None):
    return lives(claims, day)[claim_id]


@pytest.fixture
def pair(claims_frame, claim):
    """`pair(cells, **other)`: life of T-1 beside one other claim T-2, of the government and for it."""

    def make(cells, **other):
        beside = {"claim_id": "T-2", "party": "government", "beneficiary": "government", "claimant": "A ministry"}
        return life(claims_frame(claim(**cells), claim(**beside | other)), "T-1")

    return make


# ---- "A link counts from the reported_date of the claim that makes it."


def test_a_link_counts_from_the_day_on_which_the_claim_that_makes_it_was_published(record):
    # F15-40: the acting governor, 1 October 2015. F15-46 (Taliban, the same day) and F15-47 (BBC, the 3rd) counter it.
    assert history(record.claims, "F15-40") == [
        ("2015-10-01", "claimed", "F15-40"),
        ("2015-10-01", "countered", "F15-46"),
        ("2015-10-03", "countered", "F15-47"),
    ]
    # F15-48, the interior minister, is countered by the BBC alone.
    assert life(record.claims, "F15-48", dt.date(2015, 10, 2)) == "claimed"
    assert life(record.claims, "F15-48", dt.date(2015, 10, 3)) == "countered"


def test_a_link_to_a_claim_that_came_out_later_counts_from_that_later_day(record):
    # J19-04 (2 July 2019) confirms J19-02, which came out on the 31st; on the 2nd nobody could have known of the link.
    assert history(record.claims, "J19-02") == [
        ("2019-07-31", "claimed", "J19-02"),
        ("2019-07-31", "conceded", "J19-01"),
        ("2019-07-31", "conceded", "J19-04"),
    ]
    # P15-21 (21 June 2015) confirms P15-22 (AP, the 22nd).
    assert ("2015-06-22", "conceded", "P15-21") in history(record.claims, "P15-22")


def test_what_was_not_published_has_no_life(record):
    day = dt.date(2019, 7, 30)
    assert "J19-02" not in lives(record.claims, day)
    assert history(record.claims, "J19-02", day) == []


# ---- "Observers are one camp."


def test_observers_are_one_camp_and_counter_nobody_within_it(record):
    # F15-66 (AP) and F15-67 (New York Times) counter each other over how long; F15-75 (an aid group) counters F15-66.
    assert history(record.claims, "F15-66") == [
        ("2015-10-13", "claimed", "F15-66"),
        ("2015-10-13", "denied_within", "F15-67"),
        ("2016-01-27", "denied_within", "F15-75"),
    ]
    assert life(record.claims, "F15-66") == "claimed"


# ---- claimed: "nothing below holds"


def test_claimed_20_to_23_june_2015_chahar_darah_claimed_back(record):
    # P15-28 (army) and P15-27 (police chief): nobody links to them.
    assert history(record.claims, "P15-28") == [("2015-06-23", "claimed", "P15-28")]
    assert life(record.claims, "P15-28") == life(record.claims, "P15-27") == "claimed"


def test_claimed_1_october_2015_the_denial_itself(record):
    # F15-46 (Taliban: not retaken) is countered by a Taliban commander (F15-52) alone, of its own camp.
    assert history(record.claims, "F15-46") == [
        ("2015-10-01", "claimed", "F15-46"),
        ("2015-10-02", "denied_within", "F15-52"),
    ]
    assert life(record.claims, "F15-46") == "claimed"


# ---- countered: "a claim of another camp counters it"


def test_countered_1_october_2015_the_recapture_announced_and_denied_the_same_day(record):
    # F15-46 (Taliban) names F15-40, F15-41, F15-44, F15-56; the BBC's F15-47 names F15-48 too.
    announced = ["F15-40", "F15-41", "F15-44", "F15-48", "F15-56"]
    assert [life(record.claims, key) for key in announced] == ["countered"] * 5
    assert [life(record.claims, key, dt.date(2015, 10, 1)) for key in announced] == [
        "countered", "countered", "countered", "claimed", "countered",
    ]  # fmt: skip
    # F15-45 (clearing goes on): countered by F15-44, F15-48 and F15-56, all of its own camp.
    assert life(record.claims, "F15-45") == "claimed"


def test_countered_17_april_2016_khan_abad(record):
    # SEED-07 (Mullah Hamidi) and SEED-15 (defence ministry) counter each other.
    assert life(record.claims, "SEED-07") == life(record.claims, "SEED-15") == "countered"


def test_countered_july_2019_the_ministry(record):
    # J19-03 denies; J19-02 (Taliban) counters it on the 31st, J19-01 (the governor) does so within the camp.
    assert history(record.claims, "J19-03") == [
        ("2019-07-02", "claimed", "J19-03"),
        ("2019-07-31", "countered", "J19-02"),
        ("2019-07-31", "denied_within", "J19-01"),
    ]
    assert life(record.claims, "J19-03", dt.date(2019, 7, 30)) == "claimed"
    assert life(record.claims, "J19-03") == "countered"


def test_countered_needs_another_camp(pair):
    assert pair({}, counters="T-1") == "countered"
    assert pair({}, counters="T-1", party="media", beneficiary="") == "countered"
    assert pair({"party": "local_official", "beneficiary": "government"}, counters="T-1") == "claimed"
    assert pair({"party": "un"}, counters="T-1", party="ngo") == "claimed"
    # The link is made by the other claim: countering is not being countered.
    assert pair({"counters": "T-2"}) == "claimed"


# ---- corroborated: "a claim of another camp, or of an observer who is not the claimant, confirms it"


def test_corroborated_by_an_observer_of_another_name(record):
    # F15-67 (New York Times: until 13 October) is confirmed by F15-75 (Human Rights Watch, 27 January 2016).
    assert life(record.claims, "F15-67", dt.date(2016, 1, 26)) == "claimed"
    assert life(record.claims, "F15-67") == "corroborated"


def test_corroborated_by_another_camp(record):
    # A16-05 (the governor: fighting in six districts), confirmed by Al Jazeera on 17 April 2016 (SEED-02, SEED-03).
    assert life(record.claims, "A16-05", dt.date(2016, 4, 16)) == "claimed"
    assert life(record.claims, "A16-05") == "corroborated"


def test_corroborated_where_nobody_loses_ground(record):
    # K20-04 (villagers: dead civilians; no beneficiary) is confirmed by K20-05, a member of parliament: no concession.
    assert life(record.claims, "K20-04") == "corroborated"


def test_an_observer_does_not_corroborate_what_is_his_own(pair):
    losses = {"claim_type": "losses", "beneficiary": "", "party": "media", "claimant": "AP"}
    assert pair(losses, confirms="T-1", party="media", beneficiary="", claimant="Reuters") == "corroborated"
    assert pair(losses, confirms="T-1", party="media", beneficiary="", claimant=" ap ") == "claimed"


# ---- "A belligerent party never corroborates itself, and two copies of one agency's report (same agency, same
# statement) count once."


@pytest.mark.parametrize("party", ["government", "local_official", "international_forces"])
def test_a_belligerent_party_never_corroborates_itself(pair, party):
    assert pair({"party": party, "beneficiary": "government"}, confirms="T-1") == "claimed"
    assert pair({"party": "media", "beneficiary": "government"}, confirms="T-1", party=party) == "corroborated"


def test_two_copies_of_one_agencys_report_count_once(record):
    # SEED-02 and SEED-03 are two rows of Al Jazeera's statement SEED-02, and both confirm A16-05.
    (deed,) = deeds(record.claims, claim_ids=["A16-05"]).query("did == 'corroborated'").itertuples()
    assert (deed.by, deed.copies) == ("SEED-02", ("SEED-03",))
    # SEED-11 and SEED-12 are two rows of statement SEED-11, and both counter SEED-06.
    (deed,) = deeds(record.claims, claim_ids=["SEED-06"]).query("did == 'countered'").itertuples()
    assert (deed.by, deed.copies) == ("SEED-11", ("SEED-12",))


def test_the_copy_published_first_is_the_one_that_counts(claims_frame, claim):
    losses = {"claim_type": "losses", "beneficiary": "", "party": "media", "agency": "AP", "statement_id": "S"}
    claims = claims_frame(
        claim(),
        claim(**losses, claim_id="T-2", reported_date="2016-04-20", confirms="T-1", claimant="B"),
        claim(**losses, claim_id="T-3", reported_date="2016-04-18", confirms="T-1", claimant="B"),
        claim(**losses | {"agency": "AFP"}, claim_id="T-4", confirms="T-1", reported_date="2016-04-19"),
    )
    told = deeds(claims, claim_ids=["T-1"])
    assert told[["by", "copies"]].to_numpy().tolist() == [["T-1", ()], ["T-3", ("T-2",)], ["T-4", ()]]
    assert deeds(claims, dt.date(2016, 4, 18), ["T-1"])["copies"].tolist() == [(), ()]


def test_a_copy_of_the_same_report_does_not_corroborate_it(pair):
    told = {"claim_type": "losses", "beneficiary": "", "party": "media", "agency": "AP", "statement_id": "S"}
    other = {"confirms": "T-1", "claimant": "Another name", "claim_type": "losses", "beneficiary": "", "party": "un"}
    assert pair(told, **other, agency="AP", statement_id="S") == "claimed"
    assert pair(told, **other, agency="AFP", statement_id="S") == "corroborated"
    assert pair(told, **other, agency="AP", statement_id="S-2") == "corroborated"


# ---- conceded: "the losing camp itself says so: the claim is a ground claim of a belligerent camp whose beneficiary is
# another camp, or the losing camp confirms it"


def test_conceded_20_to_23_june_2015_chahar_darah_falls(record):
    # P15-21 (officials, 21 June), P15-20 (council head, published on the 30th): the Taliban took it. Both confirm
    # P15-22 (AP, the 22nd), and AP confirms both.
    assert history(record.claims, "P15-21") == [
        ("2015-06-21", "claimed", "P15-21"),
        ("2015-06-21", "conceded", "P15-21"),
        ("2015-06-22", "corroborated", "P15-22"),
    ]
    assert history(record.claims, "P15-22") == [
        ("2015-06-22", "claimed", "P15-22"),
        ("2015-06-22", "conceded", "P15-21"),
        ("2015-06-30", "conceded", "P15-20"),
    ]
    assert [life(record.claims, key) for key in ("P15-20", "P15-21", "P15-22")] == ["conceded"] * 3


def test_conceded_1_october_2015_by_a_taliban_commander(record):
    # F15-52: fighters are leaving the city; the government gains.
    assert life(record.claims, "F15-52") == "conceded"


def test_conceded_2_october_2016_by_the_police_chief_whom_a_foreign_command_denies(record):
    # O16-07 (police chief, 3 October: parts were taken). O16-04 (Resolute Support, the 4th) counters it, of his own
    # camp; O16-12 (residents) it counters from another camp.
    assert history(record.claims, "O16-07") == [
        ("2016-10-03", "claimed", "O16-07"),
        ("2016-10-03", "conceded", "O16-07"),
        ("2016-10-04", "denied_within", "O16-04"),
    ]
    assert life(record.claims, "O16-07") == "conceded"
    assert life(record.claims, "O16-12") == "countered"


def test_conceded_july_2019_by_governor_and_councillor(record):
    assert history(record.claims, "J19-04") == [
        ("2019-07-02", "claimed", "J19-04"),
        ("2019-07-02", "conceded", "J19-04"),
        ("2019-07-02", "denied_within", "J19-03"),
        ("2019-07-31", "corroborated", "J19-02"),
    ]
    # The Taliban's own claim is conceded too, once it is out: the losing camp confirms it.
    assert [life(record.claims, key) for key in ("J19-01", "J19-02", "J19-04")] == ["conceded"] * 3
    assert life(record.claims, "J19-05") == "claimed"


def test_conceded_7_august_2021_shiberghan_by_a_deputy_governor_whose_ministry_denies_it(record):
    # J21-10 (deputy governor) is countered by J21-11 (interior ministry) within the camp; J21-12 (Taliban, the 31st)
    # confirms it. J21-10, J21-13 and J21-15 confirm J21-12, which counters J21-11.
    assert history(record.claims, "J21-10") == [
        ("2021-08-07", "claimed", "J21-10"),
        ("2021-08-07", "conceded", "J21-10"),
        ("2021-08-07", "denied_within", "J21-11"),
        ("2021-08-31", "corroborated", "J21-12"),
    ]
    assert history(record.claims, "J21-12") == [
        ("2021-08-31", "claimed", "J21-12"),
        ("2021-08-31", "conceded", "J21-10"),
        ("2021-08-31", "conceded", "J21-13"),
        ("2021-08-31", "conceded", "J21-15"),
    ]
    assert life(record.claims, "J21-11", dt.date(2021, 8, 30)) == "claimed"
    assert life(record.claims, "J21-11") == "countered"


def test_conceded_of_ground_that_a_third_camp_lost(record):
    # Kept, see docs/decisions/0010: a governor's spokesman says that the Taliban took villages from Islamic State.
    assert life(record.claims, "J18-02") == "conceded"


@pytest.mark.parametrize("party", ["taliban", "iskp", "government", "local_official", "international_forces", "media"])
@pytest.mark.parametrize("beneficiary", ["taliban", "government", "iskp", ""])
def test_conceded_is_a_ground_claim_of_a_fighting_camp_for_another(claims_frame, claim, party, beneficiary):
    camps = {"taliban": "taliban", "iskp": "iskp", "media": "observer"}
    is_conceded = beneficiary not in ("", camps.get(party, "government")) and party != "media"
    cells = {"party": party, "beneficiary": beneficiary}
    assert life(claims_frame(claim(**cells)), "T-1") == ("conceded" if is_conceded else "claimed")
    assert life(claims_frame(claim(**cells, claim_type="assessment")), "T-1") == "claimed"


def test_conceded_by_a_confirmation_of_the_losing_camp(pair):
    assert pair({}, confirms="T-1") == "conceded"
    assert pair({"party": "media"}, confirms="T-1") == "conceded"
    # The camp that gains does not concede: it corroborates what an observer says.
    assert pair({"party": "media"}, confirms="T-1", party="taliban", beneficiary="taliban") == "corroborated"


# ---- "Conceded goes before corroborated."


def test_conceded_goes_before_corroborated(record):
    # P15-21 is both, see above.
    assert {deed for _, deed, _ in history(record.claims, "P15-21")} == {"claimed", "conceded", "corroborated"}
    assert life(record.claims, "P15-21") == "conceded"


# ---- disputed: "countered, and also corroborated or conceded"


def test_disputed_8_august_2021_kunduz(record):
    # X21-20 (Taliban, the 8th): conceded by X21-21 (councillor, the 9th) and X21-24 (the 31st), countered by X21-23
    # (interior ministry, the 9th).
    assert history(record.claims, "X21-20") == [
        ("2021-08-08", "claimed", "X21-20"),
        ("2021-08-09", "countered", "X21-23"),
        ("2021-08-09", "conceded", "X21-21"),
        ("2021-08-31", "conceded", "X21-24"),
    ]
    assert life(record.claims, "X21-20", dt.date(2021, 8, 8)) == "claimed"
    assert life(record.claims, "X21-20", dt.date(2021, 8, 9)) == "disputed"


def test_disputed_in_the_record(record):
    # K16-02 (Taliban: Khan Abad): conceded by K16-01, countered by K16-03. J18-21 (Islamic State: 200 to 250 gave up):
    # countered by J18-32 and J18-27, corroborated by J18-23. F15-60 (Taliban: we pulled back): its own concession,
    # countered by F15-63, who gives another reason.
    stand = lives(record.claims)
    assert sorted(stand.index[stand == "disputed"]) == ["F15-60", "J18-21", "K16-02", "X21-20"]


def test_disputed_is_countered_and_corroborated_too(claims_frame, claim):
    observer = {"party": "un", "beneficiary": "", "claim_type": "statement"}
    claims = claims_frame(
        claim(),
        claim(**observer, claim_id="T-2", counters="T-1"),
        claim(**observer, claim_id="T-3", confirms="T-1", claimant="B"),
    )
    assert life(claims, "T-1") == "disputed"


# ---- the frames


def test_every_claim_of_the_record_has_one_life(record):
    stand = lives(record.claims)
    assert stand.index.equals(record.claims.index)
    assert stand.name == "life"
    assert stand.value_counts().to_dict() == {
        "claimed": 220,
        "countered": 66,
        "conceded": 60,
        "corroborated": 10,
        "disputed": 4,
    }


def test_deeds_are_sorted_and_the_same_for_some_claims_as_for_all(record):
    everything = deeds(record.claims)
    assert everything.columns.tolist() == DEED_COLUMNS
    assert everything["claim_id"].is_monotonic_increasing
    some = ["X21-20", "F15-40"]
    of_some = everything[everything["claim_id"].isin(some)].reset_index(drop=True)
    pd.testing.assert_frame_equal(deeds(record.claims, claim_ids=some), of_some)


def test_no_claims_have_no_deeds_in_the_same_columns(record):
    nothing = record.claims.iloc[:0]
    assert deeds(nothing).dtypes.equals(deeds(record.claims).dtypes)
    assert lives(nothing).empty


def test_a_link_that_leads_nowhere_or_to_itself_does_nothing(claims_frame, claim):
    claims = claims_frame(claim()).assign(counters="T-9", confirms="T-1")
    assert history(claims, "T-1") == [("2016-04-17", "claimed", "T-1")]


def test_words_for_every_life_and_deed(record):
    assert {word.value for word in Life} == set(lives(record.claims))
    assert {deed.value for deed in Deed} == set(deeds(record.claims)["did"])
    assert all(word.label and word.description.endswith(".") for word in [*Life, *Deed])


def test_nothing_is_changed_by_being_asked(record):
    before = record.claims.copy()
    lives(record.claims)
    pd.testing.assert_frame_equal(record.claims, before)
