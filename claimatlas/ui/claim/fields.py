"""Every field of a claim as its own page lists it: what it is called, what it says, where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from claimatlas import permalink
from claimatlas import vocabulary as voc
from claimatlas.grades import grade_words
from claimatlas.places import Gazetteer
from claimatlas.record import Record
from claimatlas.selection import long_day

Part = dict[str, Any]
"""Text, and the page and parameters it leads to where it is a link."""
Row = Mapping[Any, Any]
"""One claim: its cells by column."""
_CAN_BE_EMPTY = {
    "claimant_role": "role",
    "extent": "extent",
    "beneficiary": "side that gains",
    "place_as_reported": "place",
    "quote": "quotation",
    "publisher": "publisher",
    "agency": "agency",
    "source_title": "document",
    "source_date": "day of the document",
    "source_url": "address of the document",
    "source_copy": "kind of copy",
}


def row_of(claims: pd.DataFrame, claim_id: str) -> Row:
    """Return the cells of one claim."""
    (row,) = claims.loc[[claim_id]].to_dict("records")
    return row


def is_stated(cell: Any) -> bool:
    """Whether a cell says anything."""
    is_there = bool(pd.notna(cell))
    return is_there and cell != ""


def sections(record: Record, claims: pd.DataFrame, claim: Row) -> list[dict[str, Any]]:
    """List the fields of a claim under headings, without those that it leaves empty; these are named at the end."""
    made = {
        "What is claimed": _what(claim),
        "When": _when(claim),
        "Where": _where(record.places.gazetteer, claim),
        "Who speaks": _who(record.places.gazetteer, claim),
        "Source": _source(claim),
        "Belongs to": _belongs(record, claims, claim),
    }
    return [{"title": title, "list": fields} for title, fields in made.items() if fields]


def who_link(gazetteer: Gazetteer, party: str, claimant: str, outcome: str = "") -> Part:
    """Lead to the statements of a claimant; to nowhere when no address can hold the name."""
    who = f"{party}/{claimant}"
    if permalink.decode({"who": [who]}, gazetteer).selection.who != who:
        return {"text": claimant}
    parameters = {"who": [who], "outcome": [outcome] if outcome else [], "page": []}
    return {"text": claimant, "page": "claimants", "parameters": parameters}


def _field(term: str, *parts: Part | str, meaning: str = "") -> dict[str, Any]:
    return {"term": term, "parts": [{"text": p} if isinstance(p, str) else p for p in parts], "meaning": meaning}


def _link(text: str, page: str, **parameters: str) -> Part:
    return {"text": text, "page": page, "parameters": {key: [value] for key, value in parameters.items()}}


def _what(claim: Row) -> list[dict[str, Any]]:
    kind = voc.ClaimType(claim["claim_type"])
    fields = [_field("Type", kind.label, meaning=kind.description)]
    if claim["beneficiary"]:
        camp = voc.Camp(claim["beneficiary"])
        fields.append(
            _field("For the side of", camp.label, meaning="This side gains or keeps ground if the claim is true.")
        )
    if claim["extent"]:
        extent = voc.Extent(claim["extent"])
        fields.append(_field("Extent", extent.label, meaning=extent.description))
    information = voc.Credibility(claim["information_credibility"])
    fields.append(_field("Information", grade_words(information), meaning="Admiralty grade of the claim."))
    return fields


def _when(claim: Row) -> list[dict[str, Any]]:
    begin, end = claim["event_date"], claim["event_date_end"]
    span = long_day(begin.date())
    if is_stated(end) and end != begin:
        span += f" to {long_day(end.date())}"
    return [
        _field("Said to be of", span, meaning=f"{voc.DatePrecision(claim['date_precision']).label}."),
        _field("Published", long_day(claim["reported_date"].date()), meaning="From this day on it could be known."),
    ]


def _where(gazetteer: Gazetteer, claim: Row) -> list[dict[str, Any]]:
    district, province = claim["district"], claim["province"]
    placed = voc.PlacedBy(claim["placed_by"])
    fields = [_field("As reported", claim["place_as_reported"])] if claim["place_as_reported"] else []
    if district:
        name = gazetteer.district_names[district]
        fields.append(
            _field("District", _link(name, "district", place=district), meaning=f"Placed by: {placed.label}.")
        )
    else:
        fields.append(_field("District", "None", meaning=placed.description))
    if province:
        fields.append(_field("Province", gazetteer.province_names[province]))
    precision = voc.PlacePrecision(claim["place_precision"])
    fields.append(_field("Source names", precision.label, meaning=precision.description))
    if is_stated(claim["latitude"]):
        fields.append(_field("Point", f"{claim['latitude']:g}, {claim['longitude']:g}", meaning="Latitude, longitude."))
    if claim["approach"]:
        fields.append(_field("Approach", voc.Approach(claim["approach"]).label))
    return fields


def _who(gazetteer: Gazetteer, claim: Row) -> list[dict[str, Any]]:
    party = voc.Party(claim["party"])
    fields = [_field("Claimant", who_link(gazetteer, claim["party"], claim["claimant"]))]
    if claim["claimant_role"]:
        fields.append(_field("Role", claim["claimant_role"]))
    return [*fields, _field("Party", party.label, meaning=f"Camp: {party.camp.label}.")]


def _source(claim: Row) -> list[dict[str, Any]]:
    day, copy = claim["source_date"], claim["source_copy"]
    named = {
        "Publisher": claim["publisher"],
        "Agency": claim["agency"],
        "Document": claim["source_title"],
        "Dated": long_day(day.date()) if is_stated(day) else "",
        "Copy read": voc.SourceCopy(copy).label if copy else "",
        "Address": claim["source_url"],
    }
    reliability = grade_words(voc.Reliability(claim["source_reliability"]))
    return [
        *(_field(term, value) for term, value in named.items() if value),
        _field("Reliability", reliability, meaning="Admiralty grade of the source."),
    ]


def _belongs(record: Record, claims: pd.DataFrame, claim: Row) -> list[dict[str, Any]]:
    event = claim["event_id"]
    rows = claims.index[(claims["statement_id"] == claim["statement_id"]) & (claims.index != claim["claim_id"])]
    fields = [_field("Statement", claim["statement_id"])]
    if len(rows):
        links = [_link(str(row), "claim", claim=str(row)) for row in rows]
        fields.append(_field("Other rows of it", *links, meaning="Split out of one statement, which counts once."))
    if event in record.events.index:
        title = str(record.events.loc[event, "title"])
        fields.append(_field("Milestone", _link(title, "milestone", event=event)))
    empty = [words for column, words in _CAN_BE_EMPTY.items() if not is_stated(claim[column])]
    if empty:
        fields.append(_field("Not stated", ", ".join(empty)))
    return fields
