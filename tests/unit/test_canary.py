"""A canary in every word that the map could be told: if branca runs it, a folder appears on this computer.

The last test proves that this can be seen: it gives the same words to a map that passes them through.
"""

import json
from dataclasses import replace

import folium
import pytest

from claimatlas.draw import base_map, base_settings, changes
from claimatlas.places import Gazetteer
from claimatlas.selection import Selection
from claimatlas.symbology import LIGHT
from claimatlas.view import View

BROWSER = (
    "<script>window.ran=1</script>", "</script><script>window.ran=1</script>", "<img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>", "<svg><script>window.ran=1</script></svg>", "<iframe srcdoc='<script>1</script>'>",
    "<a href=javascript:window.ran=1>x</a>", "<body onload=window.ran=1>", "<details open ontoggle=window.ran=1>",
    "<video><source onerror=window.ran=1>", "<math><mi//xlink:href='data:x,<script>1</script>'>", "<!--<script>",
    "<style>@import 'http://example.org/x'</style>", "<link rel=stylesheet href=http://example.org/x>",
    "<meta http-equiv=refresh content='0;url=http://example.org'>", "<base href=http://example.org/>",
    "<object data=http://example.org/x>", "<embed src=http://example.org/x>", "`${window.ran=1}`", "\\`;window.ran=1//",
    "';window.ran=1;'", '";window.ran=1;"', "\u2028window.ran=1\u2028", "{{7*7}}{% if %}{# gone #}",
    "]]><script>1</script>",
)  # fmt: skip
CLAIM_ONLY = "ofaclaim"
"""Stands in the words of claims and nowhere else: not even escaped may it reach the map."""
TEXTS = ("claimant", "claimant_role", "summary", "quote", "publisher", "agency", "source_title", "notes")


@pytest.fixture
def canary(tmp_path):
    """The folder that must not appear, and every payload in one text."""
    marker = tmp_path / "ran"
    template = f"{{{{cycler.__init__.__globals__.os.mkdir({json.dumps(str(marker))})}}}}"
    return marker, template + "".join(BROWSER)


@pytest.fixture
def hostile_view(canary, claim, record_of, record):
    """A view in which every claim's word and every name of the gazetteer is the canary."""
    _, words = canary
    told = record_of(claim(place_as_reported=words, **dict.fromkeys(TEXTS, words + CLAIM_ONLY)))
    names, provinces = record.places.gazetteer.district_names, record.places.gazetteer.province_names
    layers = {name: layer.copy() for name, layer in record.places.layers.items()}
    for layer in layers.values():
        for column in layer.columns.intersection(["name", "name_en", "country"]):
            layer[column] = words
    gazetteer = hostile_gazetteer(record, names, provinces, words)
    return View(replace(told, places=replace(record.places, layers=layers, gazetteer=gazetteer)), Selection())


def hostile_gazetteer(record, names, provinces, words):
    made = Gazetteer.__new__(Gazetteer)
    made.__dict__.update(record.places.gazetteer.__dict__)
    made.__dict__.update(
        {
            key: dict.fromkeys(value, words)
            for key, value in made.__dict__.items()
            if isinstance(value, dict) and value in (names, provinces)
        }
    )
    assert words in {*made.district_names.values(), *made.province_names.values()}
    return made


def rendered(view, *more):
    """What branca makes of base map and message: it renders everything twice."""
    base = base_map(view.record.places, LIGHT, base_settings(view.record.places, LIGHT, "x/LAYER", height={}))
    changes(view).add_to(base)
    for one in more:
        one.add_to(base)
    return base.get_root().render()


def test_no_word_of_claims_or_names_is_run_by_the_map_on_the_server_or_written_into_its_page(canary, hostile_view):
    marker, _ = canary
    page = rendered(hostile_view)
    assert not marker.exists()
    for payload in BROWSER:
        assert payload not in page
    assert CLAIM_ONLY not in page


@pytest.mark.parametrize("sink", [folium.Tooltip, folium.Popup])
def test_the_canary_sings_on_a_map_that_passes_words_through(canary, hostile_view, sink):
    """A draw module that gives a claim's words to folium, as this house's may never do."""
    marker, words = canary
    leaky = folium.Marker([36.68, 69.1])
    sink(words.partition("}}")[0] + "}}").add_to(leaky)
    rendered(hostile_view, leaky)
    assert marker.exists()
