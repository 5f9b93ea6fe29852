"""Find a place for every name on the map, so that no two collide.

Comes in: the sizes of the names, the ground each belongs to, and what must stay free. Goes out: where each stands.
Refuses to drop a name that must be there; one that finds no room on its ground is set beside it with a leader line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""

GAP = 1.6
"""Free space kept around a name, in points."""
STEP = 3.5
"""Distance between two places that are tried, in points."""
REACH = 42.0
"""How far outside its ground a name may stand, in points."""

_COLLISION = 1000.0
_OFF_GROUND = 60.0
_LEADER = 20.0
_OFF_CENTRE = 0.1
_PER_POINT = 0.35
_FOREIGN_GROUND = 12.0
# A name of which less than this lies on its ground counts as standing outside.
_MOSTLY = 0.55


@dataclass(frozen=True)
class Wanted:
    """A name that looks for a place."""

    key: str
    """What it names."""
    lines: tuple[str, ...]
    """The name, in one line or several."""
    width: float
    """Width of the longest line, in points."""
    height: float
    """Height of all lines, in points."""
    ground: BaseGeometry
    """Area that it belongs to."""
    variants: tuple[Wanted, ...] = ()
    """The same name broken otherwise."""


@dataclass(frozen=True)
class Placed:
    """A name in its place."""

    wanted: Wanted
    """What stands there."""
    x: float
    """Middle of the box."""
    y: float
    """Middle of the box."""
    leader: shapely.LineString | None
    """Line from the name to its ground when it stands outside."""

    @cached_property
    def box(self) -> Box:
        """Left, bottom, right and top, in points, without the gap."""
        half_width, half_height = self.wanted.width / 2, self.wanted.height / 2
        return self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height


class _Coverage:
    """How much of a box an area covers, counted on a grid: thousands of boxes are asked for."""

    def __init__(self, area: BaseGeometry, cell: float = 1.0) -> None:
        self._cell = cell
        self._corner = np.floor(np.array(area.bounds[:2])) - cell
        width, height = np.ceil((np.array(area.bounds[2:]) - self._corner) / cell).astype(int) + 1
        across, up = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
        shapely.prepare(area)
        inside = shapely.contains_xy(area, across * cell + self._corner[0], up * cell + self._corner[1])
        # Cells below and left of each corner: a box is then four look-ups.
        self._sums = np.pad(inside.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))

    def share(self, boxes: np.ndarray) -> np.ndarray:
        """Return the covered share of each box, from 0 to 1."""
        corners = np.rint((boxes - np.tile(self._corner, 2)) / self._cell).astype(int)
        limits = np.array(self._sums.shape)[::-1] - 1
        left, bottom, right, top = np.clip(corners, 0, np.tile(limits, 2)).T
        sums = self._sums
        covered = sums[top, right] - sums[bottom, right] - sums[top, left] + sums[bottom, left]
        cells = (corners[:, 2] - corners[:, 0]) * (corners[:, 3] - corners[:, 1])
        share: np.ndarray = covered / np.maximum(cells, 1)
        return share


@dataclass(frozen=True)
class _Candidates:
    """Every place that one name could take, one row each."""

    wanted: tuple[Wanted, ...]
    centres: np.ndarray
    boxes: np.ndarray
    costs: np.ndarray


def place_all(
    wanted: Sequence[Wanted],
    obstacles: Sequence[Box],
    room: BaseGeometry,
    foreign: BaseGeometry,
) -> list[Placed]:
    """Place names that must all be there.

    Parameters
    ----------
    wanted : sequence of Wanted
        The names.
    obstacles : sequence of boxes
        Left, bottom, right, top of what must stay free.
    room : polygon
        The map; no name leaves it.
    foreign : geometry
        Ground on which a name that had to leave its own had better not stand.

    Returns
    -------
    list of Placed
        In the order of ``wanted``; the same for the same arguments.
    """
    hard = np.array(obstacles, dtype=float).reshape(-1, 4)
    ground = _Coverage(foreign, cell=2.0)
    tried = [_candidates(name, hard, room, ground) for name in wanted]
    # Names with the fewest good places choose first; then each may move again until none wants to.
    order = sorted(range(len(tried)), key=lambda n: (-tried[n].costs.min(), wanted[n].key))
    chosen: dict[int, int] = {}
    for _ in range(12):
        before = dict(chosen)
        for n in order:
            others = np.array([tried[m].boxes[row] for m, row in chosen.items() if m != n]).reshape(-1, 4)
            chosen[n] = int(np.argmin(tried[n].costs + _COLLISION * _collisions(tried[n].boxes, others)))
        if chosen == before:
            break
    return [_placed(tried[n], chosen[n]) for n in range(len(wanted))]


def place_if_free(wanted: Wanted, centres: np.ndarray, taken: Sequence[Box]) -> Placed | None:
    """Place a name at the first of ``centres`` where it meets nothing and stays on its ground, or nowhere."""
    boxes = _boxes(wanted, centres)
    free = _collisions(boxes, np.array(taken, dtype=float).reshape(-1, 4)) == 0
    shapely.prepare(wanted.ground)
    free &= shapely.contains(wanted.ground, shapely.box(*boxes.T))
    if not free.any():
        return None
    x, y = centres[int(np.argmax(free))]
    return Placed(wanted, float(x), float(y), None)


def spots(ground: BaseGeometry, step: float = STEP) -> np.ndarray:
    """Return places all over a ground, the roomiest middle first."""
    middle = _middle(ground)
    left, bottom, right, top = ground.bounds
    across, up = np.meshgrid(np.arange(left, right, step), np.arange(bottom, top, step))
    points = np.vstack([[middle], np.column_stack([across.ravel(), up.ravel()])])
    return points[np.argsort(np.hypot(*(points - middle).T), kind="stable")]


def _middle(ground: BaseGeometry) -> np.ndarray:
    radius = shapely.maximum_inscribed_circle(cast("shapely.Polygon", ground), tolerance=0.5)
    x, y = shapely.get_coordinates(radius)[0]
    return np.array([x, y])


def _candidates(name: Wanted, hard: np.ndarray, room: BaseGeometry, foreign: _Coverage) -> _Candidates:
    centres = spots(name.ground.buffer(REACH).envelope)
    own = _Coverage(name.ground)
    inside = [(variant, _in_room(variant, centres, room)) for variant in (name, *name.variants)]
    if not any(len(places) for _, places in inside):
        # A name that is large for the map: as near to its ground as the edge lets it come.
        inside = [(name, _moved_in(name, centres[:1], room))]
    found = [_rated(variant, places, hard, own, foreign) for variant, places in inside]
    return _Candidates(
        tuple(c.wanted[0] for c in found for _ in c.costs),
        np.vstack([c.centres for c in found]),
        np.vstack([c.boxes for c in found]),
        np.concatenate([c.costs for c in found]),
    )


def _in_room(name: Wanted, centres: np.ndarray, room: BaseGeometry) -> np.ndarray:
    boxes = _boxes(name, centres)
    is_in_room = (boxes[:, :2] >= room.bounds[:2]).all(axis=1) & (boxes[:, 2:] <= room.bounds[2:]).all(axis=1)
    return centres[is_in_room]


def _moved_in(name: Wanted, centres: np.ndarray, room: BaseGeometry) -> np.ndarray:
    half = np.array([name.width, name.height]) / 2
    low, high = np.array(room.bounds[:2]) + half, np.array(room.bounds[2:]) - half
    # What is larger than the room stands in its middle.
    return np.where(low <= high, np.clip(centres, low, high), (low + high) / 2)


def _rated(name: Wanted, centres: np.ndarray, hard: np.ndarray, own: _Coverage, foreign: _Coverage) -> _Candidates:
    boxes = _boxes(name, centres)
    share = own.share(boxes + np.array([-GAP, -GAP, GAP, GAP]))
    outside = share < _MOSTLY
    costs = _OFF_CENTRE * np.hypot(*(centres - _middle(name.ground)).T) + _OFF_GROUND * (1 - share)
    away = shapely.distance(name.ground.simplify(3), shapely.box(*boxes[outside].T))
    costs[outside] += _LEADER + _PER_POINT * away + _FOREIGN_GROUND * foreign.share(boxes[outside])
    costs += _COLLISION * _collisions(boxes, hard)
    return _Candidates((name,), centres, boxes, costs)


def _boxes(name: Wanted, centres: np.ndarray) -> np.ndarray:
    half = np.array([name.width / 2, name.height / 2])
    return np.hstack([centres - half, centres + half])


def _collisions(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Count, weighted by how much they overlap, the others that each box comes too near to."""
    if not len(others):
        return np.zeros(len(boxes))
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    overlap = np.clip(high - low + GAP, 0, None).prod(axis=2)
    collisions: np.ndarray = np.where(overlap > 0, 1 + overlap / 100, 0).sum(axis=1)
    return collisions


def _placed(tried: _Candidates, row: int) -> Placed:
    wanted, (x, y) = tried.wanted[row], tried.centres[row]
    box = shapely.box(*tried.boxes[row])
    if shapely.area(shapely.intersection(box, wanted.ground)) >= _MOSTLY * box.area:
        return Placed(wanted, float(x), float(y), None)
    inner = wanted.ground.buffer(-4)
    target = shapely.Point(_middle(wanted.ground)) if inner.is_empty else inner
    return Placed(wanted, float(x), float(y), shapely.shortest_line(box.buffer(0.6), target))
