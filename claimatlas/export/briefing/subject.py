"""What a briefing is about: a district or a milestone, its head in words, and its claims in the order of their weight.

Comes in: a ``View``. Goes out: ``Subject``.
Refuses to choose a district or a milestone by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.errors import TooManyClaimsError, UsageError
from claimatlas.folder import Folder
from claimatlas.kinds import identifiers
from claimatlas.milestones import NO_FINDING, claims_of, days_of, districts_of
from claimatlas.selection import long_day
from claimatlas.view import View, counted

_LONG = 1200
"""Letters of a claim from which it is printed after all others, so that one cannot push out the rest."""


@dataclass(frozen=True)
class Subject:
    """The head of a briefing, and what it rests on."""

    kind: str
    """What it is: ``District``, or the kind of the milestone."""
    title: str
    """Name of the district, or title of the milestone."""
    native: str
    """Name of the district in its own letters; empty text for a milestone."""
    where_and_when: str
    """Province and day, or days and districts."""
    lead: tuple[str, ...]
    """What is to be known first, a paragraph each."""
    pcodes: tuple[str, ...]
    """Districts that are about it; empty for a milestone that names none."""
    claims: pd.DataFrame
    """Its claims, the weightiest first."""
    scope: str
    """Which claims these are, so that it reads on after their number."""
    nothing: str
    """What to say when there are none."""


def subject_of(view: View, subject: voc.Subject) -> Subject:
    """Find out what a briefing is about.

    Raises
    ------
    UsageError
        When the selection names no district, or no milestone.
    TooManyClaimsError
        When a milestone is asked for of a record folder with too many claims.
    """
    if subject is voc.Subject.MILESTONE:
        if not view.selection.event:
            raise UsageError("A briefing on a milestone needs a milestone; none is chosen.")
        return _milestone(view)
    if not view.selection.place:
        raise UsageError("A briefing on a district needs a district; none is chosen.")
    return _district(view)


def _district(view: View) -> Subject:
    pcode, gazetteer = view.selection.place, view.record.places.gazetteer
    name = gazetteer.district_names[pcode]
    on, claims = long_day(view.selection.on), _by_weight(view.claims_about(pcode), set(view.live.index))
    return Subject(
        kind="District",
        title=name,
        native=gazetteer.district_names_fa.get(pcode, ""),
        where_and_when=f"{gazetteer.province_names[gazetteer.province_of[pcode]]} province · {on}",
        lead=(_status(view, pcode), f"{view.filter_sentence} {view.clock_sentence}"),
        pcodes=(pcode,),
        claims=claims,
        scope=f"about {name} in these days",
        nothing=f"No claim about {name} passes this selection in these days. That nothing is on record does not mean "
        "that nothing happened.",
    )


def _status(view: View, pcode: str) -> str:
    state: dict[Any, Any] = view.states.loc[pcode].to_dict()
    said = [f"{view.fill_label(pcode)}"]
    sides = [f"{voc.Camp(camp).label} {len(ids):,}" for camp, ids in state["claim_ids"].items()]
    if sides:
        latest = f"{state['latest_claim_id']}, about {long_day(state['latest_event_date'].date())}"
        said += [f"Live claims by the side they are for: {', '.join(sides)}", f"The latest is {latest}"]
    if state["conceded"]:
        said.append("It is conceded: it goes against its speaker's own side")
    return f"{'. '.join(said)}."


def _milestone(view: View) -> Subject:
    record = view.record
    if isinstance(record, Folder) and record.claim_count > record.most_whole:
        raise TooManyClaimsError(
            f"A briefing on a milestone looks through all claims; a folder reads at most {record.most_whole:,} at "
            f"once and this one has {record.claim_count:,}. Ask for a district (--place)."
        )
    event: dict[str, Any] = {str(k): v for k, v in view.record.events.loc[view.selection.event].to_dict().items()}
    names, pcodes = view.record.places.gazetteer.district_names, tuple(districts_of(event))
    where = ", ".join(names[pcode] for pcode in pcodes) or "No district named"
    claims, known = claims_of(view.claims, event), claims_of(view.known, event)
    named = [claim_id for claim_id in identifiers(event["claim_ids"]) if claim_id in known.index]
    rests = f" Its text rests on {', '.join(named)}." if named else ""
    return Subject(
        kind=voc.EventKind(event["kind"]).label,
        title=str(event["title"]),
        native="",
        where_and_when=f"{days_of(event)} · {where}",
        lead=(str(event["summary"]), f"{NO_FINDING}{rests}", f"{view.filter_sentence} {view.clock_sentence}"),
        pcodes=pcodes,
        claims=_by_weight(claims, {*named, *view.live.index}),
        scope="of this milestone",
        nothing=f"{counted(len(known), 'claim')} of this milestone; none of them passes this selection.",
    )


def _by_weight(claims: pd.DataFrame, weighty: set[Any]) -> pd.DataFrame:
    """Put first what decides the map or what a text rests on, then the latest; the longest last."""
    letters = sum((claims[name].str.len() for name in ("summary", "quote", "claimant", "claimant_role")), start=0)
    ranked = claims.assign(is_long=letters > _LONG, is_weighty=claims["claim_id"].isin(list(weighty)))
    order = ranked.sort_values(
        ["is_long", "is_weighty", "last_event_date", "reported_date", "claim_id"],
        ascending=[True, False, False, False, True],
    ).index
    return claims.loc[order]
