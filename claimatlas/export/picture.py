"""A view as a picture for a report: title, what was asked, the map, its legend, its credits.

Comes in: a ``View``. Goes out: PNG or SVG bytes.
Refuses to cut anything off: what was asked takes the lines it needs, and the map gets the rest.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from claimatlas.export.credits import PRODUCER, credit_sentences
from claimatlas.export.frame import Frame, fit
from claimatlas.export.mapface import draw_map
from claimatlas.export.page import HEIGHT, LINE, WIDTH, Page, Style
from claimatlas.export.panel import credit_lines, credits_height, draw_credits, draw_legend, legend_size
from claimatlas.export.request import Request
from claimatlas.symbology import LIGHT
from claimatlas.view import NOT_FACTS, View

MARGIN = 18.0
"""White space at every edge of the sheet, in points."""
MAP_HEIGHT = 330.0
"""Least height of the map, in points; the sheet grows where this is not enough."""
_TITLE = Style(19, LIGHT.ink, bold=True)
_SENTENCE = Style(8.2, LIGHT.ink)
_COUNTS = Style(7.2, LIGHT.quiet_ink)
_GAP = 11.0
_COLUMN_GAP = 26.0
_SMALLEST_TITLE = 11.0


def write_png(view: View, request: Request) -> bytes:
    """Draw a view as pixels; the same bytes for the same arguments and versions."""
    page = _drawn(view, _plain(request.address))
    return page.png(_text_blocks(view, request.address), request.resolution.per_inch)


def write_svg(view: View, request: Request) -> bytes:
    """Draw a view as strokes and real text; the same bytes for the same arguments and versions."""
    return _drawn(view, _plain(request.address)).svg(_dublin_core(view, request.address))


def _plain(address: str) -> str:
    # An address from outside may hold anything; here it is letters that the font has.
    return quote(address, safe="/:?#[]@!$&'()*+,;=%~")


def _drawn(view: View, address: str) -> Page:
    inner = WIDTH - 2 * MARGIN
    head = _Head(view, inner)
    legend_width, legend_height = legend_size((*view.legend, *view.overlay_legend))
    credit_width = inner - legend_width - _COLUMN_GAP
    # The centre of the projection follows from the districts alone, so any rectangle tells it.
    sentences = _credits(view, address, fit(view.record.places.districts, 0, 0, inner, MAP_HEIGHT))
    credit = credit_lines(sentences, credit_width)
    foot_height = max(legend_height, credits_height(credit))
    spare = HEIGHT - 2 * MARGIN - head.height - foot_height - 2 * _GAP
    map_height = max(spare, MAP_HEIGHT)
    height = HEIGHT + map_height - spare
    page = Page(LIGHT.border, height)
    head.draw(page, height - MARGIN)
    foot = MARGIN + foot_height
    draw_map(page, view, fit(view.record.places.districts, MARGIN, foot + _GAP, inner, map_height))
    draw_legend(page, (*view.legend, *view.overlay_legend), MARGIN, foot)
    draw_credits(page, credit, WIDTH - MARGIN - credit_width, foot)
    return page


class _Head:
    """Title and sentences, broken into lines."""

    def __init__(self, view: View, width: float) -> None:
        title = _TITLE
        while title.width(view.title) > width and title.size > _SMALLEST_TITLE:
            title = replace(title, size=title.size - 1)
        asked = f"{view.filter_sentence} {view.clock_sentence}"
        said = ((view.title, title), (asked, _SENTENCE), (_counted(view), _COUNTS))
        self._lines = [(line, style) for words, style in said for line in style.wrapped(words, width)]

    @property
    def height(self) -> float:
        """Height in points."""
        return sum(style.size * LINE for _, style in self._lines)

    def draw(self, page: Page, top: float) -> None:
        """Write it all from ``top`` down."""
        for line, style in self._lines:
            page.words(MARGIN, top - style.size, line, style)
            top -= style.size * LINE


def _counted(view: View) -> str:
    nothing = "" if view.counts.live else " No claim of this selection decides the map on this day."
    return f"{view.count_sentence}{nothing}"


def _credits(view: View, address: str, frame: Frame) -> list[str]:
    sums = view.record.sums
    claims_file = view.record.checked_claims.file
    others = ", ".join(f"{name} {total[:16]}…" for name, total in sums.items() if name != claims_file)
    return [
        *credit_sentences(view),
        frame.projection,
        f"This view: {address}",
        f"{PRODUCER}. SHA-256 of {claims_file}: {sums[claims_file]}",
        f"SHA-256 of the rest: {others}",
    ]


def _dublin_core(view: View, address: str) -> dict[str, str | None]:
    return {
        "Date": None,
        "Creator": PRODUCER,
        "Title": view.title,
        "Description": _description(view),
        "Identifier": address,
        "Rights": " ".join(credit_sentences(view)),
        "Language": "en",
    }


def _text_blocks(view: View, address: str) -> dict[str, str]:
    return {
        "Software": PRODUCER,
        "Title": view.title,
        "Description": _description(view),
        "Source": address,
        "Copyright": " ".join(credit_sentences(view)),
    }


def _description(view: View) -> str:
    return f"{view.filter_sentence} {view.clock_sentence} {view.count_sentence} {NOT_FACTS}"
