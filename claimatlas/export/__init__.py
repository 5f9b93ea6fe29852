"""Snapshots: a view as a file, and beside it a second file that says how it came about.

Comes in: a ``View``. Goes out: bytes, or two files on the disk, written piece by piece where they list claims.
Refuses to read the clock, to draw at random, and to leave half a file: the same view gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from dataclasses import replace
from pathlib import Path

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.errors import TooManyClaimsError, UsageError, shown
from claimatlas.export.files import staged
from claimatlas.export.formats import (
    BRIEFING,
    CONTACT_SHEET,
    FILM,
    FORMATS,
    FRAME,
    KINDS,
    LISTING,
    PAGES_OF_ALL,
    Format,
)
from claimatlas.export.listed import is_too_large, most_at_once
from claimatlas.export.request import Request, Told
from claimatlas.export.sidecar import Sum, summed, write_sidecar
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
    TooManyClaimsError
        When it would list more claims than are held at once; ``write_snapshot`` does not hold them.
    """
    known = known_kind(kind)
    if known in LISTING and is_too_large(view):
        _refuse_page(view, known)
        raise TooManyClaimsError(
            f"A .{known} file of {view.row_count:,} claims is not held at once. `python -m claimatlas snapshot` writes "
            "it piece by piece; or choose fewer claims."
        )
    buffer = io.BytesIO()
    KINDS[known].pour(view, _addressed(view, request), buffer)
    return buffer.getvalue()


def sum_made(view: View, kind: str, request: Request = PLAIN) -> Sum:
    """Return size and SHA-256 of what ``write_snapshot`` would write, without keeping or holding it."""
    known = known_kind(kind)
    _refuse_page(view, known)
    with tempfile.TemporaryFile() as file:
        KINDS[known].pour(view, _addressed(view, request), file)
        return summed(file)


def _refuse_page(view: View, known: str) -> None:
    if known in PAGES_OF_ALL and is_too_large(view):
        raise TooManyClaimsError(
            f"A .{known} page of {view.row_count:,} claims would have to be held at once, by whoever reads it too. "
            f"Write .csv, .parquet, .gpkg or .xlsx, or choose at most {most_at_once(view):,} claims: a district, "
            "or days with From and To."
        )


def sidecar_of(view: View, kind: str, content: bytes | Sum, request: Request = PLAIN) -> bytes:
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
    TooManyClaimsError
        When a page of its kind would have to hold too many claims.
    ClaimAtlasError
        When the folder cannot be written to.
    """
    if kind and path.suffix.lower() != f".{ending_of(kind)}":
        raise UsageError(f"A {kind} ends in {ending_of(kind)}; found {shown(path.name)}.")
    known, beside = known_kind(kind or path.suffix), path.with_name(f"{path.name}.json")
    _refuse_page(view, known)
    with staged(path, beside) as (file, about):
        KINDS[known].pour(view, _addressed(view, request), file)
        about.write(sidecar_of(view, known, summed(file), request))
    return beside
