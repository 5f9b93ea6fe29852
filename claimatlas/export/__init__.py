"""Snapshots: a view as a file, and beside it a second file that says how it came about.

Comes in: a ``View``. Goes out: bytes, or two files on the disk.
Refuses to read the clock, to draw at random, and to leave half a file: the same view gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from claimatlas.errors import UsageError, shown
from claimatlas.export.features import write_geojson
from claimatlas.export.files import write_together
from claimatlas.export.sidecar import write_sidecar
from claimatlas.export.table import write_csv
from claimatlas.permalink import address as address_of
from claimatlas.view import View

Writer = Callable[[View, str], bytes]
"""Writes one view as the bytes of a file; the text is the address of the view."""


def _write_png(view: View, address: str) -> bytes:
    # matplotlib takes longer to load than everything else: who wants a table does not wait for it.
    from claimatlas.export.picture import write_picture

    return write_picture(view, "png", address)


def _write_svg(view: View, address: str) -> bytes:
    from claimatlas.export.picture import write_picture

    return write_picture(view, "svg", address)


FORMATS: Mapping[str, Writer] = {
    "png": _write_png,
    "svg": _write_svg,
    "csv": write_csv,
    "geojson": write_geojson,
}
"""Every format by its ending. A new one is one row."""


def render(view: View, ending: str, address: str = "") -> bytes:
    """Write a view as the bytes of a file.

    Parameters
    ----------
    view : View
        What is to be seen.
    ending : str
        Key of ``FORMATS``, with or without a dot, in any case.
    address : str, optional
        Address under which the view opens; without one, the path and query that ``permalink`` gives it.

    Returns
    -------
    bytes
        The same for the same view, address and versions.

    Raises
    ------
    UsageError
        When there is no such format.
    """
    known = ending.lower().removeprefix(".")
    if known not in FORMATS:
        raise UsageError(f"A snapshot ends in {', '.join(FORMATS)}; found {shown(ending)}.")
    return FORMATS[known](view, address or address_of(view.selection))


def sidecar_of(view: View, ending: str, content: bytes, address: str = "") -> bytes:
    """Write the sidecar of ``content``, which ``render`` gave for the same arguments; see ``sidecar.write_sidecar``."""
    return write_sidecar(view, ending.lower().removeprefix("."), content, address or address_of(view.selection))


def write_snapshot(view: View, path: Path, address: str = "") -> Path:
    """Write a view to ``path`` in the format of its ending, and its sidecar to the same name with ``.json`` added.

    Either both files are there afterwards and whole, or neither is.

    Returns
    -------
    Path
        The sidecar.

    Raises
    ------
    UsageError
        When the ending is not that of a format.
    ClaimAtlasError
        When the folder cannot be written to.
    """
    content = render(view, path.suffix, address)
    sidecar = path.with_name(f"{path.name}.json")
    about = sidecar_of(view, path.suffix, content, address)
    write_together({path: content, sidecar: about})
    return sidecar
