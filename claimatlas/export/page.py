"""A sheet of paper measured in points, and the few strokes that a map is made of.

Comes in: shapely geometry and words, in points from the lower left corner. Goes out: PNG or SVG bytes.
Refuses mathematical markup in words, fonts that are not shipped with matplotlib, and anything that differs at each run.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import EllipseCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import Stroke
from matplotlib.textpath import text_to_path
from shapely.geometry.base import BaseGeometry

WIDTH, HEIGHT = 800.0, 550.0
"""Size of the sheet, in points."""
PIXEL = 0.75
"""One pixel of the screen, in points (CSS: 96 to the inch)."""
LINE = 1.32
"""Distance between two lines of text, as a multiple of its size."""
HALO_WIDTH = 2.4
"""Width of the line around haloed letters, in points; half of it is seen."""
DESCENT = 0.22
"""Depth of letters below their line, as a multiple of the size of the text."""

# Settings of matplotlib hold for the whole process; dashboards draw in several threads.
_DRAWING = Lock()
_OURS = ("font.", "path.", "savefig.", "svg.", "text.")
_SETTINGS = {
    **{key: value for key, value in mpl.rcParamsDefault.items() if key.startswith(_OURS)},
    "svg.fonttype": "none",
    "svg.hashsalt": "claim-atlas",
    "text.hinting": "no_hinting",
    "text.parse_math": False,
}


@contextmanager
def _settled() -> Iterator[None]:
    with _DRAWING, mpl.rc_context(_SETTINGS):
        yield


@dataclass(frozen=True)
class Style:
    """How words are written."""

    size: float
    """In points."""
    colour: str
    """``#rrggbb``."""
    halo: str = ""
    """Colour of a seam around the letters, or empty text for none."""
    bold: bool = False
    """Whether the letters are heavy."""
    slanted: bool = False
    """Whether the letters lean."""

    def width(self, words: str) -> float:
        """Return the width of one line of text, in points."""
        return _text_width(words, self.size, self.bold, self.slanted)

    def wrapped(self, words: str, width: float) -> list[str]:
        """Break text into lines no wider than ``width`` points; a word that is wider by itself is broken too."""
        lines = [""]
        for word in words.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if self.width(longer) <= width:
                lines[-1] = longer
                continue
            # A word that fits no line, such as an address, goes on where the last one ended.
            if lines[-1] and self.width(word) <= width:
                lines.append("")
            elif lines[-1]:
                lines[-1] += " "
            for letter in word:
                if self.width(lines[-1] + letter) > width:
                    lines.append("")
                lines[-1] += letter
        return lines


def _font(size: float, bold: bool, slanted: bool) -> FontProperties:
    # The second name becomes a list of common fonts in the SVG, for readers who lack the first.
    family = ["DejaVu Sans", "sans-serif"]
    weight = "bold" if bold else "normal"
    return FontProperties(family=family, weight=weight, style="oblique" if slanted else "normal", size=size)


@lru_cache(maxsize=4096)
def _text_width(words: str, size: float, bold: bool, slanted: bool) -> float:
    with _settled():
        width, _, _ = text_to_path.get_text_width_height_descent(words, _font(size, bold, slanted), ismath=False)
    return float(width)


class Page:
    """One sheet; what is drawn later lies on top."""

    def __init__(self, paper: str, height: float = HEIGHT) -> None:
        self.height = height
        """Height of the sheet, in points; its width is ``WIDTH``."""
        self._level = 0
        with _settled():
            self._figure = Figure(figsize=(WIDTH / 72, height / 72), facecolor=paper)
            self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
            self._axes.set(xlim=(0, WIDTH), ylim=(0, height))
            self._axes.set_axis_off()

    def _next(self) -> int:
        self._level += 1
        return self._level

    def area(self, shape: BaseGeometry, colour: str) -> None:
        """Fill the polygons of a geometry."""
        outline = _outline([ring for polygon in _polygons(shape) for ring in (polygon.exterior, *polygon.interiors)])
        if outline is not None:
            self._axes.add_artist(
                PathPatch(outline, facecolor=colour, edgecolor="none", linewidth=0, zorder=self._next())
            )

    def line(self, shape: BaseGeometry, colour: str, width: float, dashes: tuple[float, ...] = ()) -> None:
        """Draw the lines of a geometry, or the outlines of its polygons; width and dashes in points."""
        rings = [ring for polygon in _polygons(shape) for ring in (polygon.exterior, *polygon.interiors)]
        lines = [part for part in shapely.get_parts(shape) if part.geom_type in ("LineString", "LinearRing")]
        outline = _outline([*rings, *lines])
        if outline is None:
            return
        style = (0, tuple(dash / width for dash in dashes)) if dashes else "solid"
        self._axes.add_artist(
            PathPatch(
                outline,
                fill=False,
                edgecolor=colour,
                linewidth=width,
                linestyle=style,
                capstyle="butt" if dashes else "round",
                joinstyle="round",
                zorder=self._next(),
            )
        )

    def dots(self, points: np.ndarray, radius: float, colour: str, rim: str = "none", rim_width: float = 0) -> None:
        """Draw discs: one row of ``points`` for each, all in points."""
        if len(points):
            size = 2 * radius
            self._axes.add_artist(
                EllipseCollection(
                    size,
                    size,
                    0,
                    units="xy",
                    offsets=points,
                    offset_transform=self._axes.transData,
                    facecolors=colour,
                    edgecolors=rim,
                    linewidths=rim_width,
                    zorder=self._next(),
                )
            )

    def words(self, x: float, y: float, words: str, style: Style, align: str = "left") -> None:
        """Write one line of text on the base line ``y``; ``align`` says which of its points is at ``x``."""
        with _settled():
            font = _font(style.size, style.bold, style.slanted)
            common: dict[str, Any] = {"ha": align, "va": "baseline", "fontproperties": font, "parse_math": False}
            if style.halo:
                # The seam is drawn apart from the letters, or the SVG would hold outlines in place of text.
                seam = [Stroke(linewidth=HALO_WIDTH, foreground=style.halo, joinstyle="round")]
                self._axes.text(x, y, words, color=style.halo, path_effects=seam, zorder=self._next(), **common)
            self._axes.text(x, y, words, color=style.colour, zorder=self._next(), **common)

    def png(self, metadata: Mapping[str, str], per_inch: int) -> bytes:
        """Return the sheet as PNG of so many pixels per inch; ``metadata`` goes into its text blocks."""
        with _settled():
            buffer = io.BytesIO()
            self._figure.savefig(buffer, format="png", dpi=per_inch, metadata=dict(metadata))
            return buffer.getvalue()

    def svg(self, metadata: Mapping[str, str | None]) -> bytes:
        """Return the sheet as SVG with real text; ``metadata`` are Dublin Core terms."""
        with _settled():
            buffer = io.BytesIO()
            self._figure.savefig(buffer, format="svg", metadata=dict(metadata))
            return buffer.getvalue()


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    parts = shapely.get_parts(shapely.get_parts(shape))
    # Holes must run against their shell, or the rule by which both formats fill would fill them.
    return [shapely.orient_polygons(part) for part in parts if part.geom_type == "Polygon" and not part.is_empty]


def _outline(rings: list[shapely.LineString]) -> Outline | None:
    paths = [_ring(ring) for ring in rings if not ring.is_empty]
    return Outline.make_compound_path(*paths) if paths else None


def _ring(ring: shapely.LineString) -> Outline:
    closed = ring.geom_type == "LinearRing"
    # A hundredth of a point is finer than any printer, and keeps the SVG small.
    points = shapely.get_coordinates(ring).round(2)
    codes = np.full(len(points), Outline.LINETO, dtype=Outline.code_type)
    codes[0] = Outline.MOVETO
    if closed:
        codes[-1] = Outline.CLOSEPOLY
    return Outline(points, codes)
