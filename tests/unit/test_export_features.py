"""The GeoJSON of a view follows RFC 7946 and says what was asked of which data."""

import datetime as dt
import json

import pytest
import shapely

from claimatlas import export
from claimatlas.selection import Selection
from claimatlas.view import NOT_FACTS, View

DAYS = {
    "2016-04-17": Selection(on=dt.date(2016, 4, 17)),
    "2015-09-30": Selection(on=dt.date(2015, 9, 30), window=7),
}


def collection_of(record, selection):
    return json.loads(export.render(View(record, selection), "geojson"))


@pytest.fixture(scope="module")
def first_view(record):
    return collection_of(record, Selection())


@pytest.mark.golden
@pytest.mark.parametrize("day", DAYS)
def test_the_features_are_those_on_file(record, golden, day):
    collection = collection_of(record, DAYS[day])
    # Outlines and sums have their own tests; here they would hide the change of a status in a long diff.
    told = {key: value for key, value in collection.items() if key not in ("sha256", "producer")}
    told["features"] = [{k: v for k, v in f.items() if k != "geometry"} for f in collection["features"]]
    made = (json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
    assert made.decode() == golden(f"features-{day}.json", made).decode()


def test_every_district_is_there_once(record, first_view):
    assert [f["id"] for f in first_view["features"]] == list(record.places.districts.index)


def test_a_silent_district_names_no_claim(first_view):
    silent = [f["properties"] for f in first_view["features"] if f["properties"]["status"] == "no_report"]
    assert silent
    for properties in silent:
        assert (properties["latest_claim_id"], properties["latest_event_date"]) == (None, None)
        assert properties["claim_ids"] == {}


def test_outer_rings_run_counterclockwise_and_holes_clockwise(first_view):
    for feature in first_view["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        for polygon in shapely.get_parts(shape):
            assert polygon.exterior.is_ccw
            assert not any(hole.is_ccw for hole in polygon.interiors)


def test_an_outline_wound_the_wrong_way_is_turned(record):
    from claimatlas.export.features import geometry_of

    hole = shapely.box(1, 1, 2, 2).exterior.coords
    wrong = shapely.Polygon(list(shapely.box(0, 0, 9, 9).exterior.coords)[::-1], [hole])
    shell, inner = geometry_of(wrong)["coordinates"]
    assert shapely.LinearRing(shell).is_ccw
    assert not shapely.LinearRing(inner).is_ccw


def test_outlines_are_the_districts_to_five_decimals(record, first_view):
    for feature in first_view["features"]:
        drawn = shapely.geometry.shape(feature["geometry"])
        true = record.places.districts.geometry[feature["id"]]
        assert shapely.hausdorff_distance(drawn, true) <= 0.00001
        assert all(round(degrees, 5) == degrees for degrees in shapely.get_coordinates(drawn).ravel().tolist())


def test_it_says_what_was_asked_of_which_data(record):
    selection = Selection(known_by=dt.date(2016, 5, 1), window=None, parties=("taliban",))
    collection = collection_of(record, selection)
    view = View(record, selection)
    assert (collection["on"], collection["known_by"], collection["window_days"]) == ("2016-04-17", "2016-05-01", None)
    assert collection["filters"] == {"party": ["taliban"]}
    assert collection["filter_sentence"] == view.filter_sentence
    assert collection["clock_sentence"] == view.clock_sentence
    assert collection["title"] == view.title
    assert collection["sha256"] == record.sums
    assert collection["caution"] == NOT_FACTS
    assert "CC BY 4.0" in " ".join(collection["credits"])


def test_no_word_of_a_claim_is_in_it(claim, record_of):
    hostile = claim(claimant="<script>alert(1)</script>", summary="{{7*7}}", notes="${x}", publisher="`x`")
    made = export.render(View(record_of(hostile), Selection()), "geojson").decode()
    assert not [text for text in ("<script>", "{{7", "${", "`x`") if text in made]


def test_every_geometry_is_one_of_rfc_7946(first_view):
    west, south, east, north = first_view["bbox"]
    assert first_view["type"] == "FeatureCollection"
    assert len({feature["id"] for feature in first_view["features"]}) == len(first_view["features"])
    for feature in first_view["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert (feature["type"], feature["geometry"]["type"] in ("Polygon", "MultiPolygon")) == ("Feature", True)
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        single = feature["geometry"]["type"] == "Polygon"
        for polygon in [feature["geometry"]["coordinates"]] if single else feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert len(ring) >= 4
                assert ring[0] == ring[-1]
                assert all(west <= x <= east and south <= y <= north for x, y in ring)


def test_there_is_no_crs_member(first_view):
    assert "crs" not in first_view
    assert len(first_view["bbox"]) == 4
