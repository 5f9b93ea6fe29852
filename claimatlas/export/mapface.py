"""The map itself: ground, districts, arrows and names, inside one rectangle of the sheet.

Comes in: a ``View`` and a ``Frame``. Goes out: strokes on the page.
Refuses free text of claims: what stands here are codes and names of the gazetteer and of the context layers.
"""

from __future__ import annotations

import shapely
from shapely.geometry.base import BaseGeometry

from claimatlas import vocabulary as voc
from claimatlas.export import context, naming
from claimatlas.export.arrows import arrow_colour, arrow_on_map
from claimatlas.export.fills import fill
from claimatlas.export.frame import Frame
from claimatlas.export.furniture import arrange, draw_caution, draw_scale
from claimatlas.export.locator import draw_locator
from claimatlas.export.marks import marks_on_map
from claimatlas.export.page import Page
from claimatlas.symbology import LIGHT, LOOKS
from claimatlas.view import View

BORDER_WIDTH = 0.8
CHOSEN_WIDTH = 2.2
_HALO = 1.8
_NAMED_SHARE = 0.5
"""Least share of a district that is in sight where it is named."""


def in_sight(view: View, frame: Frame) -> dict[str, BaseGeometry]:
    """Return the districts of which anything is on the map: outlines in points, not cut, by P-code."""
    placed = {str(pcode): frame.placed(shape) for pcode, shape in view.record.places.districts.geometry.items()}
    return {pcode: shape for pcode, shape in placed.items() if shape.intersects(frame.room)}


def draw_map(page: Page, view: View, frame: Frame) -> frozenset[str]:
    """Draw the map of a view, or the part of it that the frame holds.

    Returns
    -------
    frozenset of str
        Symbols of the surroundings of which nothing is in sight.
    """
    places = view.record.places
    districts = in_sight(view, frame)
    arrows = [(arrow, arrow_on_map(arrow, view, frame)) for arrow in view.arrows if arrow.district in districts]
    furniture = arrange(frame, shapely.union_all(list(districts.values())))
    fixed = [furniture.caution, furniture.scale, *([furniture.locator] if furniture.locator else [])]
    towns = context.towns(frame, places, fixed) if view.selection.shows(voc.Layer.TOWNS) else []
    marks = marks_on_map(view, frame)
    taken = [
        *fixed,
        *(mark.box for mark in marks),
        *(shape.bounds for _, shape in arrows),
        *(town.box for town in towns),
    ]
    named_grounds = {pcode: shape for pcode, shape in districts.items() if _is_mostly_in(shape, frame)}
    names = naming.district_names(view, named_grounds, taken, frame)
    shown = {layer for layer in voc.Layer if view.selection.shows(layer)}
    around = naming.names_around(places, frame, towns, [*taken, *(name.placed.box for name in names)], shown)
    context.draw_ground(page, frame, places, shown)
    draw_districts(page, view, districts)
    context.draw_frontiers(page, frame, places, shown)
    draw_chosen(page, districts.get(view.selection.place))
    for arrow, shape in arrows:
        page.line(shape, LIGHT.border, _HALO)
        page.area(shape, arrow_colour(arrow.camp))
    named = {name.placed.wanted.key for name in around}
    shown_towns = [town for town in towns if town.on_record or town.name in named]
    context.draw_towns(page, shown_towns)
    for mark in marks:
        mark.draw(page, mark.x, mark.y)
    for name in (*around, *names):
        naming.write(page, name)
    draw_caution(page, furniture)
    draw_scale(page, frame, furniture)
    if furniture.locator:
        draw_locator(page, places, frame, furniture.locator)
    page.line(frame.room, LIGHT.quiet_ink, 0.7)
    return context.absent(frame, places) | (frozenset() if shown_towns else {"town"})


def _is_mostly_in(shape: BaseGeometry, frame: Frame) -> bool:
    """Whether so much of a district is on the map that its name belongs there."""
    return bool(shape.intersection(frame.room).area > _NAMED_SHARE * shape.area)


def draw_districts(page: Page, view: View, districts: dict[str, BaseGeometry], finer: float = 1.0) -> None:
    """Fill districts, in points, as a view says; ``finer`` is the width of stripes and borders beside the usual one."""
    shows_status = view.selection.shows(voc.Layer.STATUS)
    for pcode, shape in districts.items():
        if shows_status:
            fill(page, shape, LOOKS[view.looks[pcode]], view.freshness[pcode], finer)
        else:
            page.area(shape, LIGHT.land)
    for shape in districts.values():
        page.line(shape, LIGHT.border if shows_status else LIGHT.quiet_ink, BORDER_WIDTH * finer)


def draw_chosen(page: Page, shape: BaseGeometry | None, finer: float = 1.0) -> None:
    """Outline the chosen district, if there is one."""
    if shape is not None:
        page.line(shape, LIGHT.border, (CHOSEN_WIDTH + _HALO) * finer)
        page.line(shape, LIGHT.chosen, CHOSEN_WIDTH * finer)
