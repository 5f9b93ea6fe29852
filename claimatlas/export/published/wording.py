"""The words of claims for a page without a server, in parts by year: what a reader has not asked for is not fetched.

Comes in: a ``View``. Goes out: plain data for JSON, of which ``static/published/words.js`` makes ledger entries again.
Refuses to shorten or mark up a claim's words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.distinct import is_one_of, plain
from claimatlas.export.published.compact import packed
from claimatlas.ledger import Entry, entries
from claimatlas.life import deeds, standing_of
from claimatlas.view import View

RECURRING = (
    "days",
    "published",
    "type",
    "claimant",
    "role",
    "figures",
    "grades",
    "publisher",
    "source_date",
    "source_url",
    "notes",
)
"""Fields whose texts mostly occur in several claims: each text stands once, and a claim names it by its place."""
OWN = ("summary", "quote")
"""Fields that are a claim's own."""


def words_by_year(view: View, first: dt.date) -> dict[str, dict[str, Any]]:
    """Return the words of the claims by the year of their first event day.

    Parameters
    ----------
    view : View
        What is handed out.
    first : date
        Day from which the page counts.

    Returns
    -------
    dict
        Year to ``from`` (place of its first claim in ``encoded``), ``texts``, and one column for each field: claims are
        in the order of their days, so that those of a year stand together.
    """
    years = view.claims["event_date"].dt.year
    histories = _histories(view, first)
    said = entries(view.claims, view.known)
    elsewhere = _elsewhere_known(view, first)
    found: dict[str, dict[str, Any]] = {}
    for year in years.unique():
        begin = int(years.searchsorted(year))
        part = said[begin : int(years.searchsorted(year, side="right"))]
        found[str(year)] = {
            "from": begin,
            **_words(part, histories),
            "elsewhere": _elsewhere(part, elsewhere),
        }
    return found


def _words(said: Sequence[Entry], histories: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    texts: dict[str, int] = {}

    def place(text: str) -> int:
        return texts.setdefault(text, len(texts))

    words: dict[str, Any] = {field: packed(place(getattr(entry, field)) for entry in said) for field in RECURRING}
    words |= {field: [getattr(entry, field) for entry in said] for field in OWN}
    words["is_link"] = packed(int(bool(entry.link)) for entry in said)
    words["facts"] = packed(
        number
        for entry in said
        for number in (len(entry.facts), *(place(text) for fact in entry.facts for text in fact))
    )
    words["ties"] = [[[tie.words, *tie.claim_ids] for tie in entry.ties] or 0 for entry in said]
    words["lives"] = packed(
        number for entry in said for number in (len(histories[entry.claim_id]) // 2, *histories[entry.claim_id])
    )
    words["texts"] = list(texts)
    return words


def _histories(view: View, first: dt.date) -> dict[str, list[int]]:
    """Return, for each claim, on which days it came to stand otherwise, each with the place of its code in ``Life``."""
    done = deeds(view.known, claim_ids=list(view.claims.index))
    numbers = {life: place for place, life in enumerate(voc.Life)}
    histories: dict[str, list[int]] = {}
    has: set[str] = set()
    before = ""
    days = (done["date"] - pd.Timestamp(first)).dt.days
    for claim_id, day, did in zip(plain(done["claim_id"]), days.tolist(), plain(done["did"]), strict=True):
        if claim_id != before:
            before, has = claim_id, set()
        has.add(did)
        steps = histories.setdefault(claim_id, [])
        life = numbers[standing_of(has)]
        if steps and steps[-2] == day:
            steps[-1] = life
        elif not steps or steps[-1] != life:
            steps += [day, life]
    return histories


def _elsewhere_known(view: View, first: dt.date) -> dict[str, int]:
    """Return when claims were published that are known but not handed out, in days after ``first``."""
    away = view.known.loc[~is_one_of(view.known["claim_id"], view.claims["claim_id"]), "reported_date"]
    return dict(zip(away.index, (away - pd.Timestamp(first)).dt.days.tolist(), strict=True))


def _elsewhere(said: Sequence[Entry], published: Mapping[str, int]) -> dict[str, int]:
    """Return when claims were published that are named but not handed out: before that day they are not named."""
    named = {claim_id for entry in said for tie in entry.ties for claim_id in tie.claim_ids}
    return {claim_id: published[claim_id] for claim_id in sorted(named & published.keys())}
