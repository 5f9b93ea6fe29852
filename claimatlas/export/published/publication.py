"""Publishing: a view as a folder that needs no server, with a manifest that says what is in it and how it came about.

Comes in: a ``View`` and a folder. Goes out: the folder, complete or not there.
Refuses to leave a page without its manifest.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from claimatlas import permalink
from claimatlas.export import FORMATS, Request
from claimatlas.export.published.folder import MANIFEST, refuse_foreign, sums_of, write_folder
from claimatlas.export.published.pages import DOWNLOADS, site_files
from claimatlas.export.sidecar import write_sidecar
from claimatlas.view import View


def publish(view: View, folder: Path, request: Request | None = None) -> dict[str, int]:
    """Write a view as a static site.

    Parameters
    ----------
    view : View
        Its filters and knowledge clock say which claims are handed out; the rest is what the page shows first.
    folder : Path
        New, empty, or published into before.
    request : Request, optional
        Address of the view, and who is told how far the writing is.

    Returns
    -------
    dict of str to int
        Path inside the folder to size in bytes.

    Raises
    ------
    UsageError
        When the folder holds something else.
    ClaimAtlasError
        When it cannot be written; what was published there before stays.
    """
    refuse_foreign(folder)
    asked = request or Request()
    asked = asked if asked.address else replace(asked, address=permalink.address(view.selection))
    files = site_files(view, asked)
    libraries = sorted({name for ending in ("html", *DOWNLOADS) for name in FORMATS[ending].libraries})
    written = {"format": "site", "files": sums_of(files)}
    files[MANIFEST] = write_sidecar(view, written, files["index.html"], asked.address, libraries)
    write_folder(folder, files)
    return {path: len(content) for path, content in files.items()}
