"""ACLED: events of political violence and protest, as the Armed Conflict Location & Event Data project codes them.

Comes in: the export of today (31 columns) and older ones. Goes out: claims of an analyst.
Refuses to read a direction out of ``actor1`` and ``actor2``: who gained ground is said by ``sub_event_type`` alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from claimatlas import vocabulary as voc
from claimatlas.importers.days import moment_day, named_day
from claimatlas.importers.mapping import DISTRICT_NAME, PROVINCE_NAME, STANDS_FOR, Field, Importer, Row, always, noted
from claimatlas.importers.mapping import same as taken
from claimatlas.importers.sides import camp_named, state_camp
from claimatlas.kinds import UnexpectedError

# ACLED Codebook, inter1 and inter2: numbers in older exports, words in newer ones.
_INTER = {
    "1": "state", "state forces": "state", "2": "rebels", "rebel group": "rebels", "rebel groups": "rebels",
    "rebel forces": "rebels", "3": "militia", "political militia": "militia", "political militias": "militia",
    "4": "militia", "identity militia": "militia", "identity militias": "militia", "communal militias": "militia",
    "5": "crowd", "rioters": "crowd", "6": "crowd", "protesters": "crowd", "7": "civilians", "civilians": "civilians",
    "8": "others", "external/other forces": "others", "other forces": "others", "external forces": "others",
    "0": "", "": "",
}  # fmt: skip
# The same codebook: what a sub-event says of ground. Everything else says nothing of it.
_GROUND = {
    "government regains territory": "recapture",
    "non-state actor overtakes territory": "capture",
    "non-violent transfer of territory": "capture",
}
_VIOLENCE = ("battles", "explosions/remote violence", "violence against civilians", "remote violence")
_DATE_PRECISION = {"1": "1", "2": "3", "3": "4"}
_GEO = {
    "1": ("site", ""),
    "2": ("district_inferred", "the surroundings of a place"),
    "3": ("province", "a larger region"),
}


def _identifier(row: Row) -> str:
    text = row["event_id_cnty"] or row["data_id"]
    if not re.fullmatch(r"[A-Za-z0-9-]+", text, flags=re.ASCII):
        raise UnexpectedError("an event_id_cnty of letters, digits and hyphens")
    return f"ACLED-{text.upper()}"


def _day(row: Row) -> str:
    return named_day(row["event_date"])


def _date_precision(row: Row) -> str:
    if row["time_precision"] not in _DATE_PRECISION:
        raise UnexpectedError("a time_precision from 1 to 3")
    return _DATE_PRECISION[row["time_precision"]]


def _uploaded(row: Row) -> str:
    """Day on which ACLED published the row as it stands: seconds since 1970, or a moment in ISO 8601."""
    text = row["timestamp"]
    if re.fullmatch(r"\d{9,11}(\.0+)?", text, flags=re.ASCII):
        return dt.datetime.fromtimestamp(int(text.partition(".")[0]), tz=dt.UTC).date().isoformat()
    return moment_day(text) if text else ""


def _reported(row: Row) -> str:
    day = _uploaded(row) or row.asked.published
    if not day:
        raise UnexpectedError("a timestamp; declare a day of publication for the file")
    return day


def _claim_type(row: Row) -> str:
    ground = _GROUND.get(row["sub_event_type"].casefold())
    return ground or ("attack" if row["event_type"].casefold() in _VIOLENCE else "statement")


def _actors(row: Row) -> tuple[tuple[str, str], ...]:
    """Return name and kind of the actors."""
    pairs = ((row["actor1"], row["inter1"]), (row["actor2"], row["inter2"]))
    return tuple((name, _INTER.get(inter.casefold(), "")) for name, inter in pairs if name)


def _beneficiary(row: Row) -> str:
    sub_event = row["sub_event_type"].casefold()
    if sub_event == "government regains territory":
        return state_camp()
    if sub_event not in _GROUND:
        return ""
    fighting = {camp_named(name, row["country"]) for name, kind in _actors(row) if kind != "state"} - {""}
    if sub_event == "non-state actor overtakes territory":
        # Two of them, and the words do not say which: then nobody is named.
        return fighting.pop() if len(fighting) == 1 else ""
    named = {_camp(row, name, kind) for name, kind in _actors(row)}
    return named.pop() if len(named) == 1 else ""


def _camp(row: Row, name: str, kind: str) -> str:
    return camp_named(name, row["country"]) or (state_camp() if kind == "state" else "")


def _place_precision(row: Row) -> str:
    if row["geo_precision"] not in _GEO:
        raise UnexpectedError("a geo_precision from 1 to 3")
    return _GEO[row["geo_precision"]][0]


def _district(row: Row) -> str:
    # Of a larger region the export names the district of its capital.
    return "" if row["geo_precision"] == "3" else row["admin2"]


def _fatalities(row: Row) -> str:
    text = row["fatalities"].partition(".")[0]
    # ACLED writes 0 both for nobody and for not known.
    return "" if text in ("", "0") else text


def _summary(row: Row) -> str:
    what = row["sub_event_type"] or row["event_type"] or "an event"
    names = " and ".join(name for name, _ in _actors(row))
    place = row["location"] or row["admin2"] or row["admin1"]
    return f"ACLED records: {what}{f' ({names})' if names else ''}{f', at {place}' if place else ''}."


def _notes(row: Row) -> str:
    return noted(
        ("ACLED's notes", row["notes"]),
        ("associated with actor1", row["assoc_actor_1"]),
        ("associated with actor2", row["assoc_actor_2"]),
        ("event type", row["event_type"]),
        ("civilian targeting", row["civilian_targeting"]),
        ("source scale", row["source_scale"]),
        ("tags", row["tags"]),
        ("time_precision", row["time_precision"]),
        ("geo_precision", row["geo_precision"]),
    )


def _remarks(row: Row) -> Iterable[str]:
    yield (
        "reported_date is the day of ACLED's timestamp"
        if row["timestamp"]
        else "reported_date is the day of publication declared for the file"
    )
    if row["sub_event_type"].casefold() in _GROUND and not _beneficiary(row):
        yield "ground changed hands, and the row does not say to which camp: no beneficiary"
    if row["fatalities"] in ("0", "0.0"):
        yield "0 fatalities may mean that the number is not known: no figure"


IMPORTER = Importer(
    name="acled",
    label="ACLED",
    terms="ACLED's terms allow no passing on of its rows: keep what you make of them to yourself, and cite ACLED.",
    needs=("event_date", "event_type", "actor1", "admin1", "location"),
    fields=(
        Field("claim_id", ("event_id_cnty", "data_id"), _identifier),
        Field("statement_id", ("event_id_cnty", "data_id"), _identifier),
        Field("event_date", ("event_date",), _day),
        Field("date_precision", ("time_precision",), _date_precision),
        Field("reported_date", ("timestamp",), _reported),
        always("party", voc.ANALYST.value),
        always("claimant", "ACLED"),
        always("claimant_role", "dataset of events"),
        Field("claim_type", ("event_type", "sub_event_type"), _claim_type),
        Field("beneficiary", ("sub_event_type",), _beneficiary),
        Field("place_as_reported", ("location", "admin2", "admin1"), lambda row: row["location"] or row["admin2"]),
        Field("place_precision", ("geo_precision",), _place_precision),
        taken("longitude", "longitude"),
        taken("latitude", "latitude"),
        Field(STANDS_FOR, ("geo_precision",), lambda row: _GEO.get(row["geo_precision"], ("", ""))[1]),
        taken(PROVINCE_NAME, "admin1"),
        Field(DISTRICT_NAME, ("admin2",), _district),
        Field("killed_min", ("fatalities",), _fatalities),
        Field("killed_max", ("fatalities",), _fatalities),
        Field("killed_party", ("fatalities",), lambda row: "mixed" if _fatalities(row) else ""),
        always("source_reliability", "F"),
        always("information_credibility", "6"),
        Field("summary", ("sub_event_type", "actor1", "actor2", "location"), _summary),
        always("publisher", "ACLED"),
        taken("agency", "source"),
        always("source_copy", "aggregator"),
        Field("notes", ("notes", "assoc_actor_1", "assoc_actor_2", "tags", "source_scale"), _notes),
    ),
    remarks=_remarks,
)
