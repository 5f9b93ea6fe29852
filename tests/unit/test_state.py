"""The state of a district on a day, worked out by hand from claims.csv and from the words of the contract."""

import datetime as dt

import pandas as pd
import pytest

from claimatlas import vocabulary as voc
from claimatlas.selection import Selection
from claimatlas.state import coarse_claims, district_states, is_conceded, is_ground, is_in_window, live_claims

REPORT_DAY = dt.date(2016, 4, 17)
NOTHING = ("no_report", False, "", None, {})


def states(record, **asked):
    found = district_states(record.claims, Selection(**asked), record.places.districts.index)
    return {
        pcode: (
            row["status"],
            row["conceded"],
            row["latest_claim_id"],
            None if pd.isna(row["latest_event_date"]) else f"{row['latest_event_date']:%Y-%m-%d}",
            row["claim_ids"],
        )
        for pcode, row in found.iterrows()
    }


ALL_DISTRICTS = [f"AF190{n}" for n in range(1, 8)] + [f"AF28{n:02}" for n in range(1, 12)]

# 17 April 2016, 7 days: first event day <= 17 April, last event day > 10 April, span of the day <= 7 days.
# Kunduz AF1901, all of precision 1, none with a last day of its own:
#   for the Taliban SEED-01A, SEED-05A, SEED-05B, SEED-05C, SEED-06 (17 April),
#   for the government A16-04 (15 April), A16-08 (16 April), SEED-01B (17 April).
#   Of those of 17 April all were reported that day; the greatest claim_id is SEED-06, which a Taliban speaker made.
# Khan Abad AF1904: SEED-07 for the Taliban (precision 2: 6 days <= 7), SEED-15 for the government.
# Imam Sahib AF1905: SEED-08 for the Taliban (precision 2), SEED-14 for the government.
# Dasht-e-Archi AF1906: SEED-13, the government for itself.
# Qush Tepa AF2805: SEED-23, the Taliban for themselves (precision 3: 7 days <= 7, so just live).
# Without a district, and so in none: A16-02, A16-03, A16-06, A16-07, SEED-11, SEED-12.
# J16-01A to J16-01H (17 February to 17 August 2016, precision 5: 365 days) are too coarse.
ON_THE_REPORT_DAY = {
    "AF1901": (
        "contested",
        False,
        "SEED-06",
        "2016-04-17",
        {
            "taliban": ["SEED-01A", "SEED-05A", "SEED-05B", "SEED-05C", "SEED-06"],
            "government": ["A16-04", "A16-08", "SEED-01B"],
        },
    ),
    "AF1904": ("contested", False, "SEED-15", "2016-04-17", {"taliban": ["SEED-07"], "government": ["SEED-15"]}),
    "AF1905": ("contested", False, "SEED-14", "2016-04-17", {"taliban": ["SEED-08"], "government": ["SEED-14"]}),
    "AF1906": ("government", False, "SEED-13", "2016-04-17", {"government": ["SEED-13"]}),
    "AF2805": ("taliban", False, "SEED-23", "2016-04-17", {"taliban": ["SEED-23"]}),
}


@pytest.mark.parametrize("window", [7, 30])
def test_the_day_of_the_report(record, window):
    # 30 days add nothing: no ground claim with a district has its last day between 19 March and 10 April 2016.
    expected = {pcode: ON_THE_REPORT_DAY.get(pcode, NOTHING) for pcode in ALL_DISTRICTS}
    assert states(record, on=REPORT_DAY, window=window) == expected


def test_a_window_of_six_days_drops_what_is_known_within_a_week(record):
    found = states(record, on=REPORT_DAY, window=6)
    assert found["AF2805"] == NOTHING  # SEED-23 has precision 3: 7 days > 6
    assert found["AF1904"] == ON_THE_REPORT_DAY["AF1904"]  # SEED-07 has precision 2: 6 days <= 6


def test_a_window_of_one_day_keeps_exact_days_alone(record):
    found = states(record, on=REPORT_DAY, window=1)
    assert found["AF1904"] == ("government", False, "SEED-15", "2016-04-17", {"government": ["SEED-15"]})
    assert found["AF1905"] == ("government", False, "SEED-14", "2016-04-17", {"government": ["SEED-14"]})
    # A16-04 and A16-08 are of the days before.
    assert found["AF1901"][4]["government"] == ["SEED-01B"]


def test_coarse_days_are_left_out_and_counted(record):
    selection = Selection(on=REPORT_DAY, window=30)
    # The eight rows of one statement of the governor of Jowzjan, each "in the past six months" (precision 5).
    assert sorted(coarse_claims(record.claims, selection).index) == [f"J16-01{letter}" for letter in "ABCDEFGH"]
    assert len(live_claims(record.claims, selection)) == 14


# The whole record up to 17 April 2016, by last event day, then reported_date, then claim_id; every precision counts.
# Chahar Darah AF1902: Taliban P15-20 (20 June), P15-21 and P15-22 (21 June; P15-21 was reported a day earlier),
#   F15-65 (13 October, a local official: the Taliban hold it, so conceded);
#   government P15-28 (23 June, reported that day), P15-27 (23 June, reported on the 24th).
# Khan Abad AF1904: F15-17 (28 September 2015) joins SEED-07 and SEED-15.
# Imam Sahib AF1905: P15-01 (until 28 April), P15-03, P15-07 and P15-08 (28 April, all reported then), F15-26, SEED-08,
#   SEED-14; P15-07 and F15-26 are for the Taliban.
# Dasht-e-Archi AF1906: P15-23 to P15-26 (22 June, the Taliban), F15-70 (28 October, precision 4), SEED-13.
# Qala-e-Zal AF1907: F15-27 (a resident: the Taliban) and F15-28 (the government holds), both of 30 September 2015,
#   both reported on 1 October: the greatest claim_id decides.
# Ali Abad AF1903, Shiberghan AF2801 and Darzab AF2811 have no ground claim yet.
SINCE_THE_BEGINNING = {
    "AF1902": (
        "contested",
        True,
        "F15-65",
        "2015-10-13",
        {"taliban": ["P15-20", "P15-21", "P15-22", "F15-65"], "government": ["P15-28", "P15-27"]},
    ),
    "AF1903": NOTHING,
    "AF1904": (
        "contested",
        False,
        "SEED-15",
        "2016-04-17",
        {"taliban": ["F15-17", "SEED-07"], "government": ["SEED-15"]},
    ),
    "AF1905": (
        "contested",
        False,
        "SEED-14",
        "2016-04-17",
        {
            "taliban": ["P15-07", "F15-26", "SEED-08"],
            "government": ["P15-01", "P15-03", "P15-08", "SEED-14"],
        },
    ),
    "AF1906": (
        "contested",
        False,
        "SEED-13",
        "2016-04-17",
        {"taliban": ["P15-23", "P15-24", "P15-25", "P15-26"], "government": ["F15-70", "SEED-13"]},
    ),
    "AF1907": ("contested", False, "F15-28", "2015-09-30", {"taliban": ["F15-27"], "government": ["F15-28"]}),
    "AF2801": NOTHING,
    "AF2805": ON_THE_REPORT_DAY["AF2805"],
    "AF2806": ("government", False, "J16-01A", "2016-08-17", {"government": ["J16-01A"]}),
    "AF2811": NOTHING,
}


def test_everything_claimed_up_to_the_day_of_the_report(record):
    found = states(record, on=REPORT_DAY, window=None)
    assert {pcode: found[pcode] for pcode in SINCE_THE_BEGINNING} == SINCE_THE_BEGINNING
    assert coarse_claims(record.claims, Selection(on=REPORT_DAY, window=None)).empty


# 30 September 2015, 30 days: first event day <= 30 September, last event day > 31 August, span <= 30 days.
# Kunduz AF1901
#   Taliban, 28 September: F15-01, F15-03, F15-05, F15-07, F15-10, F15-13, F15-18, F15-19, F15-20,
#     SEED-20 (precision 4: 30 days, just live), F15-66 (until 1 October), F15-67 and F15-75 (until 13 October);
#     SEED-04 has precision 5 and is left out. Latest: F15-75, reported on 27 January 2016 by an aid group.
#   government: F15-02, F15-11 (28 September), F15-23 (29 September).
# Khan Abad AF1904: F15-17. Imam Sahib AF1905: F15-26, a local official for the Taliban: conceded; until 1 October.
# Qala-e-Zal AF1907: F15-27 and F15-28. Chahar Darah AF1902: only the assessment F15-12C, which decides nothing.
AFTER_THE_FALL = {
    "AF1901": (
        "contested",
        False,
        "F15-75",
        "2015-10-13",
        {
            "taliban": [
                "F15-01", "F15-03", "F15-05", "F15-07", "F15-10", "F15-13", "F15-18", "F15-19", "F15-20",
                "SEED-20", "F15-66", "F15-67", "F15-75",
            ],
            "government": ["F15-02", "F15-11", "F15-23"],
        },
    ),
    "AF1904": ("taliban", False, "F15-17", "2015-09-28", {"taliban": ["F15-17"]}),
    "AF1905": ("taliban", True, "F15-26", "2015-10-01", {"taliban": ["F15-26"]}),
    "AF1907": ("contested", False, "F15-28", "2015-09-30", {"taliban": ["F15-27"], "government": ["F15-28"]}),
}  # fmt: skip

# 2 October 2015 as known by 30 September: whatever was published from 1 October on is gone. That takes away F15-26,
# F15-27, F15-28 (1 October), F15-66 and F15-67 (13 October), F15-75 (2016), SEED-20 (April 2016), and all
# announcements of the recapture, which are of 1 October and later. F15-23 of 29 September is the latest.
AS_KNOWN_THEN = {
    "AF1901": (
        "contested",
        False,
        "F15-23",
        "2015-09-29",
        {
            "taliban": ["F15-01", "F15-03", "F15-05", "F15-07", "F15-10", "F15-13", "F15-18", "F15-19", "F15-20"],
            "government": ["F15-02", "F15-11", "F15-23"],
        },
    ),
    "AF1904": ("taliban", False, "F15-17", "2015-09-28", {"taliban": ["F15-17"]}),
}


def test_the_fall_of_kunduz_seen_from_today(record):
    expected = {pcode: AFTER_THE_FALL.get(pcode, NOTHING) for pcode in ALL_DISTRICTS}
    assert states(record, on=dt.date(2015, 9, 30)) == expected


def test_the_fall_of_kunduz_as_it_was_known_then(record):
    expected = {pcode: AS_KNOWN_THEN.get(pcode, NOTHING) for pcode in ALL_DISTRICTS}
    assert states(record, on=dt.date(2015, 10, 2), known_by=dt.date(2015, 9, 30)) == expected


def test_two_days_on_the_recapture_is_claimed_once_its_announcements_are_known(record):
    # Known by 2 October: F15-40, F15-41, F15-44, F15-45, F15-48, F15-56 (1 October), F15-51 and F15-52 (2 October).
    # F15-51, of 2 October, is the latest; F15-52 is the Taliban's own word that they left the city.
    government = states(record, on=dt.date(2015, 10, 2), known_by=dt.date(2015, 10, 2))["AF1901"]
    assert government[:4] == ("contested", False, "F15-51", "2015-10-02")
    assert government[4]["government"] == [
        "F15-02", "F15-11", "F15-23", "F15-40", "F15-41", "F15-44", "F15-45", "F15-48", "F15-56", "F15-52", "F15-51",
    ]  # fmt: skip


# The five days on which the record contradicts itself most, and a day of three camps. A window of 30 days; claims as in
# claims.csv, and no other ground claim of the district in the window. First what could be known by then, then today.
NAMED_CASES = {
    # Known by 21 June 2015: P15-21 (officials, for the Taliban). P15-20 is of the 20th but came out on the 30th.
    "20 June 2015 Chahar Darah, known by then": ("AF1902", "2015-06-20", "2015-06-20", NOTHING),
    "20 June 2015 Chahar Darah": (
        "AF1902", "2015-06-20", None, ("taliban", True, "P15-20", "2015-06-20", {"taliban": ["P15-20"]}),
    ),
    "21 June 2015 Chahar Darah, known by then": (
        "AF1902", "2015-06-21", "2015-06-21", ("taliban", True, "P15-21", "2015-06-21", {"taliban": ["P15-21"]}),
    ),
    # P15-22 (AP) is of the 21st too, but was published a day after P15-21: the latest, and an observer never concedes.
    "22 June 2015 Chahar Darah": (
        "AF1902", "2015-06-22", None,
        ("taliban", False, "P15-22", "2015-06-21", {"taliban": ["P15-20", "P15-21", "P15-22"]}),
    ),
    "23 June 2015 Chahar Darah, known by then": (
        "AF1902", "2015-06-23", "2015-06-23",
        ("contested", False, "P15-28", "2015-06-23", {"taliban": ["P15-21", "P15-22"], "government": ["P15-28"]}),
    ),
    # The recapture: F15-40, F15-41, F15-44, F15-45, F15-48, F15-56. The denial F15-46 is no ground claim; F15-47 (BBC)
    # and F15-52 (a Taliban commander) came out later. Of six claims of one day and one day of publication the greatest
    # claim_id is the latest.
    "1 October 2015 Kunduz, known by then": (
        "AF1901", "2015-10-01", "2015-10-01",
        (
            "contested", False, "F15-56", "2015-10-01",
            {
                "taliban": [
                    "F15-01", "F15-03", "F15-05", "F15-07", "F15-10", "F15-13", "F15-18", "F15-19", "F15-20",
                ],
                "government": [
                    "F15-02", "F15-11", "F15-23", "F15-40", "F15-41", "F15-44", "F15-45", "F15-48", "F15-56",
                ],
            },
        ),
    ),
    # O16-07 (police chief) concedes, but O16-12 (residents) is the latest by its claim_id. O16-04 (Resolute Support)
    # is a denial; O16-11 (analyst) came out on the 31st.
    "3 October 2016 Kunduz, known by then": (
        "AF1901", "2016-10-03", "2016-10-03",
        (
            "contested", False, "O16-12", "2016-10-03",
            {"taliban": ["O16-02", "O16-03", "O16-07", "O16-12"], "government": ["O16-01", "O16-05"]},
        ),
    ),
    # J17-12 (acting governor: Islamic State took it); J17-13 (police chief) denies two days later.
    "20 June 2017 Darzab": (
        "AF2811", "2017-06-20", None, ("iskp", True, "J17-12", "2017-06-20", {"iskp": ["J17-12"]}),
    ),
    "22 June 2017 Darzab": (
        "AF2811", "2017-06-22", None,
        (
            "contested", False, "J17-14", "2017-06-22",
            {"taliban": ["J17-14"], "government": ["J17-15", "J17-13"], "iskp": ["J17-12"]},
        ),
    ),
    # J19-04 (councillor) concedes the 1st, the ministry's J19-03 (repelled) is of the 2nd; J19-01 and J19-02 came out
    # on the 31st.
    "1 July 2019 Qush Tepa, known by the 2nd": (
        "AF2805", "2019-07-01", "2019-07-02", ("taliban", True, "J19-04", "2019-07-01", {"taliban": ["J19-04"]}),
    ),
    "2 July 2019 Qush Tepa, known by then": (
        "AF2805", "2019-07-02", "2019-07-02",
        ("contested", False, "J19-03", "2019-07-02", {"taliban": ["J19-04"], "government": ["J19-03"]}),
    ),
    "2 July 2019 Qush Tepa": (
        "AF2805", "2019-07-02", None,
        (
            "contested", False, "J19-02", "2019-07-02",
            {"taliban": ["J19-04", "J19-01", "J19-02"], "government": ["J19-03"]},
        ),
    ),
    # J21-10 (deputy governor), J21-13 and J21-15 (councillor, lawmaker) concede; the ministry's J21-11 holds a part.
    # Once J21-12 (Taliban, published on the 31st) is known, it is the latest, and nobody concedes.
    "7 August 2021 Shiberghan, known by then": (
        "AF2801", "2021-08-07", "2021-08-07",
        (
            "contested", True, "J21-15", "2021-08-07",
            {"taliban": ["J21-10", "J21-13", "J21-15"], "government": ["J21-11"]},
        ),
    ),
    "7 August 2021 Shiberghan": (
        "AF2801", "2021-08-07", None,
        (
            "contested", False, "J21-12", "2021-08-07",
            {"taliban": ["J21-10", "J21-13", "J21-15", "J21-12"], "government": ["J21-11"]},
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("pcode", "on", "known_by", "expected"), NAMED_CASES.values(), ids=NAMED_CASES)
def test_state_of_a_district_on_day_d_known_by_k(record, pcode, on, known_by, expected):
    known = dt.date.fromisoformat(known_by) if known_by else None
    assert states(record, on=dt.date.fromisoformat(on), known_by=known)[pcode] == expected


def live(claims_frame, *claims, on=REPORT_DAY, window=30, known_by=None):
    found = live_claims(claims_frame(*claims), Selection(on=on, window=window, known_by=known_by))
    return sorted(found.index)


def one_state(claims_frame, *claims, **asked):
    asked = {"on": REPORT_DAY} | asked
    return district_states(claims_frame(*claims), Selection(**asked), ["AF1904"]).loc["AF1904"]


GROUND = ["advance", "capture", "recapture", "hold", "besiege", "repel", "withdraw", "surrender"]
NO_GROUND = ["attack", "losses", "assessment", "verification", "statement"]


@pytest.mark.parametrize("claim_type", GROUND)
def test_live_claims_are_the_ground_claims_of_that_district_that_have_a_beneficiary(claims_frame, claim, claim_type):
    assert live(claims_frame, claim(claim_type=claim_type)) == ["T-1"]
    assert live(claims_frame, claim(claim_type=claim_type, beneficiary="")) == []
    assert live(claims_frame, claim(claim_type=claim_type, adm2_pcode="", place_precision="province")) == []


@pytest.mark.parametrize("claim_type", NO_GROUND)
def test_other_types_decide_nothing_even_with_a_beneficiary(claims_frame, claim, claim_type):
    assert live(claims_frame, claim(claim_type=claim_type)) == []


def test_a_denial_decides_nothing_even_with_a_beneficiary(claims_frame, claim):
    assert live(claims_frame, claim(), claim(claim_id="T-2", claim_type="denial", counters="T-1")) == ["T-1"]


def test_the_ground_types_are_those_of_the_contract():
    assert {kind.value for kind in voc.GROUND_TYPES} == set(GROUND)
    assert {kind.value for kind in voc.ClaimType} == {*GROUND, *NO_GROUND, "denial"}


@pytest.mark.parametrize(("day", "is_live"), [("2016-04-17", True), ("2016-04-18", False)])
def test_event_date_must_not_be_after_d(claims_frame, claim, day, is_live):
    assert bool(live(claims_frame, claim(event_date=day))) is is_live


@pytest.mark.parametrize(
    ("begin", "end", "is_live"),
    [
        ("2016-04-11", "", True),  # D - W is 10 April
        ("2016-04-10", "", False),
        ("2016-03-01", "2016-04-11", True),
        ("2016-03-01", "2016-04-10", False),
        ("2016-04-17", "2016-12-31", True),
        ("2016-04-18", "2016-12-31", False),
    ],
)
def test_last_event_day_must_be_greater_than_d_minus_w(claims_frame, claim, begin, end, is_live):
    row = claim(event_date=begin, event_date_end=end, reported_date="2016-12-31")
    assert bool(live(claims_frame, row, window=7)) is is_live


@pytest.mark.parametrize(("reported", "is_live"), [("2016-04-18", True), ("2016-04-19", True), ("2016-04-20", False)])
def test_reported_date_must_not_be_after_k(claims_frame, claim, reported, is_live):
    row = claim(reported_date=reported)
    assert bool(live(claims_frame, row, known_by=dt.date(2016, 4, 19))) is is_live


def test_known_by_has_no_limit_by_default(claims_frame, claim):
    assert live(claims_frame, claim(reported_date="2026-01-01")) == ["T-1"]


@pytest.mark.parametrize(("precision", "span"), [("1", 1), ("2", 6), ("3", 7), ("4", 30), ("5", 365)])
def test_the_span_of_date_precision_must_not_exceed_w(claims_frame, claim, precision, span):
    row = claim(date_precision=precision)
    assert live(claims_frame, row, window=span) == ["T-1"]
    assert live(claims_frame, row, window=None) == ["T-1"]
    if span > 1:
        assert live(claims_frame, row, window=span - 1) == []


def test_what_is_left_out_by_precision_alone_is_counted(claims_frame, claim):
    coarse = {"date_precision": "5"}
    claims = claims_frame(
        claim(claim_id="LEFT-OUT", **coarse),
        claim(claim_id="TOO-OLD", event_date="2015-01-01", **coarse),
        claim(claim_id="UNKNOWN-YET", reported_date="2016-05-01", **coarse),
        claim(claim_id="NO-GROUND", claim_type="losses", beneficiary="", **coarse),
        claim(claim_id="NOWHERE", adm2_pcode="", place_precision="province", **coarse),
        claim(claim_id="LIVE"),
    )
    found = coarse_claims(claims, Selection(on=REPORT_DAY, known_by=REPORT_DAY))
    assert found.index.tolist() == ["LEFT-OUT"]


def test_no_report_when_there_is_no_live_claim(claims_frame, claim):
    state = one_state(claims_frame, claim(adm2_pcode="AF1905"))
    assert (state["status"], state["conceded"], state["latest_claim_id"], state["claim_ids"]) == (
        "no_report", False, "", {},
    )  # fmt: skip
    assert pd.isna(state["latest_event_date"])


@pytest.mark.parametrize("camp", ["taliban", "government", "iskp"])
def test_one_camp_when_every_live_claim_benefits_it(claims_frame, claim, camp):
    rows = [claim(claim_id=f"T-{n}", party=party, beneficiary=camp) for n, party in enumerate(["taliban", "un"])]
    state = one_state(claims_frame, *rows)
    assert (state["status"], state["claim_ids"]) == (camp, {camp: ["T-0", "T-1"]})


@pytest.mark.parametrize(
    "camps", [("taliban", "government"), ("government", "iskp"), ("taliban", "iskp"), ("taliban", "government", "iskp")]
)
def test_contested_when_live_claims_benefit_two_camps_or_more(claims_frame, claim, camps):
    rows = [claim(claim_id=f"T-{n}", beneficiary=camp) for n, camp in enumerate(camps)]
    state = one_state(claims_frame, *rows)
    assert state["status"] == "contested"
    assert set(state["claim_ids"]) == set(camps)


def test_one_claim_against_twenty_is_contested_all_the_same(claims_frame, claim):
    rows = [claim(claim_id=f"T-{n}") for n in range(20)] + [claim(claim_id="G-1", beneficiary="government")]
    assert one_state(claims_frame, *rows)["status"] == "contested"


LATEST = {
    "the greatest last event day": (
        {"event_date": "2016-04-10", "event_date_end": "2016-04-16", "reported_date": "2016-04-16"},
        {"event_date": "2016-04-15", "reported_date": "2016-04-17"},
    ),
    "then the greatest reported_date": (
        {"event_date": "2016-04-15", "reported_date": "2016-04-17"},
        {"event_date": "2016-04-15", "reported_date": "2016-04-16"},
    ),
}


@pytest.mark.parametrize(("latest", "other"), LATEST.values(), ids=LATEST)
def test_the_latest_claim_has(claims_frame, claim, latest, other):
    # The other one has the greater claim_id and so would win if that came first.
    state = one_state(claims_frame, claim(claim_id="A", **latest), claim(claim_id="Z", **other))
    assert state["latest_claim_id"] == "A"


def test_the_latest_claim_has_last_of_all_the_greatest_claim_id(claims_frame, claim):
    rows = [claim(claim_id=key) for key in ("SEED-9", "SEED-10", "A-99")]
    assert one_state(claims_frame, *rows)["latest_claim_id"] == "SEED-9"  # as text, not as a number
    assert one_state(claims_frame, *reversed(rows))["latest_claim_id"] == "SEED-9"


def test_the_day_of_the_latest_claim_is_its_last_event_day(claims_frame, claim):
    state = one_state(
        claims_frame, claim(event_date="2016-04-10", event_date_end="2016-04-12", reported_date="2016-04-13")
    )
    assert state["latest_event_date"] == pd.Timestamp("2016-04-12")


CONCEDED = [
    ("taliban", "taliban", False),
    ("taliban", "government", True),
    ("government", "taliban", True),
    ("local_official", "taliban", True),
    ("local_official", "government", False),
    ("international_forces", "government", False),
    ("international_forces", "iskp", True),
    ("iskp", "taliban", True),
    ("iskp", "iskp", False),
    ("un", "taliban", False),
    ("ngo", "government", False),
    ("media", "taliban", False),
    ("analyst", "taliban", False),
    ("resident", "taliban", False),
    ("social_media", "government", False),
]


@pytest.mark.parametrize(("party", "beneficiary", "conceded"), CONCEDED)
def test_conceded_is_a_belligerent_against_its_own_interest_and_never_an_observer(
    claims_frame, claim, party, beneficiary, conceded
):
    assert bool(one_state(claims_frame, claim(party=party, beneficiary=beneficiary))["conceded"]) is conceded


def test_nobody_concedes_without_a_beneficiary(claims_frame, claim):
    assert is_conceded(claims_frame(claim(claim_type="losses", beneficiary=""))).tolist() == [False]


def test_only_the_latest_claim_decides_whether_it_is_conceded(claims_frame, claim):
    earlier = claim(claim_id="Z-1", event_date="2016-04-15", party="local_official")
    later = claim(claim_id="A-1", event_date="2016-04-16")
    assert not one_state(claims_frame, earlier, later)["conceded"]


def test_filters_decide_which_claims_count(claims_frame, claim):
    rows = [claim(), claim(claim_id="T-2", party="government", beneficiary="government")]
    assert one_state(claims_frame, *rows, parties=("government",))["status"] == "government"
    assert one_state(claims_frame, *rows, camps=("taliban",))["status"] == "taliban"
    assert one_state(claims_frame, *rows, since=dt.date(2016, 4, 18))["status"] == "no_report"


def test_ground_claims_and_windows_keep_index_order_and_columns(record):
    for kept in (record.claims[is_ground(record.claims)], record.claims[is_in_window(record.claims, REPORT_DAY, 30)]):
        assert kept.columns.equals(record.claims.columns)
        assert kept.index.tolist() == [key for key in record.claims.index if key in set(kept.index)]


def test_the_states_answer_for_the_districts_asked_for_in_their_order(record):
    found = district_states(record.claims, Selection(), ["AF2805", "AF1901"])
    assert found.index.tolist() == ["AF2805", "AF1901"]
    assert found.columns.tolist() == ["status", "conceded", "latest_claim_id", "latest_event_date", "claim_ids"]
    assert str(found["latest_event_date"].dtype) == "datetime64[s]"


def test_a_record_without_a_claim_reports_nothing(record, checked):
    found = district_states(record.claims.iloc[:0], Selection(), ALL_DISTRICTS)
    assert found["status"].tolist() == ["no_report"] * 18


def test_states_change_no_claim(record):
    before = record.claims.copy()
    district_states(record.claims, Selection(), ALL_DISTRICTS)
    pd.testing.assert_frame_equal(record.claims, before)
