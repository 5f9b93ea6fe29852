"""Approach arrows: from the named side, pointing at a district's centre.

Comes in: an ``Arrow`` of a view. Goes out: a polygon in points, and its colour.
Refuses to say how far away the forces are: every arrow has the same length.
"""

from __future__ import annotations

import shapely
from shapely.affinity import rotate, scale, translate
from shapely.geometry.base import BaseGeometry

from claimatlas import vocabulary as voc
from claimatlas.export.frame import Frame
from claimatlas.export.page import PIXEL
from claimatlas.marks import Arrow
from claimatlas.symbology import LIGHT
from claimatlas.view import View

# As on the screen, where one unit is a pixel: it comes from the north and points at the origin.
_SILHOUETTE = shapely.Polygon([(-4, 34), (0, 30), (4, 34), (2.6, 19), (7, 19), (0, 8), (-7, 19), (-2.6, 19)])
_SPREAD = 16


def arrow_colour(camp: str) -> str:
    """Return the colour of an arrow; claims that benefit no camp are drawn in ink."""
    return LIGHT.camps[camp] if camp else LIGHT.ink


def arrow_from(bearing: float, *, aside: float = 0) -> BaseGeometry:
    """Return the arrow that comes from a bearing and points at the origin, in points.

    Parameters
    ----------
    bearing : float
        Degrees clockwise from north.
    aside : float, optional
        How far it stands beside that line, in pixels of the screen.
    """
    turned = rotate(translate(_SILHOUETTE, aside), -bearing, origin=(0, 0))
    drawn: BaseGeometry = scale(turned, PIXEL, PIXEL, origin=(0, 0))
    return drawn


def arrow_on_map(arrow: Arrow, view: View, frame: Frame) -> BaseGeometry:
    """Return an arrow in its place on the map; camps said to come from the same side stand beside each other."""
    districts = view.record.places.districts
    x, y = frame.point(
        float(districts["centre_longitude"][arrow.district]), float(districts["centre_latitude"][arrow.district])
    )
    same_side = (arrow.district, arrow.approach)
    beside = [other.camp for other in view.arrows if (other.district, other.approach) == same_side]
    aside = (beside.index(arrow.camp) - (len(beside) - 1) / 2) * _SPREAD
    drawn: BaseGeometry = translate(arrow_from(voc.Approach(arrow.approach).bearing, aside=aside), x, y)
    return drawn
