"""The names on the map: which are written, how, and where.

Comes in: a ``View``, a ``Frame``, and what is taken already. Goes out: names in their places.
Refuses to leave out a district; a name of the surroundings that finds no room is left out whole.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from claimatlas import vocabulary as voc
from claimatlas.export import context
from claimatlas.export.frame import Frame
from claimatlas.export.labels import Box, Placed, Wanted, place_all, place_if_free, spots
from claimatlas.export.page import DESCENT, LINE, Page, Style
from claimatlas.record import Places
from claimatlas.symbology import LIGHT
from claimatlas.view import View

DISTRICT = Style(7, LIGHT.ink, halo=LIGHT.border, bold=True)
PROVINCE = Style(9.5, LIGHT.province_border, halo=LIGHT.land, bold=True)
COUNTRY = Style(7.6, LIGHT.quiet_ink, halo=LIGHT.paper)
NEIGHBOUR = Style(7.8, LIGHT.quiet_ink, halo=LIGHT.land, slanted=True)
TOWN = Style(6.2, LIGHT.ink, halo=LIGHT.land)

EVERYTHING = frozenset(voc.Layer)
"""Every layer, shown or not."""
_EDGE = 5
"""Space kept to the edge of the map, in points."""
_PROVINCE_REACH = 60
"""How far from its outline the name of a province may stand, in points."""


@dataclass(frozen=True)
class Name:
    """A name in its place."""

    placed: Placed
    """Where it stands."""
    style: Style
    """How it is written."""


def district_names(view: View, districts: dict[str, BaseGeometry], taken: Sequence[Box], frame: Frame) -> list[Name]:
    """Find a place for the name of every district, in the order of ``districts`` (polygons in points by P-code)."""
    names = view.record.places.gazetteer.district_names
    room = frame.room.buffer(-_EDGE)
    left, _, right, _ = room.bounds
    wanted = [_breakable(names[pcode], shape, (right - left) / 2) for pcode, shape in districts.items()]
    placed = place_all(wanted, taken, room, shapely.union_all(list(districts.values())))
    return [Name(name, DISTRICT) for name in placed]


def _breakable(name: str, ground: BaseGeometry, widest: float) -> Wanted:
    """Ask for a place for a name in one line, in two where it has several words, or in as many as a long one needs."""
    words = name.split(" ")
    broken = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    variants = tuple(_wanted(name, lines, DISTRICT, ground) for lines in broken)
    whole = _wanted(name, (name,), DISTRICT, ground)
    if all(one.width > widest for one in (whole, *variants)):
        return _wanted(name, tuple(DISTRICT.wrapped(name, widest)), DISTRICT, ground)
    return replace(whole, variants=variants)


def _wanted(key: str, lines: tuple[str, ...], style: Style, ground: BaseGeometry) -> Wanted:
    width = max(style.width(line) for line in lines)
    return Wanted(key, lines, width, style.size * (1 + (len(lines) - 1) * LINE), ground)


def names_around(
    places: Places,
    frame: Frame,
    towns: Sequence[context.Town],
    taken: Sequence[Box],
    shown: Set[voc.Layer] = EVERYTHING,
) -> list[Name]:
    """Find places for the names around the districts, the weightiest first: provinces, countries, neighbours, towns."""
    inner = frame.room.buffer(-_EDGE)
    kept: list[Name] = []
    shows_provinces = voc.Layer.PROVINCES in shown
    on_record = context.record_provinces(frame, places) if shows_provinces else []
    outside = context.home(frame, places).difference(shapely.union_all([shape for _, shape in on_record]).buffer(8))
    tried: list[tuple[Wanted, np.ndarray, Style]] = []
    for name, shape in on_record:
        wanted = _wanted(name, (f"{name} province".upper(),), PROVINCE, outside.intersection(inner))
        tried.append((wanted, _near(shape, wanted), PROVINCE))
    for style, areas in (
        (COUNTRY, context.foreign_areas(frame, places)),
        (NEIGHBOUR, context.neighbour_areas(frame, places) if shows_provinces else []),
    ):
        for name, shape in areas:
            line = _spaced(name) if style is COUNTRY else name
            tried.append((_wanted(name, (line,), style, shape.intersection(inner)), spots(shape, 4), style))
    clear_of_frontiers = inner.difference(context.frontiers(frame, places).buffer(1))
    for town in towns:
        if not town.on_record:
            wanted = _wanted(town.name, (town.name,), TOWN, clear_of_frontiers)
            tried.append((wanted, _beside(town, wanted), TOWN))
    for wanted, centres, style in tried:
        placed = place_if_free(wanted, centres, [*taken, *(name.placed.box for name in kept)])
        if placed is not None:
            kept.append(Name(placed, style))
    return kept


def _near(shape: BaseGeometry, wanted: Wanted) -> np.ndarray:
    """Return places around an area: the nearest first, and rather below or above its middle than at its sides."""
    centres = spots(shape.buffer(_PROVINCE_REACH).envelope, 4)
    half = np.array([wanted.width / 2, wanted.height / 2])
    distance = shapely.distance(shape.simplify(2), shapely.box(*(centres - half).T, *(centres + half).T))
    aside = np.abs(centres[:, 0] - shape.centroid.x)
    return centres[np.argsort(distance + 0.1 * aside, kind="stable")]


def _beside(town: context.Town, wanted: Wanted) -> np.ndarray:
    """Return the eight usual places of a name around its dot: right, left, above, below, then the corners."""
    away, up = wanted.width / 2 + context.TOWN_RADIUS + 2, wanted.height / 2 + context.TOWN_RADIUS + 2
    sides = [(away, 0), (-away, 0), (0, up), (0, -up), (away, up), (away, -up), (-away, up), (-away, -up)]
    return np.array([(town.x + dx, town.y + dy) for dx, dy in sides])


def _spaced(name: str) -> str:
    # Thin spaces set capitals apart, as maps do for countries.
    return "\u2009".join(name.upper())


def write(page: Page, name: Name) -> None:
    """Write a name, with its leader line if it stands off its ground."""
    placed, style = name.placed, name.style
    if placed.leader is not None:
        page.line(placed.leader, LIGHT.border, 2)
        page.line(placed.leader, LIGHT.ink, 0.6)
    _, _, _, top = placed.box
    for number, line in enumerate(placed.wanted.lines):
        baseline = top - style.size * (1 - DESCENT) - number * style.size * LINE
        page.words(placed.x, baseline, line, style, "center")
