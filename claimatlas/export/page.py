"""A sheet of paper measured in points, and the few strokes that a map is made of.

Comes in: shapely geometry and words, in points from the lower left corner. Goes out: PNG, SVG or PDF bytes.
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
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import EllipseCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import Stroke
from matplotlib.textpath import text_to_path
from shapely.geometry.base import BaseGeometry

from claimatlas.export.request import Told

PIXEL = 0.75
"""One pixel of the screen, in points (CSS: 96 to the inch)."""
LINE = 1.32
"""Distance between two lines of text, as a multiple of its size."""
HALO_WIDTH = 2.4
"""Width of the line around haloed letters, in points; half of it is seen."""
_BEAT = 8
"""Strokes between two moments at which the drawing says how far it is."""
DESCENT = 0.22
"""Depth of letters below their line, as a multiple of the size of the text."""

# Settings of matplotlib hold for the whole process; dashboards draw in several threads.
_DRAWING = Lock()
_OURS = ("font.", "path.", "pdf.", "savefig.", "svg.", "text.")
_SETTINGS = {
    **{key: value for key, value in mpl.rcParamsDefault.items() if key.startswith(_OURS)},
    # Whole letters that can be searched and copied, and not drawings of letters.
    "pdf.fonttype": 42,
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


class _Beat(Artist):
    """A mark that cannot be seen: when its turn to be drawn comes, it says how far the drawing is."""

    def __init__(self, level: int, share: float, told: Told) -> None:
        super().__init__()
        self.set_zorder(level)
        self._share, self._told = share, told

    def draw(self, _renderer: RendererBase) -> None:
        self._told(self._share)


class Page:
    """One sheet; what is drawn later lies on top."""

    def __init__(self, paper: str, width: float, height: float, printed: float = 0) -> None:
        self.width = width
        """Width of the sheet, in points of its own."""
        self.height = height
        """Height of the sheet, in points of its own."""
        self._level = 0
        # A sheet with too much on it is laid out larger than it is printed.
        self._shrunk = (printed or width) / width
        with _settled():
            size = (width * self._shrunk / 72, height * self._shrunk / 72)
            self._figure = Figure(figsize=size, facecolor=paper)
            self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
            self._axes.set(xlim=(0, width), ylim=(0, height))
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
        # Dashes are counted in widths of their line.
        style = (0, tuple(dash / width for dash in dashes)) if dashes else "solid"
        self._axes.add_artist(
            PathPatch(
                outline,
                fill=False,
                edgecolor=colour,
                linewidth=width * self._shrunk,
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
                    linewidths=rim_width * self._shrunk,
                    zorder=self._next(),
                )
            )

    def words(self, x: float, y: float, words: str, style: Style, align: str = "left") -> None:
        """Write one line of text on the base line ``y``; ``align`` says which of its points is at ``x``."""
        with _settled():
            font = _font(style.size * self._shrunk, style.bold, style.slanted)
            common: dict[str, Any] = {"ha": align, "va": "baseline", "fontproperties": font, "parse_math": False}
            if style.halo:
                # The seam is drawn apart from the letters, or the SVG would hold outlines in place of text.
                seam = [Stroke(linewidth=HALO_WIDTH * self._shrunk, foreground=style.halo, joinstyle="round")]
                self._axes.text(x, y, words, color=style.halo, path_effects=seam, zorder=self._next(), **common)
            self._axes.text(x, y, words, color=style.colour, zorder=self._next(), **common)

    def png(self, metadata: Mapping[str, str], per_inch: int, told: Told | None = None) -> bytes:
        """Return the sheet as PNG of so many pixels per inch; ``metadata`` goes into its text blocks."""
        return self._written("png", metadata, told, dpi=per_inch)

    def pixels(self, per_inch: int) -> np.ndarray:
        """Return the sheet as pixels: rows from the top, columns, and red, green, blue of each (uint8)."""
        raw = np.frombuffer(self._written("rgba", {}, None, dpi=per_inch), dtype=np.uint8)
        return raw.reshape(-1, int(self._figure.get_size_inches()[0] * per_inch), 4)[..., :3]

    def svg(self, metadata: Mapping[str, str | None], told: Told | None = None) -> bytes:
        """Return the sheet as SVG with real text; ``metadata`` are Dublin Core terms."""
        return self._written("svg", metadata, told)

    def pdf(self, metadata: Mapping[str, str | None], told: Told | None = None) -> bytes:
        """Return the sheet as PDF with real text and its fonts; ``metadata`` goes into its information dictionary."""
        return self._written("pdf", metadata, told)

    def _written(self, form: str, metadata: Mapping[str, str | None], told: Told | None, **how: Any) -> bytes:
        beats = [_Beat(level, level / self._level, told) for level in range(1, self._level, _BEAT)] if told else []
        with _settled():
            buffer = io.BytesIO()
            for beat in beats:
                self._axes.add_artist(beat)
            self._figure.savefig(buffer, format=form, metadata=dict(metadata) or None, **how)
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
