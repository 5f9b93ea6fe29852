"""Across the 180th meridian: counted on inside, cut for others."""

import numpy as np
import pytest
import shapely

from claimatlas.meridian import bbox, beside, cut, usual


@pytest.mark.parametrize(
    ("longitude", "middle", "counted"),
    [(-179.5, 180.2, 180.5), (179.5, 180.2, 179.5), (68.87, 67.3, 68.87), (179, -179.9, -181), (-175, 350, 185)],
)
def test_a_longitude_is_counted_beside_the_districts_and_one_that_lies_there_keeps_its_digits(
    longitude, middle, counted
):
    assert beside([longitude], middle).tolist() == pytest.approx([counted], abs=1e-9)
    assert counted != longitude or beside([longitude], middle)[0] == longitude


@pytest.mark.parametrize(("longitude", "written"), [(180.5, -179.5), (-180, -180), (180, 180), (-181, 179), (68, 68)])
def test_others_count_from_180_west_to_180_east(longitude, written):
    assert usual(longitude) == pytest.approx(written)


def test_a_polygon_across_is_cut_and_nothing_is_lost_or_stands_twice():
    across = shapely.box(178, -1, 183, 1)
    parts = shapely.get_parts(cut(across))
    assert sorted(part.bounds for part in parts) == [(-180, -1, -177, 1), (178, -1, 180, 1)]
    assert sum(part.area for part in parts) == pytest.approx(across.area)


def test_a_polygon_that_ends_at_the_meridian_is_no_two_polygons():
    assert cut(shapely.box(180, 0, 181, 1)).equals(shapely.box(-180, 0, -179, 1))
    here = shapely.box(178, 0, 180, 1)
    assert cut(here) is here


def test_a_hole_across_the_meridian_stays_open():
    ring = shapely.box(178, -2, 182, 2).difference(shapely.box(179.5, -1, 180.5, 1))
    assert not cut(ring).contains(shapely.Point(-179.9, 0))
    assert cut(ring).area == pytest.approx(ring.area)


def test_bounds_across_have_the_greater_west():
    assert bbox(np.array([177.9, -17.5, 182.0, -15.0])) == pytest.approx((177.9, -17.5, -178.0, -15.0))
    assert bbox((64.0, 35.0, 70.0, 38.0)) == (64.0, 35.0, 70.0, 38.0)
