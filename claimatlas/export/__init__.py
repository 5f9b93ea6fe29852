"""Snapshots: a view as a file, and beside it a second file that says how it came about.

Comes in: a ``View``. Goes out: bytes, or two files on the disk.
Refuses to read the clock, to draw at random, and to leave half a file: the same view gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.errors import UsageError, shown
from claimatlas.export.features import write_geojson
from claimatlas.export.files import write_together
from claimatlas.export.request import Request, Told
from claimatlas.export.sidecar import Sum, write_sidecar
from claimatlas.export.streamed import is_too_large, write_streamed
from claimatlas.export.table import write_csv
from claimatlas.view import View

__all__ = [
    "BRIEFING",
    "CONTACT_SHEET",
    "FILM",
    "FORMATS",
    "FRAME",
    "KINDS",
    "Format",
    "Request",
    "Told",
    "ending_of",
    "render",
    "sidecar_of",
    "write_snapshot",
]

PLAIN = Request()


@dataclass(frozen=True)
class Format:
    """A kind of file that a view can be written as."""

    write: Callable[[View, Request], bytes]
    """Writes a view; the same bytes for the same arguments and versions."""
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


def _write_geopackage(view: View, request: Request) -> bytes:
    from claimatlas.export.geopackage import write_geopackage

    return write_geopackage(view, request)


def _write_workbook(view: View, request: Request) -> bytes:
    from claimatlas.export.workbook import write_workbook

    return write_workbook(view, request)


def _write_claims_parquet(view: View, request: Request) -> bytes:
    from claimatlas.export.columnar import write_claims_parquet

    return write_claims_parquet(view, request)


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


_DRAWN = ("contourpy", "fonttools", "matplotlib", "pillow")
_PARQUET = "application/vnd.apache.parquet"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PAGES, _DATA = voc.Group.PAGES, voc.Group.DATA

FORMATS: Mapping[str, Format] = {
    "png": Format(_write_png, "PNG picture", "image/png", _PAGES, _DRAWN, asks=("resolution",)),
    "svg": Format(_write_svg, "SVG drawing", "image/svg+xml", _PAGES, _DRAWN),
    "pdf": Format(_write_pdf, "PDF page", "application/pdf", _PAGES, _DRAWN, asks=("paper",)),
    "html": Format(_write_html, "Interactive page (HTML)", "text/html", _PAGES, ("branca", "folium", "jinja2")),
    "csv": Format(write_csv, "CSV of {count} claims", "text/csv", _DATA),
    "xlsx": Format(_write_workbook, "Workbook (XLSX)", _WORKBOOK, _DATA, ("XlsxWriter",)),
    "geojson": Format(write_geojson, "GeoJSON of the districts", "application/geo+json", _DATA),
    "gpkg": Format(_write_geopackage, "GeoPackage", "application/geopackage+sqlite3", _DATA, ("pyogrio", "pyarrow")),
    "parquet": Format(_write_claims_parquet, "Parquet of the claims", _PARQUET, _DATA, ("pyarrow",)),
    "geoparquet": Format(_write_districts_parquet, "GeoParquet of the districts", _PARQUET, _DATA, ("pyarrow",)),
}
"""Every format by its ending. A new one is one row."""

LISTING = frozenset({"csv", "parquet", "xlsx", "gpkg", "html"})
"""Formats that hold every claim that is listed."""
BRIEFING = "briefing"
"""What a page about one district or one milestone is called in its sidecar; its ending is that of other pages."""
CONTACT_SHEET, FRAME, FILM = "contact-sheet", "frame", "film"
"""What is made of several days."""
KINDS: Mapping[str, Format] = {
    **FORMATS,
    BRIEFING: Format(
        _write_briefing,
        "Briefing (PDF)",
        "application/pdf",
        _PAGES,
        (*_DRAWN, "typst"),
        asks=("subject", "paper"),
        ending="pdf",
    ),
    CONTACT_SHEET: Format(
        _write_contact_sheet, "Contact sheet", "image/png", _PAGES, _DRAWN, asks=("resolution", "days"), ending="png"
    ),
    FRAME: Format(
        _write_frame, "Frame of a film", "image/png", _PAGES, _DRAWN, asks=("resolution", "days"), ending="png"
    ),
    FILM: Format(_write_film, "Film (GIF)", "image/gif", _PAGES, _DRAWN, asks=("days",), ending="gif"),
}
"""Every kind of file by the word its sidecar has for it: the formats, and what shares its ending with one of them."""


def ending_of(kind: str) -> str:
    """Return the ending of the files of a kind."""
    return KINDS[kind].ending or kind


def render(view: View, kind: str, request: Request = PLAIN) -> bytes:
    """Write a view as the bytes of a file.

    Parameters
    ----------
    view : View
        What is to be seen.
    kind : str
        Key of ``KINDS``, with or without a dot, in any case.
    request : Request, optional
        How it is to be written.

    Returns
    -------
    bytes
        The same for the same view, request and versions.

    Raises
    ------
    UsageError
        When there is no such format.
    """
    return KINDS[known_kind(kind)].write(view, _addressed(view, request))


def sidecar_of(view: View, kind: str, content: bytes, request: Request = PLAIN) -> bytes:
    """Write the sidecar of ``content``, which ``render`` gave for the same arguments; see ``sidecar.write_sidecar``."""
    known = known_kind(kind)
    asked = {name: _asked(getattr(request, name)) for name in KINDS[known].asks}
    libraries = KINDS[known].libraries
    return write_sidecar(view, {"format": known, **asked}, content, _addressed(view, request).address, libraries)


def _asked(value: voc.Code | tuple[dt.date, ...]) -> str | list[str]:
    return [day.isoformat() for day in value] if isinstance(value, tuple) else value.value


def known_kind(kind: str) -> str:
    """Return the key of ``KINDS`` for a word or an ending."""
    known = kind.lower().removeprefix(".")
    if known not in KINDS:
        raise UsageError(f"A snapshot ends in {', '.join(FORMATS)}; found {shown(kind)}.")
    return known


def _addressed(view: View, request: Request) -> Request:
    return request if request.address else replace(request, address=permalink.address(view.selection))


def write_snapshot(view: View, path: Path, request: Request = PLAIN, kind: str = "") -> Path:
    """Write a view to ``path``, and its sidecar to the same name with ``.json`` added.

    Either both files are there afterwards and whole, or neither is. The ending says the format, unless a ``kind`` is
    named.

    Returns
    -------
    Path
        The sidecar.

    Raises
    ------
    UsageError
        When the ending is not that of a format, or not that of the kind.
    ClaimAtlasError
        When the folder cannot be written to.
    """
    if kind and path.suffix.lower() != f".{ending_of(kind)}":
        raise UsageError(f"A {kind} ends in {ending_of(kind)}; found {shown(path.name)}.")
    if is_too_large(view) and known_kind(kind or path.suffix) in LISTING:
        return _stream(view, path, request, kind or path.suffix)
    content = render(view, kind or path.suffix, request)
    sidecar = path.with_name(f"{path.name}.json")
    about = sidecar_of(view, kind or path.suffix, content, request)
    write_together({path: content, sidecar: about})
    return sidecar


def _stream(view: View, path: Path, request: Request, kind: str) -> Path:
    known, asked = known_kind(kind), _addressed(view, request)

    def about(total: Sum) -> bytes:
        return write_sidecar(view, {"format": known}, total, asked.address, KINDS[known].libraries)

    write_streamed(view, known, path, asked, about)
    return path.with_name(f"{path.name}.json")
