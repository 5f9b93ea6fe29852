"""The Compare page as Streamlit runs it, without a browser."""

import datetime as dt
import json
from functools import partial

import pytest

from claimatlas import permalink


@pytest.fixture
def compare(app):
    """`compare(**parameters)`: the page at an address."""
    return partial(app, "compare")


def maps(at) -> list[dict]:
    """What each map is told at this step."""
    arguments = [json.loads(one.proto.json_args) for one in at.get("component_instance")]
    calls = [one["feature_group"].split("JSON.parse('")[1].split("')")[0] for one in arguments]
    return [json.loads(call.encode().decode("unicode_escape")) for call in calls]


def looks(at, pcode) -> list[str]:
    return [told["districts"][pcode]["look"] for told in maps(at)]


def asked(at) -> dict[str, list[str]]:
    return permalink.encode(at.session_state["claimatlas.selection"])


def said(at) -> str:
    return "\n".join(str(one.value) for one in [*at.title, *at.subheader, *at.header, *at.text, *at.caption])


def elements(at) -> list[str]:
    drawn = (one.proto for one in at.get("bidi_component"))
    return [str(proto) for proto in drawn if proto.component_name != "claimatlas_keeper"]


def press(at, label):
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def date_box(at, start):
    return next(box for box in at.date_input if box.label.startswith(start))


def test_the_evening_kunduz_fell_stands_against_a_month_later(compare):
    at = compare(on="2015-09-28", known_by="2015-09-28", vs_known_by="2015-10-28")
    assert "28 September 2015, as one could know it that evening" in said(at).replace("\\", "")
    assert "28 September 2015, as one could know it by 28 October 2015" in said(at).replace("\\", "")
    assert looks(at, "AF1904") == ["no_report", "taliban"]
    assert looks(at, "AF1901") == ["taliban+government"] * 2
    assert "2 of 18 districts differ" in said(at)
    table = elements(at)[-1]
    for claim_id in ("F15-17", "F15-66", "F15-67"):
        assert claim_id in table
    assert "published 15 days later, on 13 October 2015" in table


def test_both_maps_are_the_same_base_but_for_their_place(compare):
    at = compare(on="2015-09-28")
    bases = [json.loads(one.proto.json_args)["script"] for one in at.get("component_instance")]
    assert len(bases) == 2
    at.date_input(key="control-compare-versus_known_by").set_value(dt.date(2015, 9, 29)).run()
    assert [json.loads(one.proto.json_args)["script"] for one in at.get("component_instance")] == bases


def test_the_clock_beside_the_page_and_the_one_over_the_left_map_are_one(compare):
    at = compare(on="2015-09-28")
    date_box(at, "Left picture").set_value(dt.date(2015, 10, 1)).run()
    assert asked(at)["known-by"] == ["2015-10-01"]
    assert date_box(at, "Known by").value == dt.date(2015, 10, 1)
    date_box(at, "Known by").set_value(dt.date(2015, 9, 29)).run()
    assert date_box(at, "Left picture").value == dt.date(2015, 9, 29)
    assert looks(at, "AF1904") == ["taliban", "taliban"]


def test_nothing_that_was_left_open_is_written_into_the_address(compare):
    at = compare(on="2015-09-28", compare="days")
    assert "29 September 2015" in said(at)
    assert not {"vs-on", "known-by", "vs-known-by"} & set(asked(at))
    assert asked(at)["on"] == ["2015-09-28"]


def test_two_days_can_be_chosen_and_change_places(compare):
    at = compare(on="2015-09-28", compare="days")
    date_box(at, "Day of the right picture").set_value(dt.date(2015, 10, 2)).run()
    assert [told["on"] for told in maps(at)] == ["2015-09-28", "2015-10-02"]
    press(at, "Swap sides")
    assert [told["on"] for told in maps(at)] == ["2015-10-02", "2015-09-28"]
    assert (asked(at)["on"], asked(at)["vs-on"]) == (["2015-10-02"], ["2015-09-28"])


def test_two_parties_set_the_party_filter_aside_and_say_so(compare):
    at = compare(on="2015-09-28", compare="voices", party="media")
    assert "The party filter is set aside here" in said(at)
    assert asked(at)["party"] == ["media"]
    assert looks(at, "AF1901") == ["taliban", "taliban+government"]
    box = next(box for box in at.selectbox if box.label == "Party of the right picture")
    box.set_value("local_official").run()
    assert asked(at)["vs-voice"] == ["local_official"]
    assert "28 September 2015 according to local officials" in said(at).replace("\\", "")


def test_each_map_says_its_number_of_claims_and_links_to_them(compare):
    at = compare(on="2015-09-28", vs_known_by="2015-10-28")
    links = {one.proto.label: one.proto.query_string for one in at.get("page_link")}
    assert "known-by=2015-09-28" in links["11 claims decide this map"]
    assert "rows=live" in links["11 claims decide this map"]
    assert "known-by=2015-10-28" in links["14 claims decide this map"]


def test_a_picture_against_itself_has_words(compare):
    at = compare(on="2015-09-28", known_by="2015-09-28", vs_known_by="2015-09-28")
    assert "Both pictures are the same" in said(at)


def test_two_empty_pictures_lead_to_the_nearest_days_with_claims(compare):
    at = compare(on="2018-12-31", window="7", compare="voices")
    assert "No district has a live claim in either picture. Silence is not control." in said(at)
    before = next(button for button in at.button if button.label.startswith("Latest before: "))
    before.click().run()
    assert asked(at)["on"][0] < "2018-12-31"


def test_the_chosen_district_is_compared_with_claims_of_every_type(compare):
    at = compare(on="2015-10-01", place="AF1901", vs_known_by="2015-10-28")
    assert "Everything said of Kunduz" in said(at)
    assert [told["place"] for told in maps(at)] == ["AF1901"] * 2
    table = elements(at)[-1]
    assert "Claims of any type" in table
    press(at, "Choose no district")
    assert "place" not in asked(at)
