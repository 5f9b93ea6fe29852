"""Filters and clocks keep what they say, and say in English what they keep."""

import datetime as dt

import pytest

from claimatlas.selection import (
    FILTERS,
    Selection,
    clock_sentence,
    filter_sentence,
    is_filtered,
    known_by,
    listed,
    long_day,
    select,
)


@pytest.fixture(scope="module")
def gazetteer(record):
    return record.places.gazetteer


@pytest.fixture(scope="module")
def claims(claims_frame, claim):
    return claims_frame(
        claim(claim_id="A", event_date="2016-04-10", event_date_end="2016-04-14", reported_date="2016-04-15"),
        claim(claim_id="B", party="local_official", beneficiary="government", reported_date="2016-04-19"),
        claim(claim_id="C", party="media", claim_type="losses", beneficiary="", adm1_pcode="AF28", adm2_pcode="AF2805"),
        claim(
            claim_id="D", party="un", claim_type="statement", beneficiary="", adm2_pcode="", place_precision="province"
        ),
        claim(claim_id="E", adm2_pcode="", place_as_reported="Imam-Saheb"),
        claim(claim_id="F", adm1_pcode="", adm2_pcode="", place_precision="country"),
    )


KEPT = [
    ({}, "ABCDEF"),
    ({"parties": ("taliban",)}, "AEF"),
    ({"parties": ("media", "un")}, "CD"),
    ({"parties": ("iskp",)}, ""),
    ({"camps": ("government",)}, "B"),
    ({"camps": ("observer",)}, "CD"),
    ({"claim_types": ("losses", "statement")}, "CD"),
    ({"provinces": ("AF28",)}, "C"),
    ({"provinces": ("AF19",)}, "ABDE"),
    ({"districts": ("AF1905",)}, "E"),
    ({"districts": ("AF1904", "AF2805")}, "ABC"),
    ({"parties": ("taliban",), "districts": ("AF1904",)}, "A"),
    ({"since": dt.date(2016, 4, 14)}, "ABCDEF"),
    ({"since": dt.date(2016, 4, 15)}, "BCDEF"),
    ({"until": dt.date(2016, 4, 10)}, "A"),
    ({"until": dt.date(2016, 4, 9)}, ""),
    ({"since": dt.date(2016, 4, 12), "until": dt.date(2016, 4, 12)}, "A"),
    ({"known_by": dt.date(2016, 4, 15)}, "A"),
    ({"known_by": dt.date(2016, 4, 14)}, ""),
    ({"on": dt.date(2001, 1, 1), "window": 1}, "ABCDEF"),
    ({"place": "AF1904"}, "ABCDEF"),
    ({"tiles": "streets"}, "ABCDEF"),
    ({"layers": ("claims",), "hidden": ("status",)}, "ABCDEF"),
]


@pytest.mark.parametrize(("asked", "kept"), KEPT)
def test_a_selection_keeps(claims, asked, kept):
    assert "".join(sorted(select(claims, Selection(**asked)).index)) == kept


def test_what_is_kept_keeps_its_order_and_its_columns(record):
    kept = select(record.claims, Selection(parties=("taliban", "media"), until=dt.date(2016, 12, 31)))
    assert kept.columns.equals(record.claims.columns)
    assert kept.index.tolist() == [key for key in record.claims.index if key in set(kept.index)]


def test_known_by_keeps_claims_reported_the_same_day(claims):
    assert "B" in known_by(claims, dt.date(2016, 4, 19)).index
    assert "B" not in known_by(claims, dt.date(2016, 4, 18)).index


def test_every_filter_looks_at_a_column_of_the_record_and_at_a_field_of_the_selection(record):
    for code_filter in FILTERS:
        assert code_filter.column in record.claims.columns
        assert code_filter.wanted(Selection()) == ()


def test_every_code_of_the_record_can_be_chosen(record, gazetteer):
    for code_filter in FILTERS:
        assert set(record.claims[code_filter.column]) - {""} <= set(code_filter.choices(gazetteer))


SENTENCES = [
    ({}, "All claims."),
    ({"parties": ("taliban",)}, "Claims made by the Taliban."),
    (
        {"parties": ("taliban", "un", "media"), "districts": ("AF1904",)},
        "Claims made by the Taliban, the United Nations or media, in the district of Khan Abad.",
    ),
    (
        {"provinces": ("AF28",), "camps": ("observer",)},
        "Claims from the camp of observers, in the province of Jowzjan.",
    ),
    ({"claim_types": ("besiege",)}, "Claims of type besiege."),
    ({"since": dt.date(2016, 4, 1)}, "Claims about events from 1 April 2016 on."),
    ({"until": dt.date(2016, 4, 1)}, "Claims about events up to 1 April 2016."),
    (
        {"since": dt.date(2016, 4, 1), "until": dt.date(2016, 4, 30)},
        "Claims about events from 1 April 2016 to 30 April 2016.",
    ),
]


@pytest.mark.parametrize(("asked", "said"), SENTENCES)
def test_a_selection_says_which_claims_it_keeps(gazetteer, asked, said):
    assert filter_sentence(Selection(**asked), gazetteer) == said


CLOCKS = [
    ({}, "The map shows the 30 days up to 17 April 2016, whenever published."),
    ({"window": 1}, "The map shows 17 April 2016 alone, whenever published."),
    ({"window": None}, "The map shows everything claimed up to 17 April 2016, whenever published."),
    (
        {"window": 7, "known_by": dt.date(2016, 4, 20)},
        "The map shows the 7 days up to 17 April 2016, published by 20 April 2016.",
    ),
]


@pytest.mark.parametrize(("asked", "said"), CLOCKS)
def test_a_selection_says_which_days_it_shows(asked, said):
    assert clock_sentence(Selection(**asked)) == said


def test_the_clocks_are_no_filters():
    assert not is_filtered(Selection(on=dt.date(2015, 1, 1), window=7, known_by=dt.date(2015, 1, 1), place="AF1904"))
    assert is_filtered(Selection(parties=("un",)))
    assert is_filtered(Selection(since=dt.date(2015, 1, 1)))


def test_a_day_is_written_the_same_in_every_locale():
    assert long_day(dt.date(2015, 10, 3)) == "3 October 2015"


def test_words_are_joined_as_in_a_sentence():
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a or b"
    assert listed(["a", "b", "c"]) == "a, b or c"
