"""From a sidecar back to its file: what was asked, whether the data are still the same, and the same bytes again.

Comes in: the JSON of a sidecar, and a ``Record``. Goes out: what differs; the sum of the file made again.
Refuses to trust a sidecar, which anybody can write: every field is checked, and no path in it is followed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from claimatlas import vocabulary as voc
from claimatlas.errors import UnreadableFileError, shown
from claimatlas.export import KINDS, Request, sum_made
from claimatlas.export.sidecar import versions
from claimatlas.permalink import decode
from claimatlas.record import Record
from claimatlas.view import View


def _days(written: Any) -> tuple[dt.date, ...]:
    return tuple(dt.date.fromisoformat(_text(day)) for day in written)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "resolution": voc.Resolution,
    "paper": voc.Paper,
    "subject": voc.Subject,
    "days": _days,
}


@dataclass(frozen=True)
class Sidecar:
    """What a sidecar says of its file."""

    kind: str
    """Key of ``KINDS``."""
    request: Request
    """How the file was written."""
    parameters: Mapping[str, list[str]]
    """The selection, as in the address of a page."""
    sha256: str
    """Of the file."""
    data: Mapping[str, str]
    """SHA-256 of each part of the record."""
    versions: Mapping[str, str]
    """Of everything that can change the file."""


def read_sidecar(content: Any, file: str) -> Sidecar:
    """Check what was read from a sidecar.

    Parameters
    ----------
    content : Any
        What its JSON holds.
    file : str
        Its name, for the error.

    Raises
    ------
    UnreadableFileError
        When it is no sidecar of a snapshot, or of a format that is not known here.
    """
    try:
        snapshot = content["snapshot"]
        kind = snapshot["format"]
        asked: dict[str, Any] = {name: _READ[name](snapshot[name]) for name in KINDS[kind].asks}
        parameters = {str(key): [_text(value) for value in values] for key, values in content["parameters"].items()}
        return Sidecar(
            kind=kind,
            request=Request(_text(content["address"]), **asked),
            parameters=parameters,
            sha256=_text(snapshot["sha256"]),
            data={str(name): _text(total) for name, total in content["data_sha256"].items()},
            versions={str(name): _text(number) for name, number in content["versions"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        told = shown(str(error.args[0]) if error.args else "")
        raise UnreadableFileError(f"{file} is not the sidecar of a snapshot that can be made here: {told}.") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def changed_data(sidecar: Sidecar, record: Record) -> tuple[str, ...]:
    """Name the parts of the record whose sums are no longer those of the sidecar."""
    sums = record.sums
    return tuple(name for name in sorted({*sums, *sidecar.data}) if sums.get(name) != sidecar.data.get(name))


def changed_versions(sidecar: Sidecar) -> tuple[str, ...]:
    """Say which versions differ from those of the sidecar, each with both numbers."""
    here = versions(KINDS[sidecar.kind].libraries)
    return tuple(
        f"{name} {sidecar.versions.get(name, 'none')} then, {here.get(name, 'none')} now"
        for name in sorted({*here, *sidecar.versions})
        if here.get(name) != sidecar.versions.get(name)
    )


def view_of(sidecar: Sidecar, record: Record) -> View:
    """Work out the view of a sidecar on a record.

    Raises
    ------
    UnreadableFileError
        When it asks for something that the record does not know.
    """
    decoded = decode(sidecar.parameters, record.places.gazetteer)
    if decoded.ignored:
        first = decoded.ignored[0]
        raise UnreadableFileError(f"The sidecar asks for {first.key} {shown(first.value)}, which {first.reason}.")
    return View(record, decoded.selection)


def remake(sidecar: Sidecar, record: Record) -> str:
    """Make the file of a sidecar again, and return its SHA-256: the same, on the same data and versions."""
    return sum_made(view_of(sidecar, record), sidecar.kind, sidecar.request).sha256
