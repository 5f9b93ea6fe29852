"""Small outlines of the districts: every one once, at one scale, in its own place."""

import re

import geopandas as gpd
import pytest
import shapely
from shapely.affinity import translate

from claimatlas.sketch import GAP, MARGIN, ROOM, sketch


@pytest.fixture(scope="module")
def districts(record):
    return record.places.districts


@pytest.fixture(scope="module")
def drawn(districts):
    return sketch(districts)


def ground(outline):
    """What the path data of an outline fills, read back; rings that overlap cut each other out."""
    filled = shapely.Polygon()
    for ring in re.findall(r"M([^Z]*)Z", outline.path):
        points = [tuple(map(float, pair.split(","))) for pair in ring.split("L")]
        filled = filled.symmetric_difference(shapely.Polygon(points).buffer(0))
    return filled


def outlines(sketched):
    return {outline.adm2_pcode: outline for drawing in sketched.drawings for outline in drawing.outlines}


def test_every_district_is_drawn_once(drawn, districts):
    drawn_pcodes = [outline.adm2_pcode for drawing in drawn.drawings for outline in drawing.outlines]
    assert sorted(drawn_pcodes) == sorted(districts["adm2_pcode"])


def test_provinces_far_apart_have_a_drawing_each_from_west_to_east(drawn):
    assert [drawing.provinces for drawing in drawn.drawings] == [("AF28",), ("AF19",)]
    assert [len(drawing.outlines) for drawing in drawn.drawings] == [11, 7]


def test_all_drawings_are_at_one_scale(drawn, districts):
    for pcode, outline in outlines(drawn).items():
        area_km2 = ground(outline).area / drawn.units_per_km**2
        assert area_km2 == pytest.approx(districts.loc[pcode, "area_km2"], rel=0.03), pcode


def test_the_drawings_fill_the_room_and_leave_none_of_it(drawn):
    width = sum(drawing.width for drawing in drawn.drawings) + GAP * (len(drawn.drawings) - 1)
    height = max(drawing.height for drawing in drawn.drawings)
    assert width <= ROOM[0] + 0.5
    assert height <= ROOM[1] + 0.5
    assert width == pytest.approx(ROOM[0], abs=0.5) or height == pytest.approx(ROOM[1], abs=0.5)


def test_outlines_stay_inside_their_drawing_with_room_for_a_stroke(drawn):
    for drawing in drawn.drawings:
        paper = shapely.box(MARGIN, MARGIN, drawing.width - MARGIN, drawing.height - MARGIN).buffer(0.6)
        assert all(paper.covers(ground(outline)) for outline in drawing.outlines)


def test_a_number_stands_well_inside_its_own_district(drawn):
    for outline in outlines(drawn).values():
        place = shapely.Point(outline.across, outline.down)
        assert ground(outline).contains(place.buffer(5))


def test_north_is_up_and_east_is_right(drawn):
    # Imam Sahib lies north of Kunduz, Khan Abad east of it.
    found = outlines(drawn)
    assert found["AF1905"].down < found["AF1901"].down
    assert found["AF1904"].across > found["AF1901"].across


def test_neighbours_still_share_their_border(drawn):
    found = outlines(drawn)
    kunduz, khan_abad = ground(found["AF1901"]), ground(found["AF1904"])
    # Corners are written to a tenth of a unit, the same in both outlines.
    assert kunduz.intersection(khan_abad).area < 0.5
    corners = [set(re.findall(r"[\d.]+,[\d.]+", found[pcode].path)) for pcode in ("AF1901", "AF1904")]
    assert len(corners[0] & corners[1]) > 5


def square(west, south, size=1.0):
    return shapely.box(west, south, west + size, south + size)


def made_of(*rows):
    """Districts as (P-code, province, shape)."""
    pcodes, provinces, shapes = zip(*rows, strict=True)
    return gpd.GeoDataFrame({"adm2_pcode": pcodes, "adm1_pcode": provinces}, geometry=list(shapes), crs="EPSG:4326")


def test_provinces_that_touch_share_a_drawing_and_so_does_what_joins_two():
    far = sketch(made_of(("B1", "B", square(0, 0)), ("A1", "A", square(6, 0))))
    assert [drawing.provinces for drawing in far.drawings] == [("B",), ("A",)]
    joined = sketch(made_of(("B1", "B", square(0, 0)), ("A1", "A", square(6, 0)), ("C1", "C", shapely.box(1, 0, 6, 1))))
    assert [drawing.provinces for drawing in joined.drawings] == [("B", "C", "A")]


def test_islands_and_holes_are_kept_and_the_number_goes_to_the_largest_part():
    lake = shapely.box(0.2, 0.2, 0.4, 0.4)
    island = translate(square(0, 0, 0.2), 1.5, 0)
    (drawing,) = sketch(made_of(("A1", "A", shapely.union(square(0, 0) - lake, island)))).drawings
    (outline,) = drawing.outlines
    assert outline.path.count("M") == 3
    assert outline.across < drawing.width / 2
    whole, filled = 1.0 + 0.04 - 0.04, ground(outline).area
    assert filled / (drawing.width - 2 * MARGIN) ** 2 == pytest.approx(whole / 1.7**2, rel=0.03)


def test_the_order_of_the_rows_does_not_matter_and_nothing_is_changed(districts, drawn):
    before = districts.copy()
    assert sketch(districts.iloc[::-1]) == drawn
    assert districts.equals(before)
