"""The claimants page: what became of whose statements, and the statements behind every number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.answers.tracking import Told
from claimatlas.distinct import is_one_of
from claimatlas.life import lives
from claimatlas.places import Gazetteer
from claimatlas.selection import Selection, long_day
from claimatlas.settings import SETTINGS
from claimatlas.track import FEW, FINDINGS
from claimatlas.ui import partly, track_table
from claimatlas.ui.claim.fields import who_link
from claimatlas.ui.claimants import concessions, publishers
from claimatlas.ui.claimants.told import statements_of, told_of
from claimatlas.ui.shell import Screen
from claimatlas.ui.track_table import Part, Table
from claimatlas.ui.words import plain
from claimatlas.view import counted

_CLAIMANTS_A_PAGE = 200
_STATEMENTS_A_PAGE = 40
_CAUTION = f"""
**What these numbers do not mean.** Being countered is not being wrong, and a claim that nobody answered is not true.
{plain(SETTINGS.quoted)} Spelling variants of one person are separate claimants: names are never merged by likeness.
The numbers are no score and no ranking.
"""
_HOW = (
    "A statement counts once, however many rows it was split into. Under a number stands the median of the days from "
    "the statement's first publication to the first such deed, over the n statements counted above it. It is 0 days "
    "too when the other claim was out before. What stands in grey italics rests on fewer than five statements: too few "
    "to compare."
)


_ON_THIS_PAGE = (
    "On this page: [by party](#by-party), [by claimant](#by-claimant), "
    "[conceded, and denied within the same camp](#conceded-and-denied-within-the-same-camp), "
    "[by publisher](#by-publisher)."
)


def show(screen: Screen) -> None:
    """Draw the page below its title."""
    view = screen.view
    st.markdown(_CAUTION)
    st.text(_HOW)
    st.markdown(_ON_THIS_PAGE)
    if not view.answers.count:
        st.text("No claim on record passes this selection, so nobody's statements can be counted. Clear a filter.")
        return
    told = told_of(view)
    st.header("By party")
    _parties(told)
    st.header("By claimant")
    _claimants(screen, told)
    st.header("Statements behind a number")
    with partly.told():
        _statements(screen)
    st.header("Conceded, and denied within the same camp")
    concessions.show(screen, told)
    st.header("By publisher")
    publishers.show(told)


def _columns(first: str) -> list[Part]:
    return [
        track_table.column(first),
        track_table.column("Statements", "Rows of one statement count once.", number=True, order="descending"),
        *(track_table.column(finding.label, finding.description, number=True) for finding in FINDINGS),
    ]


def _parties(told: Told) -> None:
    record = told.parties
    rows = []
    for one in record.to_dict("records"):
        party = voc.Party(one["party"])
        chosen = {"party": [party.value], "who": []}
        head = track_table.cell(
            [track_table.words(party.label)], *_tag(one, f"Camp: {party.camp.label}"), sort=party.label, head=True
        )
        rows.append(_row(one, head, party.label, chosen))
    caption = f"{counted(len(rows), 'party', 'parties')}, by number of statements."
    track_table.mount(Table(_columns("Party"), rows, caption=caption), key="track-parties")


def _claimants(screen: Screen, told: Told) -> None:
    record = told.claimants
    is_few = record["statements"] < FEW
    gazetteer, columns = screen.record.places.gazetteer, _columns("Claimant")
    many = [_claimant(gazetteer, one) for one in record[~is_few].to_dict("records")]
    st.caption(f"{len(record):,} claimants by number of statements; {len(many):,} with {FEW} statements or more.")
    if many:
        caption = f"Claimants with {FEW} statements or more."
        track_table.mount(Table(columns, many, caption=caption), key="track-claimants")
    few = record[is_few]
    if few.empty:
        return
    # A choice has its own pages: until it is cleared, those here stay at the first.
    pages = -(-len(few) // _CLAIMANTS_A_PAGE)
    page = 1 if _is_chosen(screen.selection) else min(screen.selection.page, pages)
    here = few.iloc[(page - 1) * _CLAIMANTS_A_PAGE : page * _CLAIMANTS_A_PAGE]
    table = Table(
        columns,
        [_claimant(gazetteer, one) for one in here.to_dict("records")],
        caption=f"Claimants with fewer than {FEW} statements: too few to compare.",
        fold=f"{counted(len(few), 'claimant')} with fewer than {FEW} statements",
        open=not many or page > 1,
        pager=track_table.pager(page, pages, "claimants"),
    )
    track_table.mount(table, key="track-few")


def _claimant(gazetteer: Gazetteer, one: Mapping[Any, Any]) -> dict[str, Any]:
    party, claimant = voc.Party(one["party"]), str(one["claimant"])
    name = who_link(gazetteer, party.value, claimant)
    head = track_table.cell([track_table.words(claimant)], *_tag(one, party.label), sort=claimant, head=True)
    return _row(one, head, claimant, name.get("parameters"))


def _tag(one: Mapping[Any, Any], whose: str) -> list[list[Part]]:
    tag = [track_table.words(f"fewer than {FEW}", "tag")] if one["statements"] < FEW else []
    return [[track_table.words(whose, "small"), *tag]]


def _row(
    one: Mapping[Any, Any], head: Mapping[str, Any], name: str, chosen: Mapping[str, Sequence[str]] | None
) -> dict[str, Any]:
    """Put the record of one speaker into a row; ``chosen`` is None for a name that no address can hold."""
    rows = one["claims"] - one["statements"]
    split = [track_table.words(f"in {counted(one['claims'], 'row')}", "small")] if rows else []
    cells = [
        head,
        track_table.cell(
            [_number(one["statements"], name, chosen, voc.Outcome.ANY)], split, sort=int(one["statements"])
        ),
    ]
    for finding in FINDINGS:
        number = one[finding.value]
        if not number:
            cells.append(track_table.cell([track_table.words("none", "small")], sort=0))
            continue
        figure = [_number(number, name, chosen, finding), track_table.words(f"of {one['statements']:,}", "small")]
        cells.append(track_table.cell(figure, _median(one, finding), sort=int(number)))
    return track_table.row(cells, few=one["statements"] < FEW)


def _median(one: Mapping[Any, Any], finding: voc.Outcome) -> list[Part]:
    if finding is voc.Outcome.CONCEDES:
        return [track_table.words("by its own words", "small")]
    days = one[f"{finding.value}_days"]
    unit, number = "day" if days == 1 else "days", one[finding.value]
    # Of a party with many statements few may have been answered: the median is then as weak as one of a quiet party.
    style = "median unsure" if number < FEW else "median"
    return [track_table.words(f"median {days:,g} {unit}, n = {number:,}", style)]


def _number(number: int, name: str, chosen: Mapping[str, Sequence[str]] | None, outcome: voc.Outcome) -> Part:
    if chosen is None:
        return track_table.words(f"{number:,}", "big")
    wanted = [] if outcome is voc.Outcome.ANY else [outcome.value]
    said = f"{number:,}: {outcome.label.lower()}, {name}"
    return track_table.link(f"{number:,}", "", {**chosen, "outcome": wanted, "page": []}, label=said, style="big")


def _is_chosen(selection: Selection) -> bool:
    return bool(selection.who or selection.parties or selection.outcome != voc.Outcome.ANY)


def _statements(screen: Screen) -> None:
    selection = screen.selection
    if not _is_chosen(selection):
        nothing = "Choose a number above, and the statements behind it stand here."
        # Mounted without a choice too: so it can tell a choice that is made from an address that is opened.
        track_table.mount(Table((), (), title="Nothing chosen yet", empty=nothing), key="track-statements")
        return
    party, _, claimant = selection.who.partition("/")
    every, told = statements_of(screen.view, party, claimant)
    outcome = voc.Outcome(selection.outcome)
    wanted = every if outcome is voc.Outcome.ANY else every[every[outcome.value].notna()]
    name = f"{claimant} ({voc.Party(party).label})" if selection.who else _parties_named(selection)
    pages = max(-(-len(wanted) // _STATEMENTS_A_PAGE), 1)
    page = min(selection.page, pages)
    here = wanted.iloc[(page - 1) * _STATEMENTS_A_PAGE : page * _STATEMENTS_A_PAGE]
    ids = [claim_id for claim_ids in here["claim_ids"] for claim_id in claim_ids]
    table = Table(
        _LISTED,
        _listed(screen, screen.view.answers.those(ids).loc[ids], told),
        title=f"{name}: {outcome.label.lower()}, {counted(len(wanted), 'statement')}",
        caption=outcome.description,
        choice=f"{selection.who}|{','.join(selection.parties)}|{selection.outcome}",
        choices=_choices(every, selection),
        empty="" if len(wanted) else "No statement of this kind passes the filters and the knowledge clock.",
        pager=track_table.pager(page, pages, "statements"),
        reflow=True,
        sortable=False,
    )
    track_table.mount(table, key="track-statements")


_LISTED = (
    track_table.column("Claim"),
    track_table.column("Published"),
    track_table.column("Who"),
    track_table.column("What was said", long=True),
    track_table.column("Stands as"),
    track_table.column("What became of it"),
)


def _parties_named(selection: Selection) -> str:
    return " and ".join(voc.Party(code).label for code in selection.parties) or "Everybody"


def _choices(every: pd.DataFrame, selection: Selection) -> list[Part]:
    """Lead from one outcome of these statements to the next, and back to no choice."""
    numbers = {voc.Outcome.ANY: len(every)} | {finding: int(every[finding.value].count()) for finding in FINDINGS}
    made: list[Part] = []
    for outcome, number in numbers.items():
        text, is_here = f"{outcome.label} ({number:,})", selection.outcome == outcome.value
        wanted = [] if outcome is voc.Outcome.ANY else [outcome.value]
        link = track_table.link(text, "", {"outcome": wanted, "page": []})
        made.append({"text": text, "here": True} if is_here else link)
    nothing: dict[str, list[str]] = {"who": [], "outcome": [], "page": []}
    return [*made, track_table.link("Clear this choice", "", nothing if selection.who else nothing | {"party": []})]


def _listed(screen: Screen, claims: pd.DataFrame, told: pd.DataFrame) -> list[dict[str, Any]]:
    ids = claims["claim_id"].tolist()
    words = lives(screen.view.answers.around(ids), claim_ids=ids)
    done: dict[str, list[Mapping[Any, Any]]] = {}
    for one in told[is_one_of(told["claim_id"], claims["claim_id"])].to_dict("records"):
        done.setdefault(one["claim_id"], []).append(one)
    rows = []
    for claim in claims.to_dict("records"):
        claim_id = str(claim["claim_id"])
        said = [track_table.words(f"{claim['claimant']} ({voc.Party(claim['party']).label})")]
        rows.append(
            track_table.row(
                [
                    track_table.cell([track_table.claim_link(claim_id)], _split(claim, claims), head=True),
                    track_table.cell([track_table.words(long_day(claim["reported_date"].date()))]),
                    track_table.cell(said),
                    track_table.cell([track_table.words(str(claim["summary"]))]),
                    track_table.cell([track_table.words(voc.Life(words[claim_id]).label)]),
                    track_table.cell(*(_deed(one) for one in done.get(claim_id, ()))),
                ]
            )
        )
    return rows


def _split(claim: Mapping[Any, Any], claims: pd.DataFrame) -> list[Part]:
    rows = int((claims["statement_id"] == claim["statement_id"]).sum())
    return [track_table.words(f"one of {rows} rows of {claim['statement_id']}", "small")] if rows > 1 else []


def _deed(one: Mapping[Any, Any]) -> list[Part]:
    if one["outcome"] == voc.Outcome.CONCEDES.value:
        return [track_table.words("Concedes by its own words")]
    days = int(one["days"])
    after = f"after {counted(days, 'day')}"
    return [
        track_table.words(f"{one['outcome'].capitalize()} {after} by"),
        track_table.claim_link(str(one["by"])),
    ]
