"""What folium is given: inert, small, and no word of a claim."""

import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimatlas import vocabulary as voc
from claimatlas.draw import as_script, base_map, base_settings, changes, message
from claimatlas.selection import Selection
from claimatlas.symbology import DARK, LARGEST_DISC, LIGHT
from claimatlas.view import View

GEODATA = "../geodata/LAYER.geojson"
HOSTILE = "{{7*7}}{% raw %}{# gone #}</script><img src=x onerror=alert(1)>`${x}`\u2028'\"\\"


def read_back(script: str):
    inside = re.fullmatch(r"JSON\.parse\('(.*)'\)", script).group(1)
    return json.loads(re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code.group(1), 16)), inside))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_the_gate_lets_no_sign_through_that_a_template_or_html_could_act_on(value):
    script = as_script(value)
    assert not set(script.removeprefix("JSON.parse('").removesuffix("')")) & set("{}<>&'`$%#")


@given(json_values)
def test_what_passes_the_gate_comes_out_as_it_went_in(value):
    assert read_back(as_script(value)) == value


def test_hostile_words_are_inert_when_folium_renders_them(record):
    settings = as_script({"word": HOSTILE})
    html = base_map(record.places, LIGHT, settings).get_root().render()
    assert "49" not in re.findall(r"JSON\.parse\('[^']*'\)", html)[-1]
    assert HOSTILE not in html
    assert as_script({"word": HOSTILE}) in html


def test_the_message_holds_no_word_of_any_claim(record):
    for place in ("", "AF1901"):
        view = View(record, Selection(window=None, place=place))
        told = json.dumps(message(view), ensure_ascii=False)
        for column in ("claimant", "summary", "notes", "publisher", "source_title", "claimant_role"):
            for text in record.claims[column].unique():
                assert len(text) < 12 or text not in told


def test_the_message_does_not_grow_with_the_number_of_claims(record):
    few = as_script(message(View(record, Selection(window=7))))
    all_of_them = as_script(message(View(record, Selection(on=record.last_day, window=None))))
    assert len(few) < 8_000
    assert len(all_of_them) < 8_000


def test_the_same_view_makes_the_same_message(record):
    first, second = (as_script(message(View(record, Selection()))) for _ in range(2))
    assert first == second


def test_nothing_of_the_map_comes_from_another_host(record):
    html = base_map(record.places, LIGHT, base_settings(record.places, LIGHT, GEODATA)).get_root().render()
    assert re.findall(r"(?:src|href)=\"(?!\.\./)", html) == []


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_way_to_fill_a_district_has_its_pattern_in_the_theme(record, palette):
    html = base_map(record.places, palette, base_settings(record.places, palette, GEODATA)).get_root().render()
    patterns = [read_back(found) for found in re.findall(r"CampStripes\((JSON\.parse\('[^']*'\))\)", html)]
    by_key = {pattern["key"]: pattern for pattern in patterns}
    assert by_key["taliban+government"]["colors"] == [palette.camps["taliban"], palette.camps["government"]]
    assert by_key["taliban+government+iskp"]["colors"] == [palette.camps[c] for c in ("taliban", "government", "iskp")]
    assert by_key["no_report"]["dots"]
    assert len({(pattern["angle"], pattern["weight"]) for key, pattern in by_key.items() if "+" not in key}) >= 3


def test_one_of_two_maps_differs_from_the_map_alone_only_in_what_sets_it_apart(record):
    own = {"label": "Left map of claims by district", "pair": {"id": "pair", "writes": True}}
    alone = read_back(base_settings(record.places, LIGHT, GEODATA))
    assert alone["pair"] is None
    assert read_back(base_settings(record.places, LIGHT, GEODATA, **own)) == alone | own


def test_a_change_is_one_call_with_one_value(record):
    group = changes(View(record, Selection()), opened=3)
    (call,) = group._children.values()
    assert call.function == "show"
    assert read_back(call.arguments)["opened"] == 3


def test_the_message_says_who_spoke_last_of_a_district_in_codes(record):
    told = message(View(record, Selection()))["districts"]["AF1904"]
    assert told["look"] == "taliban+government"
    assert told["age"] == "fresh"
    assert told["counts"] == {"taliban": 1, "government": 1}
    assert told["said"] == {
        "taliban": [1, "2016-04-17", "taliban", "advance"],
        "government": [2, "2016-04-17", "government", "advance"],
    }


def test_a_conceded_district_names_the_camp_that_concedes(record):
    # 8 October 2015, Imam Sahib: a government official says that the Taliban took it.
    told = message(View(record, Selection(on=dt.date(2015, 10, 8))))["districts"]
    assert {pcode: one["conceded"] for pcode, one in told.items() if one["conceded"]} == {"AF1905": "government"}
    assert told["AF1905"]["age"] == "recent"


def test_discs_and_milestones_are_told_only_while_their_layers_are_on(record):
    usual = message(View(record, Selection()))
    assert usual["discs"] == []
    assert {"district": "AF1904", "kind": "offensive"} in usual["milestones"]
    other = message(View(record, Selection(layers=("claims",), hidden=("milestones", "rivers"))))
    assert other["milestones"] == []
    assert set(usual["shown"]) - set(other["shown"]) == {"milestones", "rivers"}
    discs = {disc["district"]: disc for disc in other["discs"]}
    assert discs["AF1904"]["counts"] == {"taliban": 1, "government": 2}
    assert 0 < discs["AF1904"]["radius"] < discs["AF1901"]["radius"] <= LARGEST_DISC


def test_tiles_come_from_their_provider_alone_and_name_it(record):
    tiles = read_back(base_settings(record.places, LIGHT, GEODATA))["tiles"]
    assert set(tiles) == {code.value for code in voc.Tiles} - {"off"}
    assert all(one["url"].startswith("https://") and "{z}" in one["url"] for one in tiles.values())
    assert all(one["attribution"].startswith("©") and one["max_zoom"] >= 17 for one in tiles.values())
