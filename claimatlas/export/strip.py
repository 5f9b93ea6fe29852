"""A series of days as pictures that belong together: one legend for all, one place for everything.

Comes in: a ``View`` and the days of a ``Request``. Goes out: sheets on which nothing jumps from day to day.
Refuses a day that was not asked for, and a legend that explains a mark of no day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, reduce
from operator import or_

import shapely

from claimatlas import vocabulary as voc
from claimatlas.errors import UsageError
from claimatlas.export.credits import PRODUCER, credit_sentences
from claimatlas.export.frame import fit
from claimatlas.export.mapface import draw_map
from claimatlas.export.page import LINE, Page, Style
from claimatlas.export.panel import credit_lines, credits_height, draw_credits, draw_legend, legend_size
from claimatlas.export.request import Request
from claimatlas.export.thumbnail import Thumbnail
from claimatlas.export.writing import plain_address
from claimatlas.legend import CONTEXT_LEGEND, LegendEntry, assessment_legend, disc_legend, legend
from claimatlas.selection import long_day
from claimatlas.symbology import LIGHT
from claimatlas.view import NOT_FACTS, View

WIDTH, MARGIN, GAP = 720.0, 18.0, 10.0
MAP_HEIGHT = 320.0
"""Height of the map of a frame, in points."""
COLUMNS = 6
"""Pictures beside each other on a contact sheet."""
_TITLE = Style(17, LIGHT.ink, bold=True)
_SENTENCE = Style(7.6, LIGHT.ink)
_CAUTION = Style(7.6, LIGHT.ink, bold=True)
_DAY = Style(8, LIGHT.ink, bold=True)
_COUNT = Style(6.2, LIGHT.quiet_ink)
_BAR = 5.0
_SMALLEST_TITLE = 9.0
_CENTIMETRE = 72 / 2.54
"""In points."""
_BETWEEN = 16.0
"""Points between two small pictures."""
_WIDEST = 200.0
"""Greatest width of a small picture, in points."""
_BELOW = 8.0
"""Points between the words of a small picture and the picture, and under it."""


class Strip:
    """The views of a series, and what all of them share."""

    def __init__(self, view: View, request: Request) -> None:
        if not request.days:
            raise UsageError("A series of pictures needs days; none are given.")
        self.days = request.days
        self.views = [View(view.record, replace(view.selection, on=day)) for day in request.days]
        self._request = request
        self._inner = WIDTH - 2 * MARGIN

    @property
    def title(self) -> str:
        """The provinces, first and last day."""
        provinces = " and ".join(self.views[0].record.places.gazetteer.province_names.values())
        if len(self.days) == 1:
            return f"{provinces}: claims on {long_day(self.days[0])}"
        return f"{provinces}: claims from {long_day(self.days[0])} to {long_day(self.days[-1])}"

    @cached_property
    def sentence(self) -> str:
        """Which claims are shown, and how far each day looks back."""
        selection = self.views[0].selection
        reach = f"the {selection.window} days up to the day named" if selection.window else "all claims up to it"
        known = f"published by {long_day(selection.known_by)}" if selection.known_by else "whenever published"
        return f"{self.views[0].filter_sentence} Each map shows {reach}, {known}."

    @cached_property
    def legend(self) -> tuple[LegendEntry, ...]:
        """Exactly the marks that occur on any day."""
        camps = {camp for view in self.views for disc in view.discs for camp in disc.counts}
        assessed = {mark.camp for view in self.views for mark in view.assessment_marks}
        most = max(view.most_claims for view in self.views)
        own = legend(reduce(or_, (view.occurring(frozenset(view.looks)) for view in self.views)))
        return (*own, *disc_legend(camps, most), *assessment_legend(assessed))

    @cached_property
    def short_legend(self) -> tuple[LegendEntry, ...]:
        """Exactly the marks that occur on any of the small pictures."""
        context = frozenset(entry.symbol for entry in CONTEXT_LEGEND.values()) - {"province"}
        seen = reduce(or_, (view.occurring(frozenset(view.looks), context) for view in self.views))
        bare = replace(seen, conceding=frozenset(), arrows=frozenset(), has_milestone=False)
        return legend(bare)

    def _credits(self, drawn: str) -> list[str]:
        view = self.views[0]
        sums = "; ".join(f"{name} {total}" for name, total in view.record.sums.items())
        projection = fit(view.record.places.districts, 0, 0, self._inner, 1).projection
        address = f"The first day: {plain_address(self._request.address)}"
        return [
            *credit_sentences(view),
            projection,
            *([drawn] if drawn else []),
            address,
            f"{PRODUCER}. SHA-256: {sums}",
        ]

    def _sheet(
        self,
        title: str,
        entries: tuple[LegendEntry, ...],
        body: float,
        draw: Callable[[Page, float], None],
        drawn: str = "",
    ) -> Page:
        """Lay out a sheet: head, a body of some height, legend and credits."""
        legend_width, legend_height = legend_size(entries)
        credit_width = self._inner - legend_width - 26
        credit = credit_lines(self._credits(drawn), credit_width)
        foot = max(legend_height, credits_height(credit))
        style = _TITLE
        while style.width(title) > self._inner and style.size > _SMALLEST_TITLE:
            style = replace(style, size=style.size - 1)
        # A large map says itself what it is not.
        caution = ((NOT_FACTS, _CAUTION),) if drawn else ()
        said = ((title, style), (self.sentence, _SENTENCE), *caution)
        head = [(line, style) for words, style in said for line in style.wrapped(words, self._inner)]
        head_height = sum(style.size * LINE for _, style in head)
        page = Page(LIGHT.border, WIDTH, 2 * MARGIN + head_height + body + foot + 2 * GAP)
        top = page.height - MARGIN
        for line, style in head:
            page.words(MARGIN, top - style.size, line, style)
            top -= style.size * LINE
        draw(page, top - GAP)
        draw_legend(page, entries, MARGIN, MARGIN + foot)
        draw_credits(page, credit, WIDTH - MARGIN - credit_width, MARGIN + foot)
        return page

    def frame(self, number: int) -> Page:
        """Draw one day: the map, and above it where in the series it stands."""
        view = self.views[number]

        def draw(page: Page, top: float) -> None:
            frame = fit(view.record.places.districts, MARGIN, top - MAP_HEIGHT, self._inner, MAP_HEIGHT)
            draw_map(page, view, frame)
            self._draw_progress(page, number, top - MAP_HEIGHT - _BAR - 4)

        return self._sheet(view.title, self.legend, MAP_HEIGHT + _BAR + 4, draw)

    def _draw_progress(self, page: Page, number: int, bottom: float) -> None:
        """Draw the days as a line and this one on it, at its true distance from the others."""
        span = max((self.days[-1] - self.days[0]).days, 1)
        at = MARGIN + self._inner * (self.days[number] - self.days[0]).days / span
        page.area(shapely.box(MARGIN, bottom, WIDTH - MARGIN, bottom + _BAR), LIGHT.silent)
        page.area(shapely.box(MARGIN, bottom, at, bottom + _BAR), LIGHT.silent_mark)
        page.area(shapely.box(max(at - 1.5, MARGIN), bottom, min(at + 1.5, WIDTH - MARGIN), bottom + _BAR), LIGHT.ink)

    def contact_sheet(self) -> Page:
        """Draw all days as small pictures, each with its day and the number of its live claims."""
        columns = min(COLUMNS, len(self.views))
        width = min((self._inner - (columns - 1) * _BETWEEN) / columns, _WIDEST)
        small = Thumbnail(self.views[0].record.places.districts, width)
        words = (_DAY.size + _COUNT.size) * LINE
        row = words + small.height + _BELOW + _BETWEEN

        def draw(page: Page, top: float) -> None:
            for number, view in enumerate(self.views):
                left, upper = MARGIN + number % columns * (width + _BETWEEN), top - number // columns * row
                page.words(left, upper - _DAY.size, long_day(view.selection.on), _DAY)
                page.words(left, upper - _DAY.size * LINE - _COUNT.size, _said_of(view), _COUNT)
                small.draw(page, view, left, upper - words - _BELOW - small.height)
                self._request.told((number + 1) / (len(self.views) + 1))

        rows = -(-len(self.views) // columns)
        kilometres = _CENTIMETRE / small.points_per_metre / 1000
        drawn = f"One centimetre of a map is {kilometres:.0f} km. Provinces that lie far apart are moved together."
        return self._sheet(self.title, self.short_legend, rows * row, draw, drawn)


def _said_of(view: View) -> str:
    live = f"{len(view.live):,} live claim{'' if len(view.live) == 1 else 's'}"
    contested = int((view.states["status"] == voc.Status.CONTESTED.value).sum())
    return f"{live}, {contested} contested" if contested else live
