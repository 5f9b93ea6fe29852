"""Claims in words: nothing shortened, every side in its lane, figures with their bounds."""

import pytest

from claimatlas.ledger import days, entries, lanes
from claimatlas.life import lives
from claimatlas.vocabulary import Camp


def only(claims_frame, row):
    return claims_frame(row).iloc[0]


def entry_of(claims_frame, row):
    claims = claims_frame(row)
    return entries(claims, claims)[0]


def test_figures_are_said_with_their_bounds_and_in_the_words_of_the_bars(claims_frame, claim):
    row = claim(
        claim_type="losses", beneficiary="", killed_min="20", killed_max="", killed_party="civilians",
        captured_min="38", captured_max="38", captured_party="taliban",
    )  # fmt: skip
    assert entry_of(claims_frame, row).figures == "Killed: at least 20 civilians; Captured: 38 Taliban"


def test_a_claim_without_figures_says_none(claims_frame, claim):
    assert entry_of(claims_frame, claim()).figures == ""


def test_days_say_how_finely_they_are_known(claims_frame, claim):
    assert days(only(claims_frame, claim())) == "17 April 2016"
    spanning = claim(
        event_date="2015-10-01", event_date_end="2015-10-13", reported_date="2016-04-17", date_precision="4"
    )
    assert days(only(claims_frame, spanning)) == "1 October 2015 to 13 October 2015 (within a month)"


def test_the_day_of_publication_stands_beside_the_event_day_when_it_is_another_one(record):
    # F15-46 (1 October 2015) was out that day, F15-47 two days later; F15-66 is about 28 September to 1 October.
    said = {
        one.claim_id: one.published for one in entries(record.claims.loc[["F15-46", "F15-47", "F15-66"]], record.claims)
    }
    assert said == {"F15-46": "", "F15-47": "published 3 October 2015", "F15-66": "published 13 October 2015"}


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//example.org/x", "https://", "http://a b/", 'https://x/"><script>'],
)
def test_an_address_that_is_no_link_stays_text(claims_frame, claim, address):
    one = entry_of(claims_frame, claim(source_url=address))
    assert one.link == ""
    assert one.source_url == address


def test_a_web_address_becomes_a_link(claims_frame, claim):
    assert entry_of(claims_frame, claim(source_url="https://example.org/a?b=c")).link == "https://example.org/a?b=c"


def test_every_camp_has_its_lane_in_the_order_of_the_claims(record):
    claims = record.claims[record.claims["district"] == "AF1904"]
    by_camp = lanes(claims, record.claims)
    assert list(by_camp) == [camp.value for camp in Camp]
    assert sum(len(lane) for lane in by_camp.values()) == len(claims)
    for camp, lane in by_camp.items():
        assert [one.claim_id for one in lane] == claims.index[claims["camp"] == camp].tolist()


def test_words_of_a_claim_are_kept_letter_for_letter(record):
    for row, one in zip(record.claims.to_dict("records"), entries(record.claims, record.claims), strict=True):
        assert (one.summary, one.quote, one.notes) == (row["summary"], row["quote"], row["notes"])


def ties_of(record, claim_id, known=None):
    (one,) = entries(record.claims.loc[[claim_id]], record.claims if known is None else known)
    return {tie.words: tie.claim_ids for tie in one.ties}


def test_a_claim_names_what_counters_it_and_what_it_counters(record):
    assert ties_of(record, "F15-40") == {"Countered by": ("F15-46", "F15-47")}


def test_a_denial_by_its_own_side_is_told_apart(record):
    assert ties_of(record, "J21-10") == {
        "Confirms": ("J21-12",),
        "Countered by (own side)": ("J21-11",),
        "Confirmed by": ("J21-12",),
    }


def test_what_nobody_had_published_yet_does_not_point_back(record, claims_frame):
    known = record.claims[record.claims["reported_date"] <= "2015-09-30"]
    assert "Countered by" not in ties_of(record, "F15-40", known)


def test_how_a_claim_stands_is_said_as_known(record):
    claims = record.claims.loc[["F15-40"]]
    assert entries(claims, record.claims)[0].life == lives(record.claims)["F15-40"]
    assert entries(claims, claims)[0].standing == "Claimed"


def test_a_claim_that_was_not_out_yet_does_not_stand_as_claimed(record):
    known = record.claims[record.claims["reported_date"] <= "2015-09-30"]
    (one,) = entries(record.claims.loc[["F15-40"]], known)
    assert (one.life, one.standing) == ("", "Not yet published")
