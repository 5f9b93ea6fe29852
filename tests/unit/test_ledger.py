"""Claims in words: nothing shortened, every side in its lane, figures with their bounds."""

import pytest

from claimatlas.ledger import days, entry, figure_words, grade_words, lanes
from claimatlas.vocabulary import Camp, Credibility, Reliability


def only(claims_frame, row):
    return claims_frame(row).iloc[0]


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        ("38", "38", "38 (Taliban)"),
        ("20", "", "at least 20 (Taliban)"),
        ("14", "22", "14 to 22 (Taliban)"),
        ("", "5", "at most 5 (Taliban)"),
        ("0", "0", "0 (Taliban)"),
    ],
)
def test_a_figure_is_said_with_its_bounds(claims_frame, claim, least, most, words):
    row = claim(claim_type="losses", beneficiary="", killed_min=least, killed_max=most, killed_party="taliban")
    assert figure_words(only(claims_frame, row), "killed") == words


def test_a_claim_without_figures_says_none(claims_frame, claim):
    assert entry(only(claims_frame, claim())).figures == ""


def test_days_say_how_finely_they_are_known(claims_frame, claim):
    assert days(only(claims_frame, claim())) == "17 April 2016"
    spanning = claim(
        event_date="2015-10-01", event_date_end="2015-10-13", reported_date="2016-04-17", date_precision="4"
    )
    assert days(only(claims_frame, spanning)) == "1 October 2015 to 13 October 2015 (within a month)"


def test_grades_that_cannot_be_judged_say_so():
    assert grade_words(Reliability.F) == "F, cannot be judged"
    assert grade_words(Credibility.UNJUDGED) == "6, cannot be judged"
    assert grade_words(Reliability.B) == "B, usually reliable"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//example.org/x", "https://", "http://a b/", 'https://x/"><script>'],
)
def test_an_address_that_is_no_link_stays_text(claims_frame, claim, address):
    one = entry(only(claims_frame, claim(source_url=address)))
    assert one.link == ""
    assert one.source_url == address


def test_a_web_address_becomes_a_link(claims_frame, claim):
    assert entry(only(claims_frame, claim(source_url="https://example.org/a?b=c"))).link == "https://example.org/a?b=c"


def test_every_camp_has_its_lane_in_the_order_of_the_claims(record):
    claims = record.claims[record.claims["district"] == "AF1904"]
    by_camp = lanes(claims)
    assert list(by_camp) == [camp.value for camp in Camp]
    assert sum(len(entries) for entries in by_camp.values()) == len(claims)
    for camp, entries in by_camp.items():
        assert [one.claim_id for one in entries] == claims.index[claims["camp"] == camp].tolist()


def test_words_of_a_claim_are_kept_letter_for_letter(record):
    for row in record.claims.to_dict("records"):
        one = entry(row)
        assert (one.summary, one.quote, one.notes) == (row["summary"], row["quote"], row["notes"])
