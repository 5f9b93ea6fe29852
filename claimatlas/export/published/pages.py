"""One view as one page, or as a folder for any host of files.

Comes in: a ``View`` and its address. Goes out: bytes, and for a folder their paths.
Refuses to read the clock and to leave anything to chance: the same view gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claimatlas.export import Request, render, sidecar_of
from claimatlas.export.published.document import as_block, beside_files, called, folder_files, one_file
from claimatlas.export.published.encoded import encoded, first_day
from claimatlas.export.published.outlines import outlines
from claimatlas.export.published.wording import words_by_year
from claimatlas.view import View

LARGEST_WORDS = 400_000
"""Bytes of words that a page holds itself; of more, each year is a file of its own, fetched when it is needed."""
DOWNLOADS: Mapping[str, str] = {
    "csv": "Claims (CSV)",
    "xlsx": "Workbook (XLSX): claims, districts, milestones",
    "geojson": "Districts with the status of the day (GeoJSON)",
    "pdf": "The map as a page (PDF)",
}
"""Formats that stand beside the page, by ending."""


def write_html(view: View, request: Request) -> bytes:
    """Write a view as one file: map, timeline, ledger and disputes, without a server and without a network."""
    request.told(0.0)
    words = words_by_year(view, first_day(view))
    request.told(0.6)
    blocks = _blocks(view, request.address, dict.fromkeys(words), []) | _held(words)
    return one_file(view.record.places, blocks, _title(view))


def site_files(view: View, request: Request) -> dict[str, bytes]:
    """Write a view as the files of a folder, the page last: what it refers to is there before it.

    Returns
    -------
    dict of str to bytes
        By path inside the folder.
    """
    words = words_by_year(view, first_day(view))
    is_large = sum(len(as_block(part).encode()) for part in words.values()) > LARGEST_WORDS
    parts = called(words, "words") if is_large else {}
    sources = {year: f"words/{year}.js" if is_large else None for year in words}
    offered = dict(_downloads(view, request))
    links = [[f"files/{_file(ending)}", label] for ending, label in DOWNLOADS.items()]
    blocks = _blocks(view, request.address, sources, links) | ({} if is_large else _held(words))
    page = {"index.html": beside_files(blocks, _title(view))}
    return {**folder_files(view.record.places), **parts, **offered, **page}


def _title(view: View) -> str:
    return f"{' and '.join(view.record.places.gazetteer.province_names.values())}: who claims what"


def _blocks(view: View, address: str, sources: Mapping[str, str | None], links: list[list[str]]) -> dict[str, Any]:
    return {
        "record": encoded(view, address),
        "outlines": outlines(view.record.places),
        "parts": sources,
        "downloads": links,
    }


def _held(words: Mapping[str, Any]) -> dict[str, Any]:
    return {f"words-{year}": part for year, part in words.items()}


def _file(ending: str) -> str:
    return f"claim-atlas.{ending}"


def _downloads(view: View, request: Request) -> Iterator[tuple[str, bytes]]:
    for done, ending in enumerate(DOWNLOADS):
        request.told(done / len(DOWNLOADS))
        content = render(view, ending, request)
        yield f"files/{_file(ending)}", content
        yield f"files/{_file(ending)}.json", sidecar_of(view, ending, content, request)
