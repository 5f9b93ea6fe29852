"""What stands on a briefing: head, map, the sides opposed day by day, disputes, sources, origin.

Comes in: ``Brief``, and how many claims there is room for. Goes out: plain data for the template.
Refuses to shorten a claim, and to leave one out without counting it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.export.briefing.detail import MAP, Detail
from claimatlas.export.briefing.disputed import Disputed
from claimatlas.export.briefing.subject import Subject
from claimatlas.export.briefing.words import words
from claimatlas.export.credits import PRODUCER, credit_sentences
from claimatlas.export.request import Request
from claimatlas.ledger import Entry, entries
from claimatlas.selection import long_day
from claimatlas.symbology import LIGHT
from claimatlas.view import NOT_FACTS, View, counted

GRADES = (
    "Grades are those of the Admiralty system: A to F for the source, 1 to 6 for the information; F and 6 mean that it "
    "cannot be judged."
)
_LONG = 700
"""Letters of a claim from which it may be broken at the end of a page."""
MOST_CLAIMS = 64
"""Claims that may be printed: more never fit on two pages."""
_LEAST_LANES = 2
"""Sides that are set against each other, even where one of them is silent."""


@dataclass(frozen=True)
class Brief:
    """All that a briefing is made of."""

    view: View
    """What was asked, of which record."""
    request: Request
    """How it is to be written."""
    subject: Subject
    """What it is about."""
    detail: Detail
    """Its map."""

    @cached_property
    def printable(self) -> tuple[Entry, ...]:
        """The claims that may be printed, in words, the weightiest first."""
        claims = self.subject.claims.iloc[:MOST_CLAIMS]
        return entries(claims, self.view.answers.around(list(claims["claim_id"])))

    @cached_property
    def disputed(self) -> Disputed:
        """The disputes of its claims."""
        return Disputed(self.view, list(self.subject.claims["claim_id"]), [one.claim_id for one in self.printable])


def content_of(brief: Brief, most_claims: int) -> dict[str, Any]:
    """Put together what a briefing says with so many claims.

    Returns
    -------
    dict
        Texts, numbers and lists of these alone; words of the record as ``words`` gives them.
    """
    view, subject = brief.view, brief.subject
    printed = brief.subject.claims.iloc[:most_claims]
    shown = _by_day(printed, brief.printable[:most_claims])
    sources = _sources(shown)
    lanes = _lanes(shown)
    return {
        "kind": subject.kind,
        "title": words(subject.title),
        "native": words(subject.native),
        "where_and_when": subject.where_and_when,
        "lead": [words(text) for text in subject.lead],
        "caution": NOT_FACTS,
        "map": {"file": MAP, "alt": f"{view.title}. {subject.lead[0]}"},
        "legend": [{"file": file, "label": label} for file, label in brief.detail.legend],
        "lanes": [{"camp": camp.value, "label": camp.label, "colour": LIGHT.camps[camp.value]} for camp in lanes],
        "days": _days(printed, shown, lanes, sources, frozenset(map(str, view.live.index))),
        "observers": voc.Camp.OBSERVER.label,
        "nothing": subject.nothing if subject.claims.empty else "",
        "left_out": _left_out(subject, most_claims),
        "disputes": brief.disputed.among(frozenset(entry.claim_id for entry in shown)),
        "sources": [{"words": words(text), "link": link} for text, link in sources],
        "origin": _origin(brief),
        "producer": PRODUCER,
        "address": words(brief.request.address),
    }


def _by_day(printed: pd.DataFrame, shown: tuple[Entry, ...]) -> tuple[Entry, ...]:
    by_id = {entry.claim_id: entry for entry in shown}
    return tuple(by_id[key] for key in printed.sort_values(["event_date", "reported_date", "claim_id"])["claim_id"])


def _lanes(shown: tuple[Entry, ...]) -> list[voc.Camp]:
    """Choose the sides that get a column, as they stand across a ledger."""
    speaking = {entry.camp for entry in shown}
    present = [camp for camp in voc.BELLIGERENTS if camp.value in speaking]
    silent = [camp for camp in voc.BELLIGERENTS if camp not in present]
    chosen = {*present, *silent[: max(_LEAST_LANES - len(present), 0)]}
    return [camp for camp in voc.ACROSS if camp in chosen]


def _days(
    printed: pd.DataFrame,
    shown: tuple[Entry, ...],
    lanes: list[voc.Camp],
    sources: dict[tuple[str, str], int],
    live: frozenset[str],
) -> list[dict[str, Any]]:
    """Set the claims of each first day side by side, earliest day first."""
    sides = {camp.value for camp in lanes}
    days: list[dict[str, Any]] = []
    rows = {str(row["claim_id"]): row for row in printed.to_dict("records")}
    first_days = {key: long_day(row["event_date"].date()) for key, row in rows.items()}
    for name, claims in groupby(shown, lambda entry: first_days[entry.claim_id]):
        told = [_told(entry, rows[entry.claim_id], sources, entry.claim_id in live) for entry in claims]
        beside = {side: [claim for claim in told if claim["camp"] == side] for side in sides}
        others = [claim for claim in told if claim["camp"] not in sides]
        days.append({"day": name, "lanes": [beside[camp.value] for camp in lanes], "others": others})
    return days


def _told(entry: Entry, claim: Mapping[Any, Any], sources: dict[tuple[str, str], int], is_live: bool) -> dict[str, Any]:
    day, appeared = long_day(claim["event_date"].date()), long_day(claim["reported_date"].date())
    notes = [
        entry.claim_id,
        "decides the map" if is_live else "",
        entry.days if entry.days != day else "",
        f"published {appeared}" if appeared != day else "",
        entry.standing.lower(),
        *(f"{tie.words.lower()} {', '.join(tie.claim_ids)}" for tie in entry.ties),
        entry.figures[:1].lower() + entry.figures[1:],
        f"graded {claim['source_reliability']}{claim['information_credibility']}",
    ]
    return {
        "camp": entry.camp,
        "type": entry.type.lower(),
        "long": len(entry.summary) > _LONG,
        "claimant": words(entry.claimant),
        "role": words(entry.role),
        "summary": words(entry.summary),
        "quote": words(entry.quote),
        "notes": [note for note in notes if note],
        "source": sources[_source_of(entry)],
    }


def _source_of(entry: Entry) -> tuple[str, str]:
    title = next((value for term, value in entry.facts if term == "Document"), "")
    agency = next((value for term, value in entry.facts if term == "Agency"), "")
    by = f"{entry.publisher} ({agency})" if agency and agency != entry.publisher else entry.publisher
    parts = (by, title, entry.source_date, entry.source_url)
    return ". ".join(part.rstrip(".") for part in parts if part) or "No source named", entry.link


def _sources(shown: tuple[Entry, ...]) -> dict[tuple[str, str], int]:
    """Give the documents numbers in the order in which the ledger names them."""
    numbers: dict[tuple[str, str], int] = {}
    for entry in shown:
        numbers.setdefault(_source_of(entry), len(numbers) + 1)
    return numbers


def _left_out(subject: Subject, most_claims: int) -> str:
    number = len(subject.claims) - most_claims
    if number <= 0:
        return ""
    more = counted(number, "more claim" if most_claims else "claim")
    return f"{more} {subject.scope} not printed for want of room; all stand at the address below."


def _origin(brief: Brief) -> list[str]:
    view = brief.view
    sums = [f"{name} {total}" for name, total in view.record.sums.items()]
    return [
        *credit_sentences(view),
        brief.detail.projection,
        view.count_sentence,
        GRADES,
        f"{PRODUCER}. SHA-256: {'; '.join(sums)}.",
    ]
