"""The district page as Streamlit runs it, without a browser."""

import json
from dataclasses import replace
from functools import partial

import pytest

from claimatlas import permalink
from claimatlas.figures import figure_groups
from claimatlas.selection import Selection
from claimatlas.symbology import LIGHT
from claimatlas.ui import shell
from claimatlas.ui.district.bars import NOT_TO_BE_ADDED, bars_data
from claimatlas.ui.district.chronicle import CLAIMS_ON_A_PAGE, chronicle_data, links
from claimatlas.ui.district.strip import strip_data
from claimatlas.view import View


@pytest.fixture
def district(app):
    """`district(**parameters)`: the page at an address."""
    return partial(app, "district")


@pytest.fixture
def screen(record):
    def make(**asked):
        selection = Selection(**asked)
        return shell.Screen(record, selection, View(record, selection), LIGHT)

    return make


def day(text):
    return permalink.decode({"on": [text]}, None).selection.on


def texts(at):
    return "\n".join(str(one.value) for one in [*at.title, *at.header, *at.text, *at.caption, *at.markdown])


def page_links(at):
    """Label of each link, and what it asks for; labels are plain words behind their escapes."""
    found = [one.proto for one in at.get("page_link")]
    return {one.label.replace("\\", ""): (one.page, one.query_string) for one in found}


def test_the_head_says_the_name_and_the_status_in_words(district):
    at = district(on="2016-04-17", place="AF1904")
    said = texts(at).replace("\\", "")
    assert "Khan Abad" in said.splitlines()
    assert "17 April 2016: Contested, claimed for both: Taliban and Government." in said
    assert "Taliban: 1 live claim. Government: 1 live claim." in said
    links_here = page_links(at)
    assert "claim=SEED-15" in links_here["Latest live claim: SEED-15, about 17 April 2016"][1]
    assert "rows=live" in links_here["Both live claims in the table"][1]
    assert "district=AF1904" in links_here["Disputes in Khan Abad"][1]
    assert "district=AF1904" in links_here["26 claims about Khan Abad on any day"][1]
    assert "place=AF1904" in links_here["Show on the map"][1]


def test_a_concession_is_said(district):
    said = texts(district(on="2018-08-05", place="AF2811"))
    assert "The latest live claim is conceded: it goes against its speaker's own side." in said


def test_without_a_district_all_are_offered_with_their_numbers(district, record):
    at = district()
    assert "No district is chosen." in texts(at)
    offered = page_links(at)
    numbers = record.claims["district"].value_counts()
    for pcode, name in record.places.gazetteer.district_names.items():
        number = numbers[pcode]
        assert f"place={pcode}" in offered[f"{name}: {number} claim{'s' if number > 1 else ''}"][1]
    # Nothing is drawn but what keeps the address, and nobody sees that.
    assert [one.proto.component_name for one in at.get("bidi_component")] == ["claimatlas_keeper"]


def test_choosing_a_district_changes_the_place_and_goes_to_the_first_page(district):
    at = district(place="AF1901", window="all", page="2", on="2021-08-08")
    box = next(box for box in at.selectbox if box.label == "District")
    box.set_value("AF2811").run()
    assert not at.exception
    asked = permalink.encode(at.session_state["claimatlas.selection"])
    assert asked["place"] == ["AF2811"]
    assert "page" not in asked
    assert "Darzab" in texts(at)


def test_where_no_claim_names_a_number_it_is_said_and_the_whole_record_offered(district):
    at = district(on="2016-04-17", place="AF1904")
    assert "No claim about Khan Abad in these days names a number of killed, wounded or captured." in texts(at)
    assert "window=all" in page_links(at)["Look in the whole record up to the day"][1]
    assert NOT_TO_BE_ADDED in texts(district(on="2018-04-10", place="AF1906"))


def test_khan_abad_is_countered_both_ways_by_one_line(screen):
    data = chronicle_data(screen(place="AF1904"))
    assert data["links"] == [{"maker": "SEED-07", "named": "SEED-15", "kind": "counters", "mutual": True, "own": False}]
    stands = [(one["day"], claim["claim_id"], claim["side"]) for one in data["days"] for claim in one["claims"]]
    assert stands == [
        ("2016-04-16", "A16-09A", "right"),
        ("2016-04-17", "SEED-07", "left"),
        ("2016-04-17", "SEED-15", "right"),
    ]
    assert data["after"]["day"] == "2016-05-01"
    json.dumps(data)


# 1 October 2015: F15-45 and F15-44, both of the government, counter each other, and F15-45 counters F15-48 and F15-56
# as well; F15-42 and F15-43 count differently; F15-52, of a Taliban commander, counters F15-46, of a Taliban spokesman,
# who counters F15-40, F15-41, F15-44 and F15-56 of the government.
def test_a_denial_within_ones_own_side_is_marked(record):
    here = record.claims[(record.claims["district"] == "AF1901") & (record.claims["event_date"] == "2015-10-01")]
    own = {(one["maker"], one["named"]) for one in links(here) if one["own"] and one["kind"] == "counters"}
    others = {(one["maker"], one["named"]) for one in links(here) if not one["own"] and one["maker"] == "F15-46"}
    assert own == {("F15-44", "F15-45"), ("F15-45", "F15-48"), ("F15-45", "F15-56")} | {
        ("F15-42", "F15-43"),
        ("F15-52", "F15-46"),
    }
    assert others == {("F15-46", claim_id) for claim_id in ("F15-40", "F15-41", "F15-44", "F15-56")}


def test_every_claim_of_the_window_stands_on_one_page_in_time_order(screen):
    asked = screen(place="AF1901", on=day("2021-08-08"), window=None)
    pages = []
    for page in (2, 1):
        data = chronicle_data(screen(place="AF1901", on=day("2021-08-08"), window=None, page=page))
        pages += [claim["claim_id"] for one in data["days"] for claim in one["claims"]]
        assert sum(len(one["claims"]) for one in data["days"]) <= CLAIMS_ON_A_PAGE
    wanted = asked.view.claims_about("AF1901").sort_values(["event_date", "reported_date", "claim_id"])
    assert pages == list(wanted.index)
    beyond = chronicle_data(screen(place="AF1901", on=day("2021-08-08"), window=None, page=99))
    assert beyond["page"] == beyond["pageCount"] == 2


def test_the_strip_covers_the_record_and_has_islamic_state_only_where_it_occurs(screen, record):
    kunduz, darzab = strip_data(screen(place="AF1901")), strip_data(screen(place="AF2811"))
    assert [lane["camp"] for lane in kunduz["lanes"]] == ["taliban", "government"]
    assert [lane["camp"] for lane in darzab["lanes"]] == ["taliban", "government", "iskp"]
    assert (darzab["first"], darzab["last"]) == (record.first_day.isoformat(), record.last_day.isoformat())
    # The spring offensive was announced two days before the first claim: its milestone must not fall off the strip.
    assert (kunduz["first"], kunduz["last"]) == ("2015-04-24", record.last_day.isoformat())
    assert kunduz["runs"][0]["first"] == kunduz["first"]
    assert kunduz["runs"][-1]["last"] == kunduz["last"]
    assert {run["look"] for run in darzab["runs"]} == set(darzab["looks"]) == {one["look"] for one in darzab["legend"]}
    named = {one["id"] for one in darzab["milestones"]}
    assert named == {one for one, cell in record.events["adm2_pcodes"].items() if "AF2811" in cell.split(";")}
    json.dumps(darzab)


def test_a_day_outside_the_record_lies_on_the_strip_too(screen):
    data = strip_data(screen(place="AF1901", on=day("2023-01-01")))
    assert data["last"] == "2023-01-01"
    assert data["steps"][2] == {"label": "Day on", "day": ""}


def test_each_bar_names_its_claim_and_a_difference_leads_to_the_dispute(screen):
    asked = screen(place="AF1906", on=day("2018-04-10"))
    claims = asked.view.claims_about("AF1906")
    (occasion,) = bars_data(asked, claims, figure_groups(claims))["occasions"]
    assert occasion["event"] == "EV-2018-04-ARCHI-STRIKE"
    civilians = next(group for group in occasion["groups"] if group["title"] == "Killed: Civilians")
    assert [(bar["claim"], bar["side"], bar["words"]) for bar in civilians["bars"]] == [
        ("D18-03", "middle", "50 civilians"),
        ("D18-06", "left", "59 civilians"),
    ]
    assert civilians["note"] == "Figures of different camps do not meet."
    assert civilians["disputes"]["rule"] == ["figures_differ"]
    json.dumps(occasion)


def test_a_filter_leaves_the_other_side_out_and_the_words_say_so(screen):
    asked = screen(place="AF1904", parties=("taliban",))
    data = strip_data(asked)
    assert "No report among the claims selected (not government control)" in [one["words"] for one in data["legend"]]
    assert [len(one["claims"]) for one in chronicle_data(asked)["days"]] == [1]
    nothing = chronicle_data(replace(asked, view=View(asked.record, replace(asked.selection, parties=("un",)))))
    assert nothing["days"] == []
    assert nothing["nothing"].startswith("No claim about Khan Abad in these days")
