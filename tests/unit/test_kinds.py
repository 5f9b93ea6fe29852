"""A cell is right or wrong; it is never repaired, and the reason says what was expected."""

import datetime as dt

import pytest

from claimatlas import vocabulary as voc
from claimatlas.kinds import (
    Beneficiary,
    Coded,
    Day,
    Degrees,
    Identifier,
    Identifiers,
    Pcode,
    Text,
    UnexpectedError,
    WebAddress,
    Whole,
    identifiers,
    is_link,
)

RIGHT = [
    (Day(), "2016-04-17", dt.date(2016, 4, 17)),
    (Day(), "2016-02-29", dt.date(2016, 2, 29)),
    (Whole(), "0", 0),
    (Whole(), "007", 7),
    (Whole(), "999999999", 999_999_999),
    (Degrees(180), "68.8719", 68.8719),
    (Degrees(180), "-180", -180.0),
    (Degrees(90), "90.0", 90.0),
    (Identifier(), "SEED-01A", "SEED-01A"),
    (Identifiers(), "A-1", "A-1"),
    (Identifiers(), "A-1;B-2;C-3", "A-1;B-2;C-3"),
    (Pcode(), "AF19", "AF19"),
    (Pcode(), "AF1904", "AF1904"),
    (Coded(voc.Party), "local_official", "local_official"),
    (Coded(voc.DatePrecision), "5", "5"),
    (Beneficiary(), "iskp", "iskp"),
    (Text(), " NA ", " NA "),
    (WebAddress(), "javascript:alert(1)", "javascript:alert(1)"),
]


@pytest.mark.parametrize(("kind", "text", "value"), RIGHT)
def test_a_right_cell_becomes_its_value(kind, text, value):
    parsed = kind.parse(text)
    assert parsed == value
    assert type(parsed) is type(value)


WRONG = [
    (Day(), "2015-02-29", "a day that exists"),
    (Day(), "2021-13-02", "a day that exists"),
    (Day(), "0000-01-01", "a day that exists"),
    (Day(), "17/04/2016", "day and month cannot be told apart"),
    (Day(), "04/13", "day and month cannot be told apart"),
    (Day(), "17.4.16", "day and month cannot be told apart"),
    (Day(), "1395/01/29", "Solar Hijri"),
    (Day(), "1395-01-29", "Solar Hijri"),
    (Day(), "1403-02-15", "Solar Hijri"),
    (Day(), "42477", "spreadsheet's day number"),
    (Day(), "2016-04-17T12:00:00Z", "without a time of day"),
    (Day(), "2016-04-17 12:00+04:30", "without a time of day"),
    (Day(), "2016-4-17", "a day as YYYY-MM-DD"),
    (Day(), "20160417", "a day as YYYY-MM-DD"),
    (Day(), "2016-W15-7", "a day as YYYY-MM-DD"),
    (Day(), "17 April 2016", "a day as YYYY-MM-DD"),
    (Day(), "2016-04-17\n", "a day as YYYY-MM-DD"),
    (Day(), "۲۰۱۶-۰۴-۱۷", "a day as YYYY-MM-DD"),
    (Whole(), "-1", "a whole number"),
    (Whole(), "20.0", "a whole number"),
    (Whole(), "1,000", "without separators"),
    (Whole(), "1000000000", "at most nine digits"),
    (Whole(), "٢٠", "a whole number"),
    (Whole(), "NaN", "a whole number"),
    (Whole(), " 20", "a whole number"),
    (Degrees(180), "68,8719", "with a point and not a comma"),
    (Degrees(90), "nan", "decimal degrees"),
    (Degrees(90), "inf", "decimal degrees"),
    (Degrees(90), "1e999", "decimal degrees"),
    (Degrees(90), "9e1", "decimal degrees"),
    (Degrees(90), "90.0001", "from -90 to 90"),
    (Degrees(180), "-180.5", "from -180 to 180"),
    (Degrees(180), "68°52'", "decimal degrees"),
    (Identifier(), "seed-1", "A-Z, 0-9 and -"),
    (Identifier(), "A 1", "A-Z, 0-9 and -"),
    (Identifier(), "A-1;B-2", "A-Z, 0-9 and -"),
    (Identifiers(), "A-1; B-2", "joined by ;"),
    (Identifiers(), "A-1;", "joined by ;"),
    (Identifiers(), "A-1,B-2", "joined by ;"),
    (Pcode(), "1904", "such as AF19"),
    (Pcode(), "AF-KDZ", "such as AF19"),
    (Pcode(), "af1904", "such as AF19"),
    (Coded(voc.Party), "Taliban", "one of taliban, government"),
    (Coded(voc.DatePrecision), "6", "one of 1, 2, 3, 4, 5"),
    (Coded(voc.Approach), "n", "one of N, NE"),
    (Beneficiary(), "observer", "one of taliban, government, iskp"),
    (Beneficiary(), "un", "one of taliban, government, iskp"),
]


@pytest.mark.parametrize(("kind", "text", "said"), WRONG)
def test_a_wrong_cell_says_what_was_expected(kind, text, said):
    with pytest.raises(UnexpectedError, match=said):
        kind.parse(text)


@pytest.mark.parametrize("kind", [Day(), Whole(), Degrees(90), Identifier(), Identifiers(), Pcode(), Text()])
def test_every_kind_has_words_for_the_data_dictionary(kind):
    assert kind.words


def test_the_words_of_a_code_list_the_codes():
    assert Coded(voc.Extent).words == "one of province, district, city, part, site"
    assert Beneficiary().words == "one of taliban, government, iskp"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.aljazeera.com/news/2016/4/17/x",
        "http://example.org",
        "https://example.org/a?b=c&d=e#f",
        "https://[::1]/",
        "https://user:word@example.org:8080/a%20b/",
        "https://EXAMPLE.org/ä",
    ],
)
def test_a_web_address_is_a_link(address):
    assert is_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "ftp://example.org/x",
        "//example.org/x",
        "example.org",
        "https://",
        "https:///path",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://example.org/<script>",
        'https://example.org/"onclick="x',
        "https://example.org/`x`",
        "https://example.org/{{7*7}}",
        "https://example.org/\u202egnp.exe",
        "http://[bad",
    ],
)
def test_anything_else_is_text_and_no_link(address):
    assert not is_link(address)


def test_joined_identifiers_come_apart_and_an_empty_cell_holds_none():
    assert identifiers("A-1;B-2") == ("A-1", "B-2")
    assert identifiers("") == ()
