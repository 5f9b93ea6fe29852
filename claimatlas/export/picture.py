"""A view as a picture for a report: title, what was asked, the map, its legend, its credits.

Comes in: a ``View``. Goes out: PNG, SVG or PDF bytes.
Refuses to cut anything off: what was asked takes the lines it needs, and the map gets the rest.
"""

from __future__ import annotations

from dataclasses import replace

from claimatlas import vocabulary as voc
from claimatlas.export.credits import PRODUCER, credit_sentences
from claimatlas.export.frame import Frame, fit
from claimatlas.export.mapface import draw_map
from claimatlas.export.page import LINE, Page, Style
from claimatlas.export.panel import credit_lines, credits_height, draw_credits, draw_legend, legend_size
from claimatlas.export.request import Request, Told
from claimatlas.export.writing import plain_address
from claimatlas.symbology import LIGHT
from claimatlas.view import NOT_FACTS, View

WIDTH, HEIGHT = 800.0, 550.0
"""Size of a sheet that is not printed, in points; it grows in height."""
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
_GROWTH = 1.06
_LEAST_CREDIT = 0.2


def write_png(view: View, request: Request) -> bytes:
    """Draw a view as pixels; the same bytes for the same arguments and versions."""
    page = _drawn(view, request)
    return page.png(text_blocks(view, request.address), request.resolution.per_inch, _second_half(request))


def write_svg(view: View, request: Request) -> bytes:
    """Draw a view as strokes and real text; the same bytes for the same arguments and versions."""
    return _drawn(view, request).svg(_dublin_core(view, request.address), _second_half(request))


def write_pdf(view: View, request: Request) -> bytes:
    """Draw a view as one page to print, with real text; the same bytes for the same arguments and versions."""
    page = _drawn(view, request, request.paper)
    return page.pdf(_information(view, request.address), _second_half(request))


def _second_half(request: Request) -> Told:
    # To lay a picture out takes about as long as to draw it.
    return lambda share: request.told((1 + share) / 2)


def _drawn(view: View, request: Request, paper: voc.Paper | None = None) -> Page:
    request.told(0)
    sheet = _on_paper(view, request, paper) if paper else _Sheet(view, request, WIDTH)
    height = sheet.width / paper.width * paper.height if paper else max(HEIGHT, sheet.least_height)
    page = Page(LIGHT.border, sheet.width, height, paper.width if paper else sheet.width)
    sheet.draw(page)
    return page


def _on_paper(view: View, request: Request, paper: voc.Paper) -> _Sheet:
    """Lay the sheet out as large as it must be to hold all that is said; it is printed as large as the paper is."""
    width = paper.width
    while True:
        sheet = _Sheet(view, request, width)
        if sheet.least_height <= width / paper.width * paper.height:
            return sheet
        width *= _GROWTH


class _Sheet:
    """Where everything stands on a sheet of a width: head, map, foot."""

    def __init__(self, view: View, request: Request, width: float) -> None:
        self.width = width
        self._view = view
        self._inner = width - 2 * MARGIN
        self._head = _Head(view, self._inner)
        self._legend = (*view.legend, *view.overlay_legend)
        legend_width, legend_height = legend_size(self._legend)
        # The centre of the projection follows from the districts alone, so any rectangle tells it.
        sentences = _credits(
            view, plain_address(request.address), fit(view.record.places.districts, 0, 0, self._inner, 1)
        )
        beside = self._inner - legend_width - _COLUMN_GAP
        # Under a wide legend, and not letter by letter beside it.
        is_beside = beside >= self._inner * _LEAST_CREDIT
        self._credit_width = beside if is_beside else self._inner
        self._credit = credit_lines(sentences, self._credit_width)
        self._below = 0.0 if is_beside else legend_height + _GAP
        self._foot = MARGIN + max(legend_height, self._below + credits_height(self._credit))

    @property
    def least_height(self) -> float:
        """Height of all words and of the least map, in points."""
        return self._foot + 2 * _GAP + MAP_HEIGHT + self._head.height + MARGIN

    def draw(self, page: Page) -> None:
        """Draw it all; the map gets the height that the words leave."""
        view, bottom = self._view, self._foot + _GAP
        self._head.draw(page, page.height - MARGIN)
        map_height = page.height - MARGIN - self._head.height - _GAP - bottom
        draw_map(page, view, fit(view.record.places.districts, MARGIN, bottom, self._inner, map_height))
        draw_legend(page, self._legend, MARGIN, self._foot)
        draw_credits(page, self._credit, self.width - MARGIN - self._credit_width, self._foot - self._below)


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


def _information(view: View, address: str) -> dict[str, str | None]:
    return {
        "CreationDate": None,
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "Title": view.title,
        "Subject": _description(view),
        "Keywords": f"{address} {' '.join(credit_sentences(view))}",
    }


def text_blocks(view: View, address: str) -> dict[str, str]:
    """Return what a PNG says of itself in its text blocks."""
    return {
        "Software": PRODUCER,
        "Title": view.title,
        "Description": _description(view),
        "Source": address,
        "Copyright": " ".join(credit_sentences(view)),
    }


def _description(view: View) -> str:
    return f"{view.filter_sentence} {view.clock_sentence} {view.count_sentence} {NOT_FACTS}"
