"""Disputes as data for the element that draws them: both claims in full, and every word around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.disputes.chapters import Chapter
from claimatlas.disputes.citation import citation
from claimatlas.disputes.sides import opposed
from claimatlas.ledger import entries
from claimatlas.record import Record
from claimatlas.selection import long_day
from claimatlas.ui.shell import Screen
from claimatlas.view import counted

Words = dict[str, Any]


def disputes(screen: Screen, found: pd.DataFrame) -> list[Words]:
    """Put disputes into words, in their order.

    Parameters
    ----------
    screen : Screen
        Page on which they stand; its knowledge clock decides how the claims stand.
    found : DataFrame
        Rows of ``find_disputes`` among the claims known by then.
    """
    record, answers = screen.record, screen.view.answers
    ids = list(dict.fromkeys(key for pair in found["claim_ids"] for key in pair))
    claims = answers.those(ids)
    by_id = {entry.claim_id: entry for entry in entries(claims, answers.around(ids))}
    sha256 = record.sums[record.checked_claims.file]
    rows, sides = found.to_dict("records"), opposed(claims, found).to_dict("records")
    return [
        {
            "id": row["dispute_id"],
            "label": voc.Rule(row["rule"]).label,
            "day": long_day(row["event_date"].date()),
            "sides": _sides(side),
            "concession": concession(side, claims),
            "claims": [asdict(by_id[side["left"]]), asdict(by_id[side["right"]])],
            "citation": citation(row, claims, sha256),
            "knownBy": screen.selection.known_by.isoformat() if screen.selection.known_by else "",
        }
        for row, side in zip(rows, sides, strict=True)
    ]


def _sides(side: Mapping[Any, Any]) -> str:
    camp, other = voc.Camp(side["camp"]), voc.Camp(side["other_camp"])
    if camp is not other:
        return f"{camp.label} against {other.in_sentence}"
    return f"{camp.label} with itself" if camp.is_belligerent else "Observers among themselves"


def concession(side: Mapping[Any, Any], claims: pd.DataFrame) -> str:
    """Say who concedes what the own side denies; empty text where nobody does.

    Parameters
    ----------
    side : mapping
        One row of ``opposed``.
    claims : DataFrame
        Claims on index ``claim_id``.
    """
    if not side["conceding"]:
        return ""
    conceding, denying = claims.loc[side["conceding"]], claims.loc[side["denying"]]
    winner = voc.Camp(conceding["beneficiary"]).in_sentence
    said = f"{_speaker(conceding)} concedes: the claim gives ground to {winner}, not to the speaker's own side."
    return f"{said} {_speaker(denying)} {'denies it' if side['is_named'] else 'is contradicted by it'}."


def _speaker(claim: pd.Series) -> str:
    return f"{claim['claimant'] or voc.Party(claim['party']).label} ({claim['claim_id']})"


def short_concession(side: Mapping[Any, Any], claims: pd.DataFrame, record: Record) -> str:
    """Say in one line who concedes what the own side denies, on which day and where."""
    names = record.places.gazetteer.district_names
    where = names.get(side["adm2_pcode"], "no common district")
    conceding, denying = claims.loc[side["conceding"]], claims.loc[side["denying"]]
    ends = f"{_office(conceding)} concedes, {_office(denying)} {'denies' if side['is_named'] else 'is contradicted'}"
    return f"{long_day(side['event_date'].date())}, {where}: {ends}"


def _office(claim: pd.Series) -> str:
    role = claim["claimant_role"]
    return f"{claim['claimant']} ({role})" if role else str(claim["claimant"])


def chapters(screen: Screen, found: pd.DataFrame, headings: tuple[Chapter, ...], first: int) -> list[Words]:
    """Put one page of disputes under their headings.

    Parameters
    ----------
    screen : Screen
        Page on which they stand.
    found : DataFrame
        Rows of ``list_page``.
    headings : tuple of Chapter
        The chapters that ``found`` names.
    first : int
        How many disputes stand on earlier pages: a chapter that began there is continued.
    """
    words = disputes(screen, found)
    begins, passed = [], 0
    for chapter in headings:
        begins.append(passed)
        passed += chapter.dispute_count
    return [
        heading(screen, headings[number].event_id, headings[number].adm2_pcode, long_day(headings[number].day))
        | {
            "count": counted(headings[number].dispute_count, "dispute"),
            "continued": begins[number] < first,
            "groups": _groups(words[positions[0] : positions[-1] + 1], found["rule"].iloc[positions]),
        }
        for number, positions in _runs(found["chapter"])
    ]


def _runs(chapters: pd.Series) -> Iterable[tuple[int, list[int]]]:
    numbers = chapters.reset_index(drop=True)
    return ((int(number), rows.index.tolist()) for number, rows in numbers.groupby(numbers, sort=True))


def _groups(words: list[Words], rules: pd.Series) -> list[Words]:
    return [
        {
            "label": voc.Rule(rule).label,
            "description": voc.Rule(rule).description,
            "disputes": [word for word, of_rule in zip(words, rules, strict=True) if of_rule == rule],
        }
        for rule in dict.fromkeys(rules)
    ]


def heading(screen: Screen, event_id: str, pcode: str, day: str) -> Words:
    """Name the milestone and the district of some disputes, each with the page that it leads to."""
    events, names = screen.record.events, screen.record.places.gazetteer.district_names
    milestone: Words = {"title": day, "days": "No milestone that both claims belong to", "event": ""}
    if event_id in events.index:
        (event,) = events.loc[[event_id]].to_dict("records")
        milestone = {"title": event["title"], "days": _days(event), "event": event_id}
    elif event_id:
        milestone = {"title": event_id, "days": f"{day}; a milestone that events.csv does not describe", "event": ""}
    return {**milestone, "place": pcode, "district": names.get(pcode, "") or "No common district"}


def _days(event: Mapping[Any, Any]) -> str:
    begin, end = event["date"], event["date_end"]
    first = long_day(begin.date())
    return first if pd.isna(end) or end == begin else f"{first} to {long_day(end.date())}"
