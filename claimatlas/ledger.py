"""Claims as a ledger shows them: each side in its own lane, every field in words.

Comes in: claims. Goes out: plain data that a face only has to set down.
Refuses to shorten, translate or mark up a claim's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.kinds import is_link
from claimatlas.schema import FIGURES
from claimatlas.selection import long_day


@dataclass(frozen=True)
class Entry:
    """One claim in words."""

    claim_id: str
    """Identifier."""
    camp: str
    """Camp of the speaker."""
    days: str
    """Event day or days, with their precision when they are not exact."""
    type: str
    """Claim type."""
    claimant: str
    """Who said it."""
    role: str
    """Office, or the party when the source gives none."""
    summary: str
    """What was said, in our own words."""
    quote: str
    """Words of the speaker."""
    figures: str
    """Killed, wounded and captured, with their bounds; empty text without figures."""
    grades: str
    """Admiralty grades in words."""
    facts: tuple[tuple[str, str], ...]
    """Every other field: name and value."""
    publisher: str
    """Who published it."""
    source_date: str
    """Day printed on the document."""
    source_url: str
    """Address of the document, as text."""
    link: str
    """The address when it may be a link, else empty text."""
    notes: str
    """How the row was read."""


def entry(claim: Mapping[str, Any]) -> Entry:
    """Put one claim of a ``Record`` into words."""
    address = str(claim["source_url"])
    return Entry(
        claim_id=str(claim["claim_id"]),
        camp=str(claim["camp"]),
        days=days(claim),
        type=voc.ClaimType(claim["claim_type"]).label,
        claimant=str(claim["claimant"]),
        role=str(claim["claimant_role"]) or voc.Party(claim["party"]).label,
        summary=str(claim["summary"]),
        quote=str(claim["quote"]),
        figures="; ".join(f"{figure.title()}: {words}" for figure in FIGURES if (words := figure_words(claim, figure))),
        grades=_grades(claim),
        facts=_facts(claim),
        publisher=str(claim["publisher"]) or str(claim["agency"]),
        source_date=_day(claim["source_date"]),
        source_url=address,
        link=address if is_link(address) else "",
        notes=str(claim["notes"]),
    )


def days(claim: Mapping[str, Any]) -> str:
    """Write the event days of a claim: ``17 April 2016``, a span, and how finely the day is known."""
    begin, end = _day(claim["event_date"]), _day(claim["event_date_end"])
    span = f"{begin} to {end}" if end and end != begin else begin
    precision = voc.DatePrecision(claim["date_precision"])
    return span if precision is voc.DatePrecision.DAY else f"{span} ({precision.label.lower()})"


def _day(moment: Any) -> str:
    return "" if pd.isna(moment) else long_day(moment.date())


def _facts(claim: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    beneficiary = voc.Camp(claim["beneficiary"]).label if claim["beneficiary"] else ""
    facts = [
        ("Published", _day(claim["reported_date"])),
        ("For the side of", beneficiary),
        ("Extent", voc.Extent(claim["extent"]).label if claim["extent"] else ""),
        ("Approach", voc.Approach(claim["approach"]).label if claim["approach"] else ""),
        ("Place as reported", str(claim["place_as_reported"])),
        ("Counters", str(claim["counters"]).replace(";", ", ")),
        ("Confirms", str(claim["confirms"]).replace(";", ", ")),
        ("Copy read", voc.SourceCopy(claim["source_copy"]).label if claim["source_copy"] else ""),
        ("Claim", str(claim["claim_id"])),
    ]
    return tuple((term, value) for term, value in facts if value)


def _grades(claim: Mapping[str, Any]) -> str:
    source = grade_words(voc.Reliability(claim["source_reliability"]))
    information = grade_words(voc.Credibility(claim["information_credibility"]))
    return f"Source {source}; information {information}"


def grade_words(grade: voc.Reliability | voc.Credibility) -> str:
    """Write an Admiralty grade as its sign and its words: ``F, cannot be judged``."""
    return f"{grade.value}, {grade.label.lower()}"


def figure_words(claim: Mapping[str, Any], figure: str) -> str:
    """Write a figure and its bounds: ``38 Taliban``, ``at least 20 civilians``, ``14 to 22 civilians``."""
    least, most = claim[f"{figure}_min"], claim[f"{figure}_max"]
    if pd.isna(least) and pd.isna(most):
        return ""
    if pd.isna(most):
        number = f"at least {least}"
    elif pd.isna(least):
        number = f"at most {most}"
    else:
        number = f"{least}" if least == most else f"{least} to {most}"
    whose = claim[f"{figure}_party"]
    return f"{number} ({voc.CasualtyParty(whose).label})" if whose else number


def lanes(claims: pd.DataFrame) -> dict[str, tuple[Entry, ...]]:
    """Put claims into one lane for each camp of their speakers, in the order of ``claims``.

    Returns
    -------
    dict of str to tuple of Entry
        Every camp is there, in the order of ``Camp``; its lane may be empty.
    """
    records = [{str(name): cell for name, cell in row.items()} for row in claims.to_dict("records")]
    return {camp.value: tuple(entry(row) for row in records if row["camp"] == camp.value) for camp in voc.Camp}
