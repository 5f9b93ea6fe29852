"""The sidecar says what was asked, of which data, by which version, and what came out."""

import datetime as dt
import hashlib
import json

import pytest

from claimatlas import __version__, export, permalink
from claimatlas.selection import Selection
from claimatlas.view import View

ASKED = Selection(on=dt.date(2015, 9, 30), window=7, known_by=dt.date(2016, 1, 1), claim_types=("capture", "recapture"))


def sidecar_of(view, ending, request=None):
    request = request or export.Request()
    return export.sidecar_of(view, ending, export.render(view, ending, request), request)


@pytest.fixture(scope="module")
def view(record):
    return View(record, ASKED)


@pytest.fixture(scope="module")
def about(view):
    return json.loads(sidecar_of(view, "csv"))


def test_it_describes_the_bytes_it_stands_beside(view, about):
    content = export.render(view, "csv")
    sum_of_content = hashlib.sha256(content).hexdigest()
    assert about["snapshot"] == {"format": "csv", "bytes": len(content), "sha256": sum_of_content}


def test_its_parameters_lead_back_to_the_view(view, about):
    decoded = permalink.decode(about["parameters"], view.record.places.gazetteer)
    assert decoded.selection == ASKED
    assert not decoded.ignored
    assert about["address"] == permalink.address(ASKED)


def test_it_holds_every_field_of_the_selection(about):
    assert about["selection"]["on"] == "2015-09-30"
    assert about["selection"]["known_by"] == "2016-01-01"
    assert about["selection"]["claim_types"] == ["capture", "recapture"]
    assert set(about["selection"]) == {*Selection.__dataclass_fields__}


def test_it_names_every_claim_shown_and_those_that_decide_the_map(view, about):
    assert about["claim_ids"]["listed"] == sorted(view.claims.index)
    assert about["claim_ids"]["live"] == sorted(view.live.index)
    assert set(about["claim_ids"]["live"]) <= set(about["claim_ids"]["listed"])
    assert about["counts"]["live"] == len(about["claim_ids"]["live"]) > 0


def test_it_says_what_the_map_says(view, about):
    said = about["said"]
    assert (said["title"], said["filters"]) == (view.title, view.filter_sentence)
    assert (said["clocks"], said["counts"]) == (view.clock_sentence, view.count_sentence)


def test_it_sums_the_data_and_names_the_versions(view, about):
    assert about["data_sha256"] == view.record.sums
    assert about["versions"]["claimatlas"] == __version__
    assert {"python", "geopandas", "shapely", "pandas", "numpy", "pyproj", "geos", "proj"} <= set(about["versions"])
    drawn, layers = (json.loads(export.sidecar_of(view, ending, b""))["versions"] for ending in ("png", "gpkg"))
    assert {"matplotlib", "freetype"} <= set(drawn) - set(layers)
    assert {"pyogrio", "gdal"} <= set(layers) - set(drawn)


def test_it_counts_the_rows_that_were_refused(claim, record_of):
    view = View(record_of(claim(), claim(claim_id="T-2", event_date="17/04/2016")), Selection())
    assert json.loads(sidecar_of(view, "csv"))["refused_rows"]["claims.csv"] == 1


def test_the_same_view_has_the_same_sidecar(record):
    first, second = (sidecar_of(View(record, ASKED), "geojson") for _ in range(2))
    assert first == second


def test_an_address_given_is_kept(view):
    about = json.loads(sidecar_of(view, "csv", export.Request("https://atlas.example/?on=2015-09-30")))
    assert about["address"] == "https://atlas.example/?on=2015-09-30"
