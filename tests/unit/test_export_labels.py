"""Names find their places, stripes fill what they should, and kilometres are kilometres."""

import datetime as dt
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from pyproj import Geod

from claimatlas.export import context, naming
from claimatlas.export.arrows import arrow_from, arrow_on_map
from claimatlas.export.fills import DOT_RADIUS, bands, dots
from claimatlas.export.frame import fit
from claimatlas.export.furniture import arrange, bar_length_km
from claimatlas.export.labels import Wanted, place_all, place_if_free
from claimatlas.export.marks import marks_on_map
from claimatlas.export.page import Style
from claimatlas.marks import Arrow
from claimatlas.selection import Selection
from claimatlas.view import View

SQUARE = shapely.box(0, 0, 100, 100)
ROOM = shapely.box(-200, -200, 300, 300)


@pytest.fixture(scope="module")
def frame(record):
    return fit(record.places.districts, 18, 110, 764, 370)


@pytest.fixture(scope="module")
def districts(record, frame):
    return {pcode: frame.placed(shape) for pcode, shape in record.places.districts.geometry.items()}


def boxes_of(names):
    return [shapely.box(*name.placed.box) for name in names]


@pytest.mark.parametrize("name", ["Ab " * 60, "A" * 200, "A" * 9000])
def test_a_name_that_is_large_for_the_map_is_written_whole_all_the_same(record, frame, districts, name):
    made = view_with_name(record, "AF1901", name)
    (placed,) = naming.district_names(made, {"AF1901": districts["AF1901"]}, [], frame)
    assert "".join(placed.placed.wanted.lines).replace(" ", "") == name.replace(" ", "")
    left, _, right, _ = placed.placed.box
    assert left > frame.room.bounds[0]
    assert right < frame.room.bounds[2]


def view_with_name(record, pcode, name):
    known = record.places.gazetteer
    names = known.districts["name_en"].mask(known.districts["adm2_pcode"] == pcode, name)
    gazetteer = replace(known, districts=known.districts.assign(name_en=names))
    return View(replace(record, places=replace(record.places, gazetteer=gazetteer)), Selection())


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(on=dt.date(2015, 9, 30), window=7, layers=("claims",)),
        Selection(on=dt.date(2021, 8, 30), window=None),
    ],
)
def test_all_district_names_stand_on_the_map_and_none_collides(record, frame, districts, selection):
    view = View(record, selection)
    furniture = arrange(frame, shapely.union_all(list(districts.values())))
    arrows = [arrow_on_map(arrow, view, frame).bounds for arrow in view.arrows]
    marks = [mark.box for mark in marks_on_map(view, frame)]
    taken = [furniture.caution, furniture.scale, furniture.locator, *marks, *arrows]
    names = naming.district_names(view, districts, taken, frame)
    around = naming.names_around(
        record.places, frame, context.towns(frame, record.places, taken), [*taken, *(n.placed.box for n in names)]
    )
    assert [name.placed.wanted.key for name in names] == list(record.places.gazetteer.district_names.values())
    boxes = [*boxes_of(names), *boxes_of(around), *(shapely.box(*box) for box in taken[:3])]
    assert not [(a, b) for a, b in combinations(boxes, 2) if a.intersects(b)]
    assert not [(a, b) for a in boxes for b in (*arrows, *marks) if a.intersects(shapely.box(*b))]
    assert all(frame.room.contains(box) for box in boxes)


def test_every_name_stands_on_its_district_or_has_a_leader(record, frame, districts):
    names = naming.district_names(View(record, Selection()), districts, [], frame)
    for (_, ground), name in zip(districts.items(), names, strict=True):
        box = shapely.box(*name.placed.box)
        assert name.placed.leader is not None or box.intersection(ground).area > box.area / 2


def test_provinces_of_the_record_and_countries_around_are_named(record, frame):
    names = naming.names_around(record.places, frame, [], [])
    assert {"Kunduz", "Jowzjan", "Tajikistan", "Uzbekistan", "Turkmenistan"} <= {n.placed.wanted.key for n in names}


def test_a_country_is_named_on_its_own_ground(record, frame):
    # Points of Natural Earth that lie well inside each country.
    capitals = {"Tajikistan": (68.2, 37.6), "Uzbekistan": (67.2, 37.5), "Turkmenistan": (65.4, 37.5)}
    areas = dict(context.foreign_areas(frame, record.places))
    for country, place in capitals.items():
        assert areas[country].contains(shapely.Point(frame.point(*place))), country


def test_furniture_covers_no_district(districts, frame):
    ground = shapely.union_all(list(districts.values()))
    furniture = arrange(frame, ground)
    assert not ground.intersects(shapely.box(*furniture.caution))
    assert not ground.intersects(shapely.box(*furniture.scale))
    assert not shapely.box(*furniture.scale).intersects(shapely.box(*furniture.caution))


def test_a_name_without_room_on_its_ground_gets_a_leader_to_it():
    tiny = shapely.box(50, 50, 54, 54)
    (placed,) = place_all([Wanted("A", ("A",), 40, 8, tiny)], [(40, 40, 64, 64)], ROOM, tiny)
    assert placed.leader is not None
    assert placed.leader.distance(tiny) == 0
    assert not shapely.box(*placed.box).intersects(shapely.box(40, 40, 64, 64))


def test_a_name_that_need_not_be_there_is_left_out_when_there_is_no_room():
    wanted = Wanted("A", ("A",), 40, 8, SQUARE)
    centres = np.array([[50.0, 50.0]])
    assert place_if_free(wanted, centres, [(45, 45, 55, 55)]) is None
    assert place_if_free(wanted, centres, [(45, 80, 55, 90)]) is not None
    assert place_if_free(wanted, np.array([[95.0, 50.0]]), []) is None


@given(angle=st.sampled_from([0, 45, 90, 135]), count=st.integers(2, 3), width=st.floats(2, 8))
@example(angle=135, count=3, width=2.408819573778232)
def test_stripes_of_all_camps_together_are_the_area_and_share_it(angle, count, width):
    parts = [bands(SQUARE, angle, width, place, count) for place in range(count)]
    assert sum(part.area for part in parts) == pytest.approx(SQUARE.area, rel=1e-6)
    assert all(part.is_valid for part in parts)
    assert shapely.union_all(parts, grid_size=1e-5).symmetric_difference(SQUARE).area < 0.01
    # One stripe more or less at an edge.
    assert all(abs(part.area - SQUARE.area / count) <= width * 142 for part in parts)


def test_stripes_lean_as_on_the_screen():
    # On a screen y grows downwards: 45 degrees fall to the right, 135 rise to the right.
    for angle, direction in ((0, (1, 0)), (90, (0, 1)), (45, (1, -1)), (135, (1, 1))):
        stripe = max(shapely.get_parts(bands(SQUARE, angle, 6, 0, 2)), key=lambda part: part.area)
        ends = shapely.get_coordinates(shapely.minimum_rotated_rectangle(stripe))
        edge = max(np.diff(ends, axis=0), key=lambda d: np.hypot(*d))
        assert abs(np.cross([*edge, 0], [*direction, 0])[2]) < 1e-6 * np.hypot(*edge)


def test_dots_stay_inside():
    assert all(SQUARE.contains(shapely.Point(dot).buffer(DOT_RADIUS)) for dot in dots(SQUARE))
    assert len(dots(shapely.box(0, 0, 0.5, 0.5))) == 0


def test_the_scale_is_true_within_half_a_percent(record, frame):
    geod = Geod(ellps="WGS84")
    for longitude, latitude in ((65.8, 36.7), (67.3, 36.7), (68.9, 36.8), (66.0, 37.4)):
        for azimuth in (0, 45, 90):
            east, north, _ = geod.fwd(longitude, latitude, azimuth, 50_000)
            drawn = np.hypot(*(np.array(frame.point(east, north)) - frame.point(longitude, latitude)))
            assert drawn == pytest.approx(50_000 * frame.points_per_metre, rel=0.005)


def test_all_districts_lie_inside_the_map(districts, frame):
    assert all(frame.room.contains(shape) for shape in districts.values())


@given(st.floats(0.0005, 0.05), st.floats(50, 300))
def test_the_scale_bar_is_round_and_fits(points_per_metre, width):
    length = bar_length_km(points_per_metre, width)
    assert f"{length:e}"[0] in "125"
    assert width / 2.51 <= length * 1000 * points_per_metre <= width * 1.000001


@pytest.mark.parametrize(("bearing", "side"), [(0, (0, 1)), (90, (1, 0)), (180, (0, -1)), (270, (-1, 0))])
def test_an_arrow_stands_on_the_named_side_of_the_centre(bearing, side):
    centroid = arrow_from(bearing).centroid
    assert (np.sign(round(centroid.x, 6)), np.sign(round(centroid.y, 6))) == side


def test_arrows_of_two_camps_from_one_side_do_not_cover_each_other(record, frame):
    arrows = tuple(Arrow("AF1901", "N", camp, ("X",)) for camp in ("", "government", "taliban"))
    view = View(record, Selection())
    vars(view)["arrows"] = arrows
    shapes = [arrow_on_map(arrow, view, frame) for arrow in arrows]
    assert not [pair for pair in combinations(shapes, 2) if pair[0].intersects(pair[1])]


def test_no_line_is_wider_than_asked_and_no_letter_is_lost():
    style = Style(6, "#000000")
    words = "Claims of this view " + "abcdefghij" * 30 + " and on"
    lines = style.wrapped(words, 120)
    assert all(style.width(line) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
