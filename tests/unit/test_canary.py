"""A canary in every word that the map could be told: if branca runs it, a folder appears on this computer.

The last test proves that this can be seen: it gives the same words to a map that passes them through.
"""

import json
from dataclasses import replace

import folium
import pytest

from claimatlas import load
from claimatlas import record as records
from claimatlas.draw import base_map, base_settings, changes
from claimatlas.errors import UnreadableFileError
from claimatlas.places import Gazetteer
from claimatlas.schema import CLAIMS, EVENTS
from claimatlas.selection import Selection
from claimatlas.symbology import LIGHT
from claimatlas.view import View
from claimatlas.workspace import read_declared
from tests.canary import BREAKING, BROWSER, MARKER_VARIABLE, PIECES, SERVER, Sowing

CLAIM_ONLY = "ofaclaim"
"""Stands in the words of claims and nowhere else: not even escaped may it reach the map."""
TEXTS = ("claimant", "claimant_role", "summary", "quote", "publisher", "agency", "source_title", "notes")


@pytest.fixture
def canary(tmp_path, monkeypatch):
    """The folder that must not appear, and every payload in one text."""
    marker = tmp_path / "ran"
    monkeypatch.setenv(MARKER_VARIABLE, str(marker))
    return marker, SERVER + BREAKING + "".join(BROWSER)


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
    marker, _ = canary
    leaky = folium.Marker([36.68, 69.1])
    sink(SERVER).add_to(leaky)
    rendered(hostile_view, leaky)
    assert marker.exists()


def test_what_no_column_lets_through_is_refused_with_a_message(tmp_path, record):
    """Every column that is not of words, of claims and of milestones."""
    sown = Sowing(tmp_path / "workspace")
    claims, events = (load.read_table(sown.folder / f"{table.name}.csv", table) for table in (CLAIMS, EVENTS))
    found = (
        records.check_claims_of(claims, record.places, events),
        records.check_events_of(events, record.places, claims),
    )
    told = {(p.file, p.column): (p.found, p.expected) for one in found for row in one.refused for p in row.problems}
    assert {at: text for at, (text, _) in told.items()} == {at: sown.known[key] for at, key in sown.refused.items()}
    assert all(expected for _, expected in told.values())


def test_the_vocabulary_and_the_settings_let_no_way_to_act_through(tmp_path):
    """In any of their texts; the nearest that they let through is sown, and seen on every page."""
    sown = Sowing(tmp_path / "workspace")
    for name in ("vocabulary.toml", "settings.toml"):
        path = sown.folder / name
        whole = path.read_text(encoding="utf-8")
        texts = [key for key, text in sown.known.items() if json.dumps(text, ensure_ascii=False) in whole]
        assert len(texts) > (60 if name == "vocabulary.toml" else 7)
        for number, key in enumerate(texts):
            way = PIECES[number % len(PIECES)]
            path.write_text(
                whole.replace(json.dumps(sown.known[key], ensure_ascii=False), json.dumps(way)), encoding="utf-8"
            )
            with pytest.raises(UnreadableFileError, match=f"^{name}, .*expected"):
                read_declared(path)
