"""The two sides of a comparison: what each picture shows, and the questions that are often asked.

Comes in: a ``Selection``, and the days of a record. Goes out: a selection for each side with its title.
Refuses to look at what the pictures say: a side is a map like any other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.days import day_after, day_before
from claimatlas.kinds import LAST_YEAR
from claimatlas.selection import Selection, long_day, select
from claimatlas.vocabulary import Comparison

_DEFAULT = Selection()
# What only a comparison, or a page that reads one thing, asks for: a side is a map like any other.
_ASIDE = (
    "compare", "versus_on", "versus_known_by", "voice", "versus_voice", "claim", "event", "dispute", "who", "page",
)  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One of the two pictures."""

    selection: Selection
    """What it shows; it stands for itself, so that a link with it leads to the same picture."""
    title: str
    """Day, and what sets this picture apart."""


@dataclass(frozen=True)
class Days:
    """The days of a record, as far as two sides ask for them."""

    published: dt.date | None
    """Day on which the last claim was published; None where there is no claim."""
    begun: Callable[[Selection], pd.DataFrame]
    """Returns the days, ``event_date``, on which claims that pass a selection begin."""

    def all_known_by(self, day: dt.date) -> bool:
        """Whether every claim had been published by the end of a day."""
        return self.published is None or self.published <= day


def days_of(claims: pd.DataFrame) -> Days:
    """Return the days of claims that are at hand."""
    last = claims["reported_date"].max()
    return Days(None if pd.isna(last) else last.date(), lambda selection: select(claims, selection))


def sides(selection: Selection, days: Days) -> tuple[Side, Side]:
    """Say what the left and the right picture show.

    Parameters
    ----------
    selection : Selection
        ``compare`` says what the two differ in. *known-by*: ``known_by``, where None is the evening of the day shown,
        against ``versus_known_by``, where None has no limit. *days*: ``on`` against ``versus_on``, where None is the
        next day with claims, or the last one before when there is none. *voices*: ``voice`` against ``versus_voice``;
        each takes the place of the party filter.
    days : Days
        Those of the record.

    Returns
    -------
    tuple of Side
        Left and right. Their filters, window, place and layers are those of ``selection``.
    """
    bare = replace(selection, **{field: getattr(_DEFAULT, field) for field in _ASIDE})
    if selection.compare == Comparison.VOICES:
        return _voice(bare, selection.voice), _voice(bare, selection.versus_voice)
    if selection.compare == Comparison.DAYS:
        other = selection.versus_on or _start(bare, days)
        return _day(bare, selection.on), _day(bare, other)
    early = selection.known_by or selection.on
    return _knowledge(bare, early, days), _knowledge(bare, selection.versus_known_by, days)


def _knowledge(bare: Selection, known_by: dt.date | None, days: Days) -> Side:
    if known_by == bare.on:
        known = "as one could know it that evening"
    elif known_by is None or days.all_known_by(known_by):
        known = "as known today"
    else:
        known = f"as one could know it by {long_day(known_by)}"
    return Side(replace(bare, known_by=known_by), f"{long_day(bare.on)}, {known}")


def _day(bare: Selection, on: dt.date) -> Side:
    return Side(replace(bare, on=on), f"{long_day(on)}{_known_clause(bare)}")


def _voice(bare: Selection, party: str) -> Side:
    title = f"{long_day(bare.on)} according to {voice_name(party)}{_known_clause(bare)}"
    return Side(replace(bare, parties=(party,)), title)


def _known_clause(bare: Selection) -> str:
    return f", as one could know it by {long_day(bare.known_by)}" if bare.known_by else ""


def _start(bare: Selection, days: Days) -> dt.date:
    passing = days.begun(bare)
    return day_after(passing, bare.on) or day_before(passing, bare.on) or bare.on


def voice_name(party: str) -> str:
    """Name a party as a voice: the ministries, as told apart from the camp that they belong to."""
    return voc.Party(party).voice


def swapped(selection: Selection, days: Days) -> dict[str, Any]:
    """Return the fields of ``selection`` to change so that the two pictures change places."""
    left, right = (side.selection for side in sides(selection, days))
    if selection.compare == Comparison.VOICES:
        return {"voice": selection.versus_voice, "versus_voice": selection.voice}
    if selection.compare == Comparison.DAYS:
        return {"on": right.on, "versus_on": left.on}
    # No limit stands on the right alone: on the left an empty day is the evening of the day shown.
    everything = days.published or left.known_by
    no_limit = left.known_by is None or days.all_known_by(left.known_by)
    return {"known_by": right.known_by or everything, "versus_known_by": None if no_limit else left.known_by}


def presets(selection: Selection) -> tuple[tuple[str, Selection], ...]:
    """Return typical questions about the day shown, in words, each with the selection that answers it."""
    month = (pd.Timestamp(selection.on) + pd.DateOffset(months=1)).date()
    then = replace(selection, compare=Comparison.KNOWLEDGE.value, known_by=selection.on)
    voices = replace(selection, compare=Comparison.VOICES.value)
    return (
        ("That evening against a month later", replace(then, versus_known_by=min(month, dt.date(LAST_YEAR, 12, 31)))),
        ("That evening against as known today", replace(then, versus_known_by=None)),
        ("The day against the next day with claims", replace(selection, compare=Comparison.DAYS.value, versus_on=None)),
        *(
            (f"{one.voice[:1].upper()}{one.voice[1:]} against {other.voice}", _between(voices, one, other))
            for one, other in voc.opposed_voices()
        ),
    )


def _between(voices: Selection, one: voc.Party, other: voc.Party) -> Selection:
    return replace(voices, voice=one.value, versus_voice=other.value)
