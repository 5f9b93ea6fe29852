"""Claims as a ledger shows them: each side in its own lane, every field in words.

Comes in: claims. Goes out: plain data that a face only has to set down.
Refuses to shorten, translate or mark up a claim's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.distinct import plain
from claimatlas.figures import figure_words
from claimatlas.grades import grade_words
from claimatlas.kinds import identifiers, is_link
from claimatlas.life import lives
from claimatlas.schema import CLAIMS, FIGURES
from claimatlas.selection import long_day


@dataclass(frozen=True)
class Tie:
    """Claims that stand in one relation to a claim."""

    words: str
    """The relation, as seen from the claim: ``Counters``, ``Confirmed by``."""
    claim_ids: tuple[str, ...]
    """The other claims, in their order of publication where they point here, else as the row names them."""


@dataclass(frozen=True)
class Entry:
    """One claim in words."""

    claim_id: str
    """Identifier."""
    camp: str
    """Camp of the speaker."""
    days: str
    """Event day or days, with their precision when they are not exact."""
    published: str
    """``published 3 October 2015``; empty text when that is the last event day, as most often."""
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
    life: str
    """Code of ``Life``: how the claim stands; empty text when it had not been published by then."""
    standing: str
    """The same in words."""
    ties: tuple[Tie, ...]
    """What it counters and confirms, and what counters and confirms it."""
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


def entries(claims: pd.DataFrame, known: pd.DataFrame) -> tuple[Entry, ...]:
    """Put claims into words.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record`` to show.
    known : DataFrame
        Every claim that could be known by then, whatever the filters: it says how the others stand.

    Returns
    -------
    tuple of Entry
        In the order of ``claims``.
    """
    ids = list(claims["claim_id"])
    standing = lives(known, claim_ids=ids)
    pointing = _pointing_here(known, ids)
    named = standing.reindex(ids).fillna("").tolist()
    rows = zip(*(plain(claims[name]) for name in _SAID), strict=True)
    return tuple(
        _entry(dict(zip(_SAID, row, strict=True)), life, pointing.get(claim_id, ()))
        for claim_id, life, row in zip(ids, named, rows, strict=True)
    )


_SAID = (*CLAIMS.names, "camp", "last_event_date")
"""Columns that an entry is made of."""


def _pointing_here(known: pd.DataFrame, claim_ids: list[str]) -> dict[str, tuple[Tie, ...]]:
    """Find the claims that counter or confirm some claims, in the order in which they were published."""
    camps = dict(zip(claim_ids, known["camp"].reindex(claim_ids), strict=True))
    found: dict[str, dict[str, list[str]]] = {}
    wanted = set(claim_ids)
    for column, words in (("counters", "Countered by"), ("confirms", "Confirmed by")):
        makers = known[known[column] != ""].sort_values(["reported_date", "claim_id"])
        for maker, camp, cell in zip(*(plain(makers[name]) for name in ("claim_id", "camp", column)), strict=True):
            for named in wanted.intersection(identifiers(cell)) - {maker}:
                own = " (own side)" if camps[named] == camp else ""
                found.setdefault(named, {}).setdefault(words + own, []).append(maker)
    return {named: tuple(Tie(words, tuple(ids)) for words, ids in ties.items()) for named, ties in found.items()}


def _entry(claim: Mapping[str, Any], life: str, pointing: tuple[Tie, ...]) -> Entry:
    address = str(claim["source_url"])
    return Entry(
        claim_id=str(claim["claim_id"]),
        camp=str(claim["camp"]),
        days=days(claim),
        published=_published(claim),
        type=_label(voc.ClaimType, claim["claim_type"]),
        claimant=str(claim["claimant"]),
        role=str(claim["claimant_role"]) or _label(voc.Party, claim["party"]),
        summary=str(claim["summary"]),
        quote=str(claim["quote"]),
        figures="; ".join(f"{figure.title()}: {words}" for figure in FIGURES if (words := figure_words(claim, figure))),
        grades=_grades(claim["source_reliability"], claim["information_credibility"]),
        life=life,
        standing=_label(voc.Life, life) or "Not yet published",
        ties=(*_pointing_away(claim), *pointing),
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
    precision = claim["date_precision"]
    return span if precision == voc.DatePrecision.DAY else f"{span} ({_label(voc.DatePrecision, precision).lower()})"


def _published(claim: Mapping[str, Any]) -> str:
    is_last_day = claim["reported_date"] == claim["last_event_date"]
    return "" if is_last_day else f"published {_day(claim['reported_date'])}"


@cache
def _label(vocabulary: type[voc.Code], code: str) -> str:
    return vocabulary(code).label if code else ""


@lru_cache(maxsize=4096)
def _day(moment: Any) -> str:
    if moment is None or moment is pd.NaT:
        return ""
    return long_day(moment)


def _facts(claim: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    facts = [
        ("Published", _day(claim["reported_date"])),
        ("For the side of", _label(voc.Camp, claim["beneficiary"])),
        ("Extent", _label(voc.Extent, claim["extent"])),
        ("Approach", _label(voc.Approach, claim["approach"])),
        ("Place as reported", str(claim["place_as_reported"])),
        ("Copy read", _label(voc.SourceCopy, claim["source_copy"])),
        ("Statement", str(claim["statement_id"])),
        ("Document", str(claim["source_title"])),
        ("Agency", str(claim["agency"])),
    ]
    return tuple((term, value) for term, value in facts if value)


def _pointing_away(claim: Mapping[str, Any]) -> tuple[Tie, ...]:
    named = {"Counters": claim["counters"], "Confirms": claim["confirms"]}
    return tuple(Tie(words, tuple(identifiers(cell))) for words, cell in named.items() if cell)


@cache
def _grades(source: str, information: str) -> str:
    return f"Source {grade_words(voc.Reliability(source))}; information {grade_words(voc.Credibility(information))}"


def lanes(claims: pd.DataFrame, known: pd.DataFrame) -> dict[str, tuple[Entry, ...]]:
    """Put claims into one lane for each camp of their speakers, in the order of ``claims``.

    Parameters
    ----------
    claims, known
        As for ``entries``.

    Returns
    -------
    dict of str to tuple of Entry
        Every camp is there, in the order of ``Camp``; its lane may be empty.
    """
    every = entries(claims, known)
    return {camp.value: tuple(entry for entry in every if entry.camp == camp.value) for camp in voc.Camp}
