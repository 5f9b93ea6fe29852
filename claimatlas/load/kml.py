"""Read the placemarks of a KML file, alone or in a KMZ archive.

Comes in: bytes. Goes out: ``ForeignTable`` with name, description, when, longitude, latitude and the extended data.
Refuses entities and document types (defusedxml), nesting and numbers beyond the limits. No style, no picture and no
link is followed.
"""

from __future__ import annotations

import io
import re
import xml.sax
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml import DefusedXmlException

from claimatlas.errors import UnreadableFileError
from claimatlas.load import MAX_CELL_CHARACTERS
from claimatlas.load.foreign import MAX_ROWS, Collector, ForeignTable, Tell
from claimatlas.load.workbook import ARCHIVE_ERRORS, check_archive

MAX_DEPTH = 40
COLUMNS = ("id", "name", "description", "when", "longitude", "latitude")


@dataclass
class _Placemark:
    cells: dict[str, str] = field(default_factory=dict)
    points: int = 0


class _Placemarks(ContentHandler):
    """Collects placemarks as the parser goes through the file."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.found: list[_Placemark] = []
        self._path: list[str] = []
        self._open: _Placemark | None = None
        self._text: list[str] = []
        self._key = ""

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  # the parser's name for it
        """Open an element."""
        local = name.rpartition(":")[2]
        self._path.append(local)
        self._text = []
        if len(self._path) > MAX_DEPTH:
            raise UnreadableFileError(f"{self.name} is nested more than {MAX_DEPTH} levels deep.")
        if local == "Placemark":
            self._open = _Placemark({"id": attrs.get("id", "")})
            self.found.append(self._open)
            if len(self.found) > MAX_ROWS:
                raise UnreadableFileError(f"{self.name} has more than {MAX_ROWS:,} rows; split it.")
        elif local in ("Data", "SimpleData"):
            self._key = attrs.get("name", "")

    def characters(self, content: str) -> None:
        """Take text in."""
        self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802  # the parser's name for it
        """Close an element, and keep its text if it is one of those that are read."""
        local = name.rpartition(":")[2]
        self._path.pop()
        text = "".join(self._text).strip()
        if self._open is None:
            return
        parent = self._path[-1] if self._path else ""
        if local == "Placemark":
            self._open = None
        elif local in ("name", "description") and parent == "Placemark":
            self._open.cells[local] = text
        elif local == "when":
            self._open.cells.setdefault("when", text)
        elif local == "coordinates" and parent == "Point":
            self._open.points += 1
            self._open.cells["coordinates"] = text
        elif (local == "value" and parent == "Data") or local == "SimpleData":
            self._open.cells.setdefault(self._key or "data", text)
        self._text = []


def read(name: str, data: bytes, tell: Tell) -> ForeignTable:
    """Read every placemark; those without one point are kept aside. See ``foreign.read_foreign``."""
    document = _document(name, data)
    handler = _Placemarks(name)
    try:
        defusedxml.sax.parse(io.BytesIO(document), handler, forbid_dtd=True)
    except (xml.sax.SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableFileError(f"{name} is no KML that can be read ({type(error).__name__}).") from error
    raws = _raws(document)
    more = dict.fromkeys(key for one in handler.found for key in one.cells if key not in (*COLUMNS, "coordinates"))
    found = Collector(name, data, (*COLUMNS, *more))
    for number, one in enumerate(handler.found, start=1):
        raw = raws[number - 1] if len(raws) == len(handler.found) else repr(one.cells)
        position = re.fullmatch(r"([^,\s]+),([^,\s]+)(,[^,\s]*)?", one.cells.get("coordinates", ""))
        if one.points != 1 or position is None:
            found.refuse_entry(number, raw, one.cells.get("coordinates", ""), "one point: longitude,latitude")
        else:
            place = {"longitude": position.group(1), "latitude": position.group(2)}
            found.add(number, [(one.cells | place).get(column, "") for column in found.columns], raw)
        if number % 1_000 == 0:
            tell(number / len(handler.found))
    return found.table()


def _document(name: str, data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data
    inside = [part for part in check_archive(name, data) if part.lower().endswith(".kml")]
    if len(inside) != 1:
        raise UnreadableFileError(f"{name} holds {len(inside)} KML files; expected one.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(inside[0])
    except ARCHIVE_ERRORS as error:
        raise UnreadableFileError(f"{name} is no whole archive, as its ending says it is.") from error


def _raws(document: bytes) -> list[str]:
    """Return the text of each placemark; used only when there are as many as the parser found."""
    text = document.decode("utf-8", errors="replace")
    pieces = re.split(r"(?=<(?:\w+:)?Placemark[\s>])", text)[1:]
    return [piece[: piece.rfind("Placemark>") + len("Placemark>")][:MAX_CELL_CHARACTERS] for piece in pieces]
