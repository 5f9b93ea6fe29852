"""The file beside a snapshot: what was asked, of which data, by which version, and what came out.

Comes in: a ``View`` and the bytes of the snapshot. Goes out: JSON.
Refuses to say when or where it was made: the same question to the same data has the same answer.
"""

from __future__ import annotations

import hashlib
import json
import platform
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from typing import Any, BinaryIO

import pyproj
import shapely

from claimatlas import __version__
from claimatlas import vocabulary as voc
from claimatlas.export.credits import credit_sentences
from claimatlas.load import sha256
from claimatlas.permalink import encode
from claimatlas.selection import Selection
from claimatlas.view import NOT_FACTS, View

LIBRARIES = ("geopandas", "numpy", "pandas", "pyproj", "shapely")
"""Libraries that can change any snapshot."""
MOST_NAMED = 100_000
"""So many claims are named one by one."""


@dataclass(frozen=True)
class Sum:
    """What a file is told by."""

    size: int
    """Bytes."""
    sha256: str
    """SHA-256, hexadecimal."""


def summed(file: BinaryIO) -> Sum:
    """Return size and sum of a file that was just written; it stands at its end afterwards."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256")  # type: ignore[arg-type]  # any file that can be read
    return Sum(file.tell(), digest.hexdigest())


def write_sidecar(
    view: View, written: Mapping[str, Any], content: bytes | Sum, address: str, libraries: Sequence[str] = ()
) -> bytes:
    """Describe a snapshot.

    Parameters
    ----------
    view : View
        What was written.
    written : mapping
        Format of the snapshot, and what else was asked of it or belongs to it; JSON only.
    content : bytes or Sum
        The snapshot, or its size and sum where it is too large to be held.
    address : str
        Address under which the view opens.
    libraries : sequence of str, optional
        Libraries beyond ``LIBRARIES`` that had a hand in it.

    Returns
    -------
    bytes
        JSON, UTF-8, keys sorted.
    """
    total = Sum(len(content), sha256(content)) if isinstance(content, bytes) else content
    about = {
        "snapshot": {**written, "bytes": total.size, "sha256": total.sha256},
        "address": address,
        "parameters": encode(view.selection),
        "selection": _fields(view.selection),
        "said": {
            "title": view.title,
            "filters": view.filter_sentence,
            "clocks": view.clock_sentence,
            "counts": view.count_sentence,
            "caution": NOT_FACTS,
        },
        "counts": asdict(view.counts),
        "claim_ids": _claim_ids(view),
        "event_ids": sorted({mark.event_id for mark in view.milestones}),
        "refused_rows": {
            view.record.checked_claims.file: len(view.record.checked_claims.refused),
            view.record.checked_events.file: len(view.record.checked_events.refused),
        },
        "data_sha256": view.record.sums,
        "versions": versions(libraries),
        "credits": list(credit_sentences(view)),
    }
    return (json.dumps(about, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def _claim_ids(view: View) -> dict[str, list[str] | None]:
    """Name the claims behind a view; null stands for more than a reader could use, and the counts say how many."""
    live, listed = view.counts.live, view.row_count
    named = {
        "live": sorted(view.live.index) if live <= MOST_NAMED else None,
        "listed": sorted(view.rows.index) if listed <= MOST_NAMED else None,
    }
    if view.selection.shows(voc.Layer.ASSESSMENTS):
        named["assessments"] = sorted(view.assessments.index)
    return named


def _fields(selection: Selection) -> dict[str, Any]:
    values = {field.name: getattr(selection, field.name) for field in fields(selection)}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


def versions(libraries: Sequence[str] = ()) -> dict[str, str]:
    """Return the versions of everything that can change a file, those of ``libraries`` among them."""
    return {
        "claimatlas": __version__,
        "geos": shapely.geos_version_string,
        "proj": pyproj.proj_version_str,
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{library: version(library) for library in (*LIBRARIES, *libraries)},
        **{name: read() for library, name, read in _INSIDE if library in libraries},
    }


def _freetype() -> str:
    from matplotlib.ft2font import __freetype_version__

    return str(__freetype_version__)


def _gdal() -> str:
    import pyogrio

    return str(pyogrio.__gdal_version_string__)


_INSIDE = (("matplotlib", "freetype", _freetype), ("pyogrio", "gdal", _gdal))
"""What libraries carry inside: library, name, and how its version is read."""
