"""What stands under the map: the legend and the credits.

Comes in: legend entries and sentences. Goes out: strokes on the page.
Refuses to explain a mark that is not on the map.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimatlas.export.page import LINE, Page, Style
from claimatlas.export.samples import draw_sample, height_of
from claimatlas.legend import LegendEntry
from claimatlas.symbology import LIGHT

_LEGEND = Style(6.8, LIGHT.ink)
_TITLE = Style(6.8, LIGHT.ink, bold=True)
_CREDIT = Style(5.7, LIGHT.quiet_ink)
ROW = 13.5
"""Distance between two lines of the legend, in points."""
_INDENT = 28.0
_COLUMN_GAP = 18.0


def _columns(entries: Sequence[LegendEntry]) -> list[list[LegendEntry]]:
    """Set what a fill says into one column, other marks into the next, and what lies over the status into a third."""
    titles = [place for place, entry in enumerate(entries) if entry.symbol == "title"]
    own = entries[: titles[0]] if titles else entries
    first = [entry for entry in own if entry.symbol in ("fill", "age", "conceded")]
    columns = [first, [entry for entry in own if entry not in first], list(entries[len(own) :])]
    return [column for column in columns if column]


def _column_width(column: Sequence[LegendEntry]) -> float:
    return max((_entry_width(entry) for entry in column), default=0)


def _entry_width(entry: LegendEntry) -> float:
    return _TITLE.width(entry.label) if entry.symbol == "title" else _INDENT + _LEGEND.width(entry.label)


def legend_size(entries: Sequence[LegendEntry]) -> tuple[float, float]:
    """Return width and height of the legend, in points."""
    columns = _columns(entries)
    width = sum(_column_width(column) for column in columns) + _COLUMN_GAP * (len(columns) - 1)
    return width, max(sum(map(_row_height, column)) for column in columns)


def _row_height(entry: LegendEntry) -> float:
    return max(ROW, height_of(entry) + 2)


def draw_legend(page: Page, entries: Sequence[LegendEntry], left: float, top: float) -> None:
    """Draw every entry, each with the mark as it stands on the map."""
    for column in _columns(entries):
        middle = top
        for entry in column:
            middle -= _row_height(entry) / 2
            draw_sample(page, entry, left, middle)
            is_title = entry.symbol == "title"
            style = _TITLE if is_title else _LEGEND
            page.words(left + (0 if is_title else _INDENT), middle - style.size * 0.36, entry.label, style)
            middle -= _row_height(entry) / 2
        left += _column_width(column) + _COLUMN_GAP


def credit_lines(sentences: Sequence[str], width: float) -> list[str]:
    """Break the credits into lines of at most ``width`` points; each sentence begins a line."""
    return [line for sentence in sentences for line in _CREDIT.wrapped(sentence, width)]


def credits_height(lines: Sequence[str]) -> float:
    """Return the height of the credits, in points."""
    return len(lines) * _CREDIT.size * LINE


def draw_credits(page: Page, lines: Sequence[str], left: float, top: float) -> None:
    """Write the credits."""
    for number, line in enumerate(lines):
        baseline = top - _CREDIT.size - number * _CREDIT.size * LINE
        page.words(left, baseline, line, _CREDIT)
