"""Two pictures side by side: what each shows, where they differ, and which claims make the difference.

Comes in: a ``Selection``, and claims. Goes out: a selection for each side, the districts that differ, and why a claim
that decides one picture has no part in the other.
Refuses to say which picture is right, and to take what was published later for what was wrong before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.days import day_after, day_before
from claimatlas.kinds import LAST_YEAR
from claimatlas.selection import Selection, is_known_by, long_day, select
from claimatlas.state import is_fine, is_in_window, states_of
from claimatlas.vocabulary import Comparison
from claimatlas.vocabulary.coded import Code

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


class Difference(Code):
    """How a district differs between two pictures."""

    STATUS = "status", "The status differs", "Not the same camps have a live claim."
    CLAIMS = "claims", "Same status, other claims", "The same camps have live claims, but not the same ones."


class Absence(Code):
    """Why a claim that is live in one picture is not live in the other."""

    PUBLISHED_LATER = "published_later", "Published later", "The other picture ends before its day of publication."
    NOT_YET = "not_yet", "Not yet", "It is about days after the one that the other picture shows."
    NO_LONGER = "no_longer", "No longer", "It is about days before the window of the other picture."
    TOO_COARSE = "too_coarse", "Too coarse", "Its day is known less finely than the other window is wide."
    OTHER_PARTY = "other_party", "Another party", "The other picture is of other parties."
    FILTERED = "filtered", "Filtered out", "The filters of the other picture leave it out."


# ---- the two sides


def sides(selection: Selection, claims: pd.DataFrame) -> tuple[Side, Side]:
    """Say what the left and the right picture show.

    Parameters
    ----------
    selection : Selection
        ``compare`` says what the two differ in. *known-by*: ``known_by``, where None is the evening of the day shown,
        against ``versus_known_by``, where None has no limit. *days*: ``on`` against ``versus_on``, where None is the
        next day with claims, or the last one before when there is none. *voices*: ``voice`` against ``versus_voice``;
        each takes the place of the party filter.
    claims : DataFrame
        Claims of a ``Record``.

    Returns
    -------
    tuple of Side
        Left and right. Their filters, window, place and layers are those of ``selection``.
    """
    bare = replace(selection, **{field: getattr(_DEFAULT, field) for field in _ASIDE})
    if selection.compare == Comparison.VOICES:
        return _voice(bare, selection.voice), _voice(bare, selection.versus_voice)
    if selection.compare == Comparison.DAYS:
        other = selection.versus_on or _start(bare, claims)
        return _day(bare, selection.on), _day(bare, other)
    early = selection.known_by or selection.on
    return _knowledge(bare, early, claims), _knowledge(bare, selection.versus_known_by, claims)


def _knowledge(bare: Selection, known_by: dt.date | None, claims: pd.DataFrame) -> Side:
    if known_by == bare.on:
        known = "as one could know it that evening"
    elif known_by is None or is_known_by(claims, known_by).all():
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


def _start(bare: Selection, claims: pd.DataFrame) -> dt.date:
    passing = select(claims, bare)
    return day_after(passing, bare.on) or day_before(passing, bare.on) or bare.on


def voice_name(party: str) -> str:
    """Name a party as a voice: the ministries, as told apart from the camp of the government they belong to."""
    return voc.Party(party).voice


def swapped(selection: Selection, claims: pd.DataFrame) -> dict[str, Any]:
    """Return the fields of ``selection`` to change so that the two pictures change places."""
    left, right = (side.selection for side in sides(selection, claims))
    if selection.compare == Comparison.VOICES:
        return {"voice": selection.versus_voice, "versus_voice": selection.voice}
    if selection.compare == Comparison.DAYS:
        return {"on": right.on, "versus_on": left.on}
    # No limit stands on the right alone: on the left an empty day is the evening of the day shown.
    last = claims["reported_date"].max()
    everything = left.known_by if pd.isna(last) else last.date()
    no_limit = is_known_by(claims, left.known_by).all()
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


# ---- the difference


def differences(left: pd.DataFrame, right: pd.DataFrame, pcodes: Iterable[str]) -> pd.DataFrame:
    """Find the districts in which two pictures differ, and the claims that make the difference.

    Parameters
    ----------
    left, right : DataFrame
        Live claims of each picture; see ``state.live_claims``.
    pcodes : iterable of str
        Districts to compare.

    Returns
    -------
    DataFrame
        One row per district that differs, those with another status first, else in the order of ``pcodes``. Index
        ``adm2_pcode``; columns ``difference`` (code of ``Difference``), ``shared`` (tuple of the claims live in both)
        and for each side, with ``left_`` or ``right_`` before: ``status`` (code of ``Status``), ``conceded`` (bool),
        ``latest`` (claim), ``only`` (tuple of the claims live on this side alone) and ``turning`` (tuple of those among
        them for a camp that has no live claim on the other side). Claims stand by camp, earliest first.
    """
    districts = list(pcodes)
    pairs = zip(districts, _rows(left, districts), _rows(right, districts), strict=True)
    rows = {
        pcode: {
            "difference": _difference(one["claim_ids"], other["claim_ids"]),
            "shared": _common(one["claim_ids"], other["claim_ids"]),
            **_half("left", one, other),
            **_half("right", other, one),
        }
        for pcode, one, other in pairs
        if one["claim_ids"] != other["claim_ids"]
    }
    order = sorted(rows, key=lambda pcode: rows[pcode]["difference"] != Difference.STATUS.value)
    halves = [f"{side}_{name}" for side in ("left", "right") for name in _HALF]
    found = pd.DataFrame([rows[pcode] for pcode in order], columns=["difference", "shared", *halves])
    return found.set_index(pd.Index(order, name="adm2_pcode", dtype="str"))


_HALF = ("status", "conceded", "latest", "only", "turning")


def _rows(live: pd.DataFrame, districts: list[str]) -> list[dict[Hashable, Any]]:
    return states_of(live, districts).to_dict("records")


def _half(side: str, here: Mapping[Hashable, Any], there: Mapping[Hashable, Any]) -> dict[str, Any]:
    ids, others = here["claim_ids"], _all(there["claim_ids"])
    only = tuple(claim_id for claim_id in _all(ids) if claim_id not in set(others))
    turning = tuple(claim_id for camp in ids if camp not in there["claim_ids"] for claim_id in ids[camp])
    cells = (here["status"], bool(here["conceded"]), here["latest_claim_id"], only, turning)
    return {f"{side}_{name}": cell for name, cell in zip(_HALF, cells, strict=True)}


def _difference(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> str:
    return (Difference.CLAIMS if set(one) == set(other) else Difference.STATUS).value


def _common(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> tuple[str, ...]:
    others = set(_all(other))
    return tuple(claim_id for claim_id in _all(one) if claim_id in others)


def _all(claim_ids: Mapping[str, list[str]]) -> list[str]:
    return [claim_id for ids in claim_ids.values() for claim_id in ids]


def absences(claims: pd.DataFrame, there: Selection) -> pd.Series:
    """Say why claims have no part in another picture.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record`` that are in one picture.
    there : Selection
        The other picture.

    Returns
    -------
    Series
        Tuple of ``Absence`` for each claim, named ``absence``, on the index of ``claims``; empty for a claim that is in
        the other picture too, else every reason that holds.
    """
    not_yet = claims["event_date"] > pd.Timestamp(there.on)
    is_another = ~claims["party"].isin(there.parties) if there.parties else pd.Series(data=False, index=claims.index)
    passing = select(claims, replace(there, parties=(), known_by=None))
    holds = {
        Absence.PUBLISHED_LATER: ~is_known_by(claims, there.known_by),
        Absence.NOT_YET: not_yet,
        Absence.NO_LONGER: ~is_in_window(claims, there.on, there.window) & ~not_yet,
        Absence.TOO_COARSE: ~is_fine(claims, there.window),
        Absence.OTHER_PARTY: is_another,
        Absence.FILTERED: ~claims.index.isin(passing.index),
    }
    table = zip(*holds.values(), strict=True)
    reasons = [tuple(why for why, is_so in zip(holds, row, strict=True) if is_so) for row in table]
    return pd.Series(reasons, index=claims.index, name="absence", dtype="object")


def absence_words(claim: Mapping[str, Any], reasons: Sequence[Absence], there: Selection) -> str:
    """Say in words why a claim has no part in another picture: ``published 3 days later, on 1 October 2015``."""
    return "; ".join(_why(claim, reason, there) for reason in reasons)


def _why(claim: Mapping[str, Any], reason: Absence, there: Selection) -> str:
    if reason is Absence.PUBLISHED_LATER and there.known_by:
        days = (claim["reported_date"] - pd.Timestamp(there.known_by)).days
        return f"published {days:,} day{'' if days == 1 else 's'} later, on {long_day(claim['reported_date'].date())}"
    if reason is Absence.NOT_YET:
        return f"about days after {long_day(there.on)}"
    if reason is Absence.NO_LONGER:
        return f"about days before the {there.window} days up to {long_day(there.on)}"
    if reason is Absence.TOO_COARSE:
        return f"its day is known less finely than the window of {there.window} days"
    return f"made by {voice_name(claim['party'])}" if reason is Absence.OTHER_PARTY else "left out by the filters"


def summary(found: pd.DataFrame, district_count: int) -> str:
    """Say in words how many districts differ, and how many claims are live in one picture alone.

    Parameters
    ----------
    found : DataFrame
        From ``differences``.
    district_count : int
        Districts that were compared.
    """
    if found.empty:
        return f"Nothing differs: in all {district_count} districts the same claims are live in both pictures."
    status = int((found["difference"] == Difference.STATUS.value).sum())
    only = [int(found[f"{side}_only"].map(len).sum()) for side in ("left", "right")]
    return (
        f"{len(found)} of {district_count} districts differ: in {status or 'none'} the status differs, in "
        f"{len(found) - status or 'none'} the status is the same and other claims are live. "
        f"The other {district_count - len(found)} do not differ. "
        f"Claims live in the left picture alone: {only[0]:,}; in the right picture alone: {only[1]:,}."
    )
