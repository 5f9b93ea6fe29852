"""The disputes page as Streamlit runs it: what is counted, listed, said and asked for, without a browser."""

import json
from functools import partial

import pytest

from claimatlas import permalink
from claimatlas.disputes import Rule, find_disputes
from claimatlas.selection import Selection, select


@pytest.fixture
def disputes(app):
    """`disputes(**parameters)`: the page at an address."""
    return partial(app, "disputes")


def told(at) -> dict:
    """Everything that our own elements on the page are given."""
    return {key: part for one in at.get("bidi_component") for key, part in json.loads(one.proto.json).items()}


def texts(at) -> str:
    return "\n".join(str(one.value) for one in [*at.title, *at.text, *at.caption, *at.markdown])


def links(at) -> dict[str, dict[str, list[str]]]:
    """Parameters of the links beside each other, by their words."""
    rows = [json.loads(one.proto.json).get("links", []) for one in at.get("bidi_component")]
    return {link["text"]: link["parameters"] for row in rows for link in row}


def listed(at) -> list[str]:
    groups = [group for chapter in told(at)["list"]["chapters"] for group in chapter["groups"]]
    return [dispute["id"] for group in groups for dispute in group["disputes"]]


def numbers(at) -> list[str]:
    return [rule["number"] for rule in told(at)["choices"]["rules"]]


def test_every_dispute_of_the_record_is_counted_by_its_rule(disputes):
    at = disputes()
    assert told(at)["choices"]["count"] == "240 disputes"
    assert numbers(at) == ["96", "75", "8", "48", "13"]
    assert [rule["description"] for rule in told(at)["choices"]["rules"]] == [rule.description for rule in Rule]
    assert "The atlas does not say who is right" in texts(at)
    assert "in the whole record" in texts(at)


def test_the_districts_and_what_has_none_add_up_to_all(disputes):
    map_of = told(disputes())
    by_name = {row["name"]: int(row["number"]) for row in map_of["rows"]}
    assert len(by_name) == 18
    assert by_name["Khan Abad"] == 16
    assert map_of["nowhere"]["title"] == "14 disputes without a common district"
    assert len(map_of["nowhere"]["items"]) == 14
    assert sum(by_name.values()) + 14 == 240


def test_a_filter_keeps_pairs_of_which_one_claim_passes_and_says_so(disputes, record):
    at = disputes(party="taliban")
    passed = select(record.claims, Selection(parties=("taliban",))).index
    meant = find_disputes(record.claims, about=record.claims.index.to_series().isin(passed))
    assert told(at)["choices"]["count"] == f"{len(meant)} of 240 disputes"
    assert "at least one of its two claims passes the filters; the other need not" in texts(at)


def test_a_chosen_district_is_listed_and_the_numbers_of_the_others_stay(disputes):
    at = disputes(district="AF1901")
    rows = {row["place"]: row for row in told(at)["rows"]}
    assert rows["AF1901"]["chosen"]
    assert rows["AF1901"]["parameters"]["district"] == []
    assert rows["AF1901"]["number"] == "153"
    assert rows["AF1904"]["number"] == "16"
    assert rows["AF1904"]["parameters"]["district"] == ["AF1901", "AF1904"]
    # Three name Kunduz in one claim only, A16-11 with A16-12 among them.
    assert told(at)["choices"]["count"] == "156 of 240 disputes"
    assert "In 3 of all 156 only one of the two claims names a chosen district." in told(at)["list"]["said"]


def test_rules_and_sides_narrow_the_list_and_are_links_that_give_themselves_back(disputes):
    at = disputes(rule="explicit_counter", between="one-side")
    choices = told(at)["choices"]
    assert choices["count"] == "26 of 240 disputes"
    assert choices["rules"][0] | {"description": ""} == {
        "label": "Countered by name",
        "description": "",
        "number": "26 of 96",
        "chosen": True,
        "parameters": {"rule": [], "page": [], "dispute": []},
    }
    assert choices["rules"][1]["parameters"]["rule"] == ["explicit_counter", "opposed_ground"]
    assert {one["label"]: one["number"] for one in choices["between"]} == {
        "Anyone": "96",
        "Two sides": "70",
        "One side with itself": "26",
    }
    assert choices["own"]["text"] == "Where a side contradicts itself (49)"


def test_which_officials_concede_what_their_ministries_deny_is_answered_by_name(disputes):
    within = told(disputes(between="one-side"))["choices"]["within"]
    assert within["title"] == "One concedes, its own side says otherwise (13)"
    by_dispute = {item["parameters"]["dispute"][0]: item["text"] for item in within["items"]}
    assert by_dispute["explicit_counter.J21-10.J21-11"] == (
        "7 August 2021, Shiberghan: Qader Malia (deputy governor of Jawzjan) concedes, "
        "Mirwais Stanikzai (interior ministry spokesman) denies"
    )
    assert [camp["text"] for camp in within["camps"]] == ["Taliban (1)", "Government (43)", "Observers (5)"]
    assert told(disputes())["choices"]["within"] is None


def test_pages_hold_every_dispute_once_and_one_beyond_the_end_is_the_last(disputes):
    at = disputes(rule="part_or_whole")
    first = listed(at)
    assert len(first) == 10
    assert told(at)["list"]["pager"]["links"] == [
        {"text": "Next", "parameters": {"page": ["2"]}},
        {"text": "Last", "parameters": {"page": ["5"]}},
    ]
    pages = [first, *(listed(disputes(rule="part_or_whole", page=str(page))) for page in (2, 3, 4, 5))]
    assert len({one for page in pages for one in page}) == sum(map(len, pages)) == 48
    beyond = disputes(rule="part_or_whole", page="99")
    assert listed(beyond) == pages[-1]
    assert "There is no page 99; this is the last one." in told(beyond)["list"]["said"]


def test_a_page_begins_inside_a_chapter_and_says_so(disputes):
    chapters = told(disputes(page="2"))["list"]["chapters"]
    assert chapters[0]["continued"]
    assert not any(chapter["continued"] for chapter in chapters[1:])


def test_the_window_around_the_day_is_a_link_and_so_is_the_way_back(disputes):
    at = disputes(on="2016-04-17", window="30", page="3")
    assert links(at)["Only the 30 days up to 17 April 2016"] == {
        "from": ["2016-03-19"],
        "to": ["2016-04-17"],
        "page": [],
        "dispute": [],
    }
    day = disputes(on="2016-04-17", window="1")
    assert links(day)["Only events of 17 April 2016"]["from"] == ["2016-04-17"]
    whole = disputes(on="2016-04-17", window="all")
    assert links(whole)["Only events up to 17 April 2016"]["from"] == []
    inside = disputes(on="2016-04-17", **{"from": "2016-03-19"}, to="2016-04-17")
    assert links(inside)["The whole record"] == {"from": [], "to": [], "page": [], "dispute": []}
    assert "Only the 30 days up to 17 April 2016" not in links(inside)


def test_a_dispute_stands_alone_under_its_own_address(disputes, record):
    one = told(disputes(dispute="explicit_counter.F15-40.F15-46"))["one"]
    assert (one["rule"], one["event"], one["place"]) == ("Countered by name", "EV-2015-10-KUNDUZ-RECAPTURE", "AF1901")
    assert [claim["claim_id"] for claim in one["dispute"]["claims"]] == ["F15-46", "F15-40"]
    assert [life["claim"] for life in one["standing"]] == ["F15-46", "F15-40"]
    assert record.sums["claims.csv"] in one["dispute"]["citation"]
    assert one["number"] == "Number 1 of 29 disputes under this heading"
    assert one["around"] == [{"text": "Next", "parameters": {"dispute": ["explicit_counter.F15-40.F15-47"]}}]


def test_neighbours_are_those_listed_or_all_when_the_dispute_is_not_listed(disputes):
    listed_one = told(disputes(dispute="explicit_counter.F15-44.F15-45", between="one-side"))["one"]
    assert " disputes listed under this heading" in listed_one["number"]
    other = told(disputes(dispute="explicit_counter.F15-40.F15-46", between="one-side"))["one"]
    assert other["number"] == "Number 1 of 29 disputes under this heading"


def test_a_dispute_not_yet_known_says_when_it_became_known(disputes):
    at = disputes(dispute="explicit_counter.F15-40.F15-47", known_by="2015-10-01")
    assert "It became known on 3 October 2015." in texts(at)
    assert "F15-47 was published on 3 October 2015." in texts(at)
    assert links(at)["As known by 3 October 2015"] == {"known-by": ["2015-10-03"]}
    assert links(at)["Whenever published"] == {"known-by": []}
    assert links(at)["F15-40, published on 1 October 2015, was known"] == {"claim": ["F15-40"]}
    assert "one" not in told(at)


def test_an_empty_list_says_what_to_clear_and_what_that_leads_to(disputes):
    at = disputes(rule="figures_differ", party="un", between="one-side", known_by="2015-10-01")
    assert (
        "No dispute on record by the rule “Figures differ” (one side with itself) that was known by 1 October 2015. "
        "The filters leave: Claims made by the United Nations." in texts(at)
    )
    assert "Everything: 240 disputes" in links(at)
    assert "list" not in told(at)
    early = disputes(known_by="2015-04-01")
    assert "No dispute on record that was known by 1 April 2015." in texts(early)
    assert links(early)["Whenever published: 240 disputes"]["known-by"] == []


def test_a_dispute_that_does_not_exist_is_named(disputes):
    at = disputes(dispute="explicit_counter.F15-40.F99-99")
    assert "dispute=explicit_counter.F15-40.F99-99 is not a dispute on record." in texts(at)
    assert "dispute" not in permalink.encode(at.session_state["claimatlas.selection"])
    assert told(at)["choices"]["count"] == "240 disputes"
