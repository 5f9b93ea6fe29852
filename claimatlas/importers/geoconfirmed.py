"""GeoConfirmed: places of photos and films, found by volunteers.

Comes in: entries of its JSON, or placemarks of its KML. Goes out: claims of an analyst, type ``verification``, with a
point. Refuses an entry without a day that can be read, and a file of which nobody says when it was published: an entry
does not say when its place was found.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from claimatlas import vocabulary as voc
from claimatlas.importers.days import moment_day, named_day
from claimatlas.importers.mapping import Field, Importer, Row, always, noted
from claimatlas.kinds import UnexpectedError

_ADDRESS = re.compile(r"https?://[^\s<>\"'\\;,]+", flags=re.ASCII)
_TAG = re.compile(r"<[^<>]{0,500}>")
_LEADING_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]{3,9} \d{4})\b", flags=re.ASCII)
_SUMMARY_CHARACTERS = 300


def _identifier(row: Row) -> str:
    if re.fullmatch(r"[A-Za-z0-9-]+", row["id"], flags=re.ASCII):
        return f"GC-{row['id'].upper()}"
    if row["id"]:
        raise UnexpectedError("an id of letters, digits and hyphens")
    # Placemarks have none: what they say is what they are known by, so that the same file gives the same ids.
    content = "\x1f".join((row["name"], row["when"], row["longitude"], row["latitude"], row["description"]))
    return f"GC-{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:16].upper()}"


def _day(row: Row) -> str:
    written = row["date"] or row["when"]
    if written:
        return moment_day(written)
    leading = _LEADING_DAY.match(row["name"])
    if not leading:
        raise UnexpectedError("a day: in date, or at the beginning of the name")
    return named_day(leading.group(1))


def _published(row: Row) -> str:
    if not row.asked.published:
        raise UnexpectedError("a day of publication, which no entry states: declare one for the file")
    return row.asked.published


def _latitude(row: Row) -> str:
    return row["latitude"] or _coordinates(row)[0]


def _longitude(row: Row) -> str:
    return row["longitude"] or _coordinates(row)[1]


def _coordinates(row: Row) -> tuple[str, str]:
    """Return latitude and longitude: GeoConfirmed writes them in this order."""
    numbers = re.split(r"[;,]\s*", row["coordinates"])
    if len(numbers) not in (2, 3) or not all(numbers):
        raise UnexpectedError("coordinates: latitude and longitude")
    return numbers[0], numbers[1]


def _plain(text: str) -> str:
    """Take tags out of a description that is HTML in KML; what is left is text and shown as such."""
    return " ".join(_TAG.sub(" ", text).split())


def _summary(row: Row) -> str:
    said = _plain(row["name"]) or _plain(row["description"]) or "no words beside it"
    cut = said if len(said) <= _SUMMARY_CHARACTERS else f"{said[: _SUMMARY_CHARACTERS - 1]}…"
    return f"GeoConfirmed gives the place of a picture or film described as: {cut}"


def _address(row: Row) -> str:
    found = _ADDRESS.findall(row["originalSource"]) or _ADDRESS.findall(row["description"])
    return found[0] if found else ""


def _notes(row: Row) -> str:
    return noted(
        ("description", _plain(row["description"])),
        ("original source", row["originalSource"]),
        ("geolocation", row["geolocation"]),
    )


def _remarks(row: Row) -> Iterable[str]:
    yield "reported_date is the day of publication declared for the file"
    if not (row["date"] or row["when"]):
        yield "event_date stands at the beginning of the name"
    elif re.search(r"[T ](?!00:00)\d{2}:\d{2}", row["date"] or row["when"]):
        yield "the time of day is left out"


IMPORTER = Importer(
    name="geoconfirmed",
    label="GeoConfirmed",
    terms="GeoConfirmed asks to be named as the source.",
    needs=("name", "description"),
    fields=(
        Field("claim_id", ("id",), _identifier),
        Field("statement_id", ("id",), _identifier),
        Field("event_date", ("date", "when", "name"), _day),
        always("date_precision", "1"),
        Field("reported_date", (), _published),
        always("party", voc.ANALYST.value),
        always("claimant", "GeoConfirmed"),
        always("claimant_role", "volunteers who find the places of pictures"),
        always("claim_type", "verification"),
        always("place_precision", "site"),
        Field("longitude", ("coordinates", "longitude"), _longitude),
        Field("latitude", ("coordinates", "latitude"), _latitude),
        always("source_reliability", "F"),
        always("information_credibility", "6"),
        Field("summary", ("name", "description"), _summary),
        always("publisher", "GeoConfirmed"),
        Field("source_url", ("originalSource", "description"), _address),
        always("source_copy", "aggregator"),
        Field("notes", ("description", "originalSource", "geolocation"), _notes),
    ),
    remarks=_remarks,
)
