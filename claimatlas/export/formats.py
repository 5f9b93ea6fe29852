"""Every kind of file that a view can be written as: one row each.

Comes in: nothing. Goes out: ``Format`` by the word under which it is known.
Refuses to load what writes a kind before the first file of it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from claimatlas import vocabulary as voc
from claimatlas.export.features import write_geojson
from claimatlas.export.request import Request
from claimatlas.export.table import pour_csv
from claimatlas.view import View

Pour = Callable[[View, Request, BinaryIO], None]


@dataclass(frozen=True)
class Format:
    """A kind of file that a view can be written as."""

    pour: Pour
    """Writes a view into a file that can be read and gone back in; the same bytes for the same arguments."""
    label: str
    """What it is, for a button; ``{count}`` stands for the number of claims that are listed."""
    media_type: str
    """As browsers know it."""
    group: voc.Group
    """What kind of thing it is."""
    libraries: tuple[str, ...] = ()
    """Libraries that write it, beyond those that have a hand in every format."""
    asks: tuple[str, ...] = ()
    """Fields of ``Request``, beyond the address, on which its bytes depend."""
    ending: str = ""
    """Ending of its files; empty where that is the word by which the format is known."""


def _write_png(view: View, request: Request) -> bytes:
    # matplotlib takes longer to load than everything else: who wants a table does not wait for it.
    from claimatlas.export.picture import write_png

    return write_png(view, request)


def _write_svg(view: View, request: Request) -> bytes:
    from claimatlas.export.picture import write_svg

    return write_svg(view, request)


def _write_pdf(view: View, request: Request) -> bytes:
    from claimatlas.export.picture import write_pdf

    return write_pdf(view, request)


def _write_html(view: View, request: Request) -> bytes:
    # It writes downloads beside a page too, in the formats below.
    from claimatlas.export.published.pages import write_html

    return write_html(view, request)


def _pour_geopackage(view: View, request: Request, file: BinaryIO) -> None:
    from claimatlas.export.geopackage import pour_geopackage

    pour_geopackage(view, request, file)


def _pour_workbook(view: View, request: Request, file: BinaryIO) -> None:
    from claimatlas.export.workbook import pour_workbook

    pour_workbook(view, request, file)


def _pour_claims_parquet(view: View, request: Request, file: BinaryIO) -> None:
    from claimatlas.export.columnar import pour_claims_parquet

    pour_claims_parquet(view, request, file)


def _write_districts_parquet(view: View, request: Request) -> bytes:
    from claimatlas.export.columnar import write_districts_parquet

    return write_districts_parquet(view, request)


def _write_briefing(view: View, request: Request) -> bytes:
    from claimatlas.export.briefing import write_briefing

    return write_briefing(view, request)


def _write_contact_sheet(view: View, request: Request) -> bytes:
    from claimatlas.export.film import write_contact_sheet

    return write_contact_sheet(view, request)


def _write_frame(view: View, request: Request) -> bytes:
    from claimatlas.export.film import write_frame

    return write_frame(view, request)


def _write_film(view: View, request: Request) -> bytes:
    from claimatlas.export.film import write_film

    return write_film(view, request)


def _at_once(write: Callable[[View, Request], bytes]) -> Pour:
    def pour(view: View, request: Request, file: BinaryIO) -> None:
        file.write(write(view, request))

    return pour


_DRAWN = ("contourpy", "fonttools", "matplotlib", "pillow")
_PARQUET = "application/vnd.apache.parquet"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PAGES, _DATA = voc.Group.PAGES, voc.Group.DATA

FORMATS: Mapping[str, Format] = {
    "png": Format(_at_once(_write_png), "PNG picture", "image/png", _PAGES, _DRAWN, asks=("resolution",)),
    "svg": Format(_at_once(_write_svg), "SVG drawing", "image/svg+xml", _PAGES, _DRAWN),
    "pdf": Format(_at_once(_write_pdf), "PDF page", "application/pdf", _PAGES, _DRAWN, asks=("paper",)),
    "html": Format(
        _at_once(_write_html), "Interactive page (HTML)", "text/html", _PAGES, ("branca", "folium", "jinja2")
    ),
    "csv": Format(pour_csv, "CSV of {count} claims", "text/csv", _DATA),
    "xlsx": Format(_pour_workbook, "Workbook (XLSX)", _WORKBOOK, _DATA, ("XlsxWriter",)),
    "geojson": Format(_at_once(write_geojson), "GeoJSON of the districts", "application/geo+json", _DATA),
    "gpkg": Format(_pour_geopackage, "GeoPackage", "application/geopackage+sqlite3", _DATA, ("pyogrio", "pyarrow")),
    "parquet": Format(_pour_claims_parquet, "Parquet of the claims", _PARQUET, _DATA, ("pyarrow",)),
    "geoparquet": Format(
        _at_once(_write_districts_parquet), "GeoParquet of the districts", _PARQUET, _DATA, ("pyarrow",)
    ),
}
"""Every format by its ending. A new one is one row."""

LISTING = frozenset({"csv", "parquet", "xlsx", "gpkg", "html"})
"""Formats that hold every claim that is listed."""
PAGES_OF_ALL = frozenset({"html"})
"""Those of them that cannot be written piece by piece: whoever opens one holds all of it."""
BRIEFING = "briefing"
"""What a page about one district or one milestone is called in its sidecar; its ending is that of other pages."""
CONTACT_SHEET, FRAME, FILM = "contact-sheet", "frame", "film"
"""What is made of several days."""
KINDS: Mapping[str, Format] = {
    **FORMATS,
    BRIEFING: Format(
        _at_once(_write_briefing),
        "Briefing (PDF)",
        "application/pdf",
        _PAGES,
        (*_DRAWN, "typst"),
        asks=("subject", "paper"),
        ending="pdf",
    ),
    CONTACT_SHEET: Format(
        _at_once(_write_contact_sheet),
        "Contact sheet",
        "image/png",
        _PAGES,
        _DRAWN,
        asks=("resolution", "days"),
        ending="png",
    ),
    FRAME: Format(
        _at_once(_write_frame),
        "Frame of a film",
        "image/png",
        _PAGES,
        _DRAWN,
        asks=("resolution", "days"),
        ending="png",
    ),
    FILM: Format(_at_once(_write_film), "Film (GIF)", "image/gif", _PAGES, _DRAWN, asks=("days",), ending="gif"),
}
"""Every kind of file by the word its sidecar has for it: the formats, and what shares its ending with one of them."""
