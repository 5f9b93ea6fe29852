"""An address restores what was on the screen, and what it asks for in vain is named."""

import datetime as dt
from dataclasses import fields, replace
from urllib.parse import parse_qs

import pytest

from claimatlas.permalink import KEYS, Ignored, address, decode, encode, follow, without_day
from claimatlas.selection import FILTERS, Selection


@pytest.fixture(scope="module")
def gazetteer(record):
    return record.places.gazetteer


SELECTIONS = {
    "on=2016-04-17&window=30": {},
    "on=2015-09-28&window=7": {"on": dt.date(2015, 9, 28), "window": 7},
    "on=2016-04-17&window=all": {"window": None},
    "on=2016-04-17&window=30&known-by=2016-04-18": {"known_by": dt.date(2016, 4, 18)},
    "on=2016-04-17&window=30&from=2016-01-01&to=2016-02-01": {
        "since": dt.date(2016, 1, 1),
        "until": dt.date(2016, 2, 1),
    },
    "on=2016-04-17&window=30&party=taliban&party=un": {"parties": ("taliban", "un")},
    "on=2016-04-17&window=30&camp=observer": {"camps": ("observer",)},
    "on=2016-04-17&window=30&claim-type=capture&claim-type=denial": {"claim_types": ("capture", "denial")},
    "on=2016-04-17&window=30&province=AF28&district=AF2805": {"provinces": ("AF28",), "districts": ("AF2805",)},
    "on=2016-04-17&window=30&place=AF1904&tiles=terrain": {"place": "AF1904", "tiles": "terrain"},
    "on=2016-04-17&window=30&claim=F15-40&event=EV-2015-09-KUNDUZ-FALL": {
        "claim": "F15-40",
        "event": "EV-2015-09-KUNDUZ-FALL",
    },
    "on=2016-04-17&window=30&dispute=explicit_counter.F15-40.F15-46": {"dispute": "explicit_counter.F15-40.F15-46"},
    "on=2016-04-17&window=30&rule=opposed_ground&between=one-side&page=3": {
        "rules": ("opposed_ground",),
        "between": "one-side",
        "page": 3,
    },
    "on=2016-04-17&window=30&who=taliban%2FZabihullah+Mujahid&outcome=countered": {
        "who": "taliban/Zabihullah Mujahid",
        "outcome": "countered",
    },
    "on=2016-04-17&window=30&vs-on=2016-04-18&vs-known-by=2016-05-01": {
        "versus_on": dt.date(2016, 4, 18),
        "versus_known_by": dt.date(2016, 5, 1),
    },
    "on=2016-04-17&window=30&compare=voices&voice=un&vs-voice=local_official": {
        "compare": "voices",
        "voice": "un",
        "versus_voice": "local_official",
    },
    "on=2016-04-17&window=30&rows=live&order=reliability&layer=assessments": {
        "rows": "live",
        "order": "reliability",
        "layers": ("assessments",),
    },
    "on=2016-04-17&window=30&layer=claims&hide=status&hide=rivers": {
        "layers": ("claims",),
        "hidden": ("status", "rivers"),
    },
}


@pytest.mark.parametrize(("query", "asked"), SELECTIONS.items())
def test_a_selection_and_its_address_say_the_same(gazetteer, query, asked):
    selection = Selection(**asked)
    assert address(selection) == f"/?{query}"
    assert decode(parse_qs(query), gazetteer).selection == selection


def test_an_address_of_the_time_with_one_kind_of_tiles_still_opens_them(gazetteer):
    decoded = decode(parse_qs("tiles=on"), gazetteer)
    assert (decoded.selection.tiles, decoded.ignored) == ("streets", ())


def test_an_address_may_lead_to_a_page():
    assert address(Selection(), "disputes").startswith("/disputes?on=")


def test_the_day_is_always_in_the_address_so_that_a_new_default_moves_nobody():
    assert encode(Selection()).keys() == {"on", "window"}


def test_an_empty_address_is_the_default(gazetteer):
    assert decode({}, gazetteer).selection == Selection()
    own = Selection(on=dt.date(2021, 8, 8), parties=("un",))
    assert decode({}, gazetteer, own).selection == own


def test_values_may_be_repeated_or_joined_by_commas_in_any_order(gazetteer):
    for values in (["un", "taliban"], ["un,taliban"], [" taliban , un ", "un"]):
        decoded = decode({"party": values}, gazetteer)
        assert decoded.selection.parties == ("taliban", "un")
        assert decoded.ignored == ()


@pytest.mark.parametrize("spelling", ["AF1904", "Khanabad", "khan-abad", "خان آباد"])
def test_a_district_may_be_given_in_any_known_spelling(gazetteer, spelling):
    assert decode({"district": [spelling]}, gazetteer).selection.districts == ("AF1904",)
    assert decode({"place": [spelling]}, gazetteer).selection.place == "AF1904"


@pytest.mark.parametrize("spelling", ["AF28", "Jowzhan", "Jawzjan province"])
def test_a_province_may_be_given_in_any_known_spelling(gazetteer, spelling):
    assert decode({"province": [spelling]}, gazetteer).selection.provinces == ("AF28",)


def test_kunduz_is_the_district_or_the_province_by_the_name_of_the_filter(gazetteer):
    selection = decode({"district": ["Kunduz"], "province": ["Kunduz"]}, gazetteer).selection
    assert (selection.districts, selection.provinces) == (("AF1901",), ("AF19",))


IGNORED = [
    ("on", "2016-13-01", "is not a day that exists, as YYYY-MM-DD"),
    ("on", "17/04/2016", "is not a day as YYYY-MM-DD; day and month cannot be told apart here"),
    ("known-by", "yesterday", "is not a day as YYYY-MM-DD"),
    ("window", "0", "is not a number of days or 'all'"),
    ("window", "-7", "is not a number of days or 'all'"),
    ("window", "7.5", "is not a number of days or 'all'"),
    ("window", "99999999999999999999", "is not a number of days or 'all'"),
    ("window", "٧", "is not a number of days or 'all'"),
    ("party", "Taliban", "is not a known party"),
    ("claim-type", "conquest", "is not a known claim type"),
    ("camp", "un", "is not a known camp"),
    ("district", "Khanabat", "is not a known district"),
    ("district", "AF19", "is not a known district"),
    ("province", "Badakhshan", "is not a known province"),
    ("place", "nowhere", "is not a known place"),
    ("tiles", "yes", "is not one of off, streets, humanitarian, terrain, satellite"),
    ("claim", "F15 40", "is not an identifier of A-Z, 0-9 and -"),
    ("event", "fall", "is not an identifier of A-Z, 0-9 and -"),
    ("dispute", "F15-40", "is not the name of a rule and two claims, joined by points"),
    ("who", "Zabihullah Mujahid", "is not a party and a claimant, joined by a slash"),
    ("who", "nobody/Zabihullah Mujahid", "is not a party and a claimant, joined by a slash"),
    ("who", f"taliban/{'x' * 300}", "is not a party and a claimant, joined by a slash"),
    ("outcome", "won", "is not one of any, countered, corroborated, conceded, concedes"),
    ("between", "friends", "is not one of anyone, sides, one-side"),
    ("rule", "untrue", "is not a known rule"),
    ("page", "0", "is not a page number"),
    ("page", "two", "is not a page number"),
    ("compare", "maps", "is not one of known-by, days, voices"),
    ("vs-on", "later", "is not a day as YYYY-MM-DD"),
    ("vs-known-by", "2016-02-30", "is not a day that exists, as YYYY-MM-DD"),
    ("order", "truth", "is not one of day, reliability, credibility"),
    ("layer", "roads", "is not a known layer to add"),
    ("layer", "towns", "is not a known layer to add"),
    ("hide", "assessments", "is not a known layer to hide"),
    ("q", "'; drop table claims", "is not a parameter of this page"),
]


@pytest.mark.parametrize(("key", "value", "reason"), IGNORED)
def test_what_does_not_exist_is_named_and_changes_nothing(gazetteer, key, value, reason):
    decoded = decode({key: [value]}, gazetteer)
    assert decoded.selection == Selection()
    assert decoded.ignored == (Ignored(key, value, reason),)


def test_one_wrong_value_does_not_take_the_right_one_with_it(gazetteer):
    decoded = decode({"party": ["taliban,Talib"]}, gazetteer)
    assert decoded.selection.parties == ("taliban",)
    assert [ignored.value for ignored in decoded.ignored] == ["Talib"]


def test_a_day_given_twice_counts_once_and_the_second_is_named(gazetteer):
    decoded = decode({"on": ["2015-09-28", "2015-09-29"]}, gazetteer)
    assert decoded.selection.on == dt.date(2015, 9, 28)
    assert decoded.ignored == (Ignored("on", "2015-09-29", "is given more than once; the first one counts"),)


def test_a_range_that_ends_before_it_begins_keeps_its_beginning(gazetteer):
    decoded = decode({"from": ["2016-02-01"], "to": ["2016-01-01"]}, gazetteer)
    assert (decoded.selection.since, decoded.selection.until) == (dt.date(2016, 2, 1), None)
    assert decoded.ignored == (Ignored("to", "2016-01-01", "lies before from"),)


def test_every_filter_stands_in_the_address_under_its_own_name(gazetteer):
    for code_filter in FILTERS:
        code = next(iter(code_filter.choices(gazetteer)))
        selection = Selection(**{code_filter.field: (code,)})
        assert encode(selection)[code_filter.key] == [code]


def test_every_parameter_can_stand_in_an_address():
    default = Selection()
    other = {(): ("x",), "": "x", False: True, None: default.on}
    asked = {f.name: other.get(getattr(default, f.name), "other") for f in fields(default) if f.name != "on"}
    assert list(encode(replace(default, **asked | {"window": 7}))) == list(KEYS)


def test_a_link_changes_what_it_names_and_leaves_the_rest(gazetteer):
    before = Selection(parties=("un",), place="AF1904", dispute="explicit_counter.A.B", page=4)
    after = follow(before, {"claim": ["F15-40"], "dispute": [], "page": [], "party": []}, gazetteer)
    assert after == Selection(place="AF1904", claim="F15-40")


def test_a_link_that_makes_no_sense_changes_nothing(gazetteer):
    before = Selection(place="AF1904")
    assert follow(before, {"on": ["never"], "nonsense": ["x"], "place": ["atlantis"]}, gazetteer) == before


def test_what_decides_a_map_is_written_without_its_day_and_without_a_strangers_word(gazetteer):
    whole = Selection(
        on=dt.date(2015, 10, 3), window=7, camps=("taliban",), place="AF1901", hidden=("status",), claim="F15-1",
        who="taliban/<b>A spokesman</b>", extent="8/36.7/68.9", tiles="streets",
    )  # fmt: skip
    written = without_day(whole)
    assert "spokesman" not in written
    read = decode(parse_qs(f"on=2015-10-03&{written}"), gazetteer)
    assert read.ignored == ()
    assert read.selection == replace(whole, claim="", who="", extent="", tiles="off")
