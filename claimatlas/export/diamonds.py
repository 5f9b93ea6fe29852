"""Marks of third parties' assessments: a diamond beside the others of its district.

Comes in: an ``Assessment`` of a view. Goes out: strokes on the page.
Refuses to fill ground: an assessment is no status.
"""

from __future__ import annotations

import shapely
from shapely.affinity import rotate

from claimatlas.export.arrows import arrow_colour
from claimatlas.export.frame import Frame
from claimatlas.export.page import PIXEL, Page
from claimatlas.symbology import LIGHT, STRIPE_ANGLE
from claimatlas.view import Assessment, View

# As on the screen, in points.
REACH = 8 * PIXEL
_BAR = 4 * PIXEL
_WIDTH = 2.4 * PIXEL
_HALO = 5 * PIXEL


def diamond_at(mark: Assessment, view: View, frame: Frame) -> tuple[float, float]:
    """Return the middle of a mark on the map; several of one district stand side by side at its centre."""
    districts = view.record.places.districts
    x, y = frame.point(
        float(districts["centre_longitude"][mark.district]), float(districts["centre_latitude"][mark.district])
    )
    here = [other.camp for other in view.assessment_marks if other.district == mark.district]
    return x + (here.index(mark.camp) - (len(here) - 1) / 2) * (2 * REACH + 2 * PIXEL), y


def draw_diamond(page: Page, camp: str, x: float, y: float) -> None:
    """Draw a mark: the camp's colour, crossed in the direction of its stripes; empty where no side is named."""
    outline = shapely.Polygon([(x, y + REACH), (x + REACH, y), (x, y - REACH), (x - REACH, y)])
    page.line(outline, LIGHT.border, _HALO)
    page.area(outline, LIGHT.border)
    page.line(outline, arrow_colour(camp), _WIDTH)
    if camp:
        bar = shapely.LineString([(x - _BAR, y), (x + _BAR, y)])
        # Angles are counted as on the screen, where y grows downwards.
        page.line(rotate(bar, -STRIPE_ANGLE[camp], origin=(x, y)), arrow_colour(camp), _WIDTH)
