"""The disputes page: how many by rule and by district, and the disputes themselves with both claims in full."""

from __future__ import annotations

import datetime as dt
from math import ceil
from typing import Any

import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.selection import FILTERS, NO_FILTER, Selection, filter_sentence, is_filtered, listed, long_day
from claimatlas.ui import elements, ledger_view
from claimatlas.ui.disputes import counts_map, wording
from claimatlas.ui.disputes import links as leads
from claimatlas.ui.disputes.asked import Asked, asked_of
from claimatlas.ui.shell import Screen
from claimatlas.view import counted

PER_PAGE = 10
"""Disputes on one page of the list; each shows two claims in full."""
_NAMED = 20
"""Concessions that are named above the list."""
_ALL: dict[str, list[str]] = {"page": [], "dispute": []}


def show(screen: Screen) -> None:
    """Draw the choice of disputes and one page of those chosen."""
    asked = asked_of(screen)
    _introduce(screen)
    left, right = st.columns([0.56, 0.44], gap="large")
    with left:
        elements.mount("disputes", {"choices": _choices(screen, asked)}, key="disputes-choices")
    with right:
        counts_map.show(screen, asked)
    if asked.count:
        _list(screen, asked)
    else:
        _nothing(screen, asked)


def _introduce(screen: Screen) -> None:
    selection = screen.selection
    st.text(
        "A dispute is two claims that do not go together, found by one of the rules below. "
        "The atlas does not say who is right: it shows both claims in full."
    )
    known = f"among all claims published by {long_day(selection.known_by)}" if selection.known_by else "of all its days"
    said = f"Disputes are looked for in the whole record, {known}, and not on the day of the map alone."
    if is_filtered(selection):
        said += " A dispute stands here when at least one of its two claims passes the filters; the other need not."
    st.text(said)
    leads.row(_ranges(selection), key="disputes-ranges")


def _ranges(selection: Selection) -> list[dict[str, Any]]:
    """Offer the days up to the day shown, and the way back to the whole record."""
    on, window = selection.on, selection.window
    since = on - dt.timedelta(days=window - 1) if window else None
    reach = f"the {window} days up to" if window and window > 1 else "events of" if window else "events up to"
    offered = []
    if (selection.since, selection.until) != (since, on):
        days = {"from": [since.isoformat()] if since else [], "to": [on.isoformat()]}
        offered.append(leads.link(f"Only {reach} {long_day(on)}", days | _ALL))
    if selection.since or selection.until:
        offered.append(leads.link("The whole record", {"from": [], "to": [], **_ALL}))
    return offered


def _choices(screen: Screen, asked: Asked) -> dict[str, Any]:
    whole = asked.under(**NO_FILTER)
    number, every = asked.count, whole.count_of()
    own = asked.count_of(between=voc.Between.ONE_SIDE)
    return {
        "count": f"{number:,} of {counted(every, 'dispute')}" if number != every else counted(number, "dispute"),
        "note": "After “of” stands the number without any filter." if number != every else "",
        "rules": [_rule(rule, asked, whole) for rule in voc.Rule],
        "every": {"text": "Any rule", "parameters": {"rule": [], **_ALL}} if asked.rules else None,
        "between": [_between(between, asked) for between in voc.Between],
        "between_note": asked.between.description,
        "own": {
            "text": f"Where a side contradicts itself ({own:,})",
            "parameters": {"between": [voc.Between.ONE_SIDE.value], "rule": [], **_ALL},
            "chosen": asked.between is voc.Between.ONE_SIDE and not asked.rules,
        },
        "within": _within(screen, asked) if asked.between is voc.Between.ONE_SIDE else None,
    }


def _rule(rule: voc.Rule, asked: Asked, whole: Asked) -> dict[str, Any]:
    here, every = asked.count_of((rule.value,), asked.between), whole.count_of((rule.value,))
    chosen = rule.value in asked.rules
    rules = [one for one in asked.rules if one != rule.value] if chosen else [*asked.rules, rule.value]
    return {
        "label": rule.label,
        "description": rule.description,
        "number": f"{here:,} of {every:,}" if here != every else f"{here:,}",
        "chosen": chosen,
        "parameters": {"rule": rules, **_ALL},
    }


def _between(between: voc.Between, asked: Asked) -> dict[str, Any]:
    return {
        "label": between.label,
        "number": f"{asked.count_of(asked.rules, between):,}",
        "chosen": asked.between is between,
        "parameters": {"between": [between.value], **_ALL},
    }


def _within(screen: Screen, asked: Asked) -> dict[str, Any]:
    """Say which camps contradict themselves, and where one claim concedes what another denies."""
    by_camp = asked.counts.groupby("camp")["dispute_count"].sum()
    found = asked.concessions
    if asked.rules and voc.Rule.EXPLICIT_COUNTER.value not in asked.rules:
        found = found.iloc[:0]
    more, named = len(found) - _NAMED, found.head(_NAMED)
    claims = screen.view.answers.those([one for pair in named["claim_ids"] for one in pair])
    return {
        "camps": [
            {
                "text": f"{camp.label} ({by_camp[camp.value]:,})",
                "parameters": {"camp": [camp.value], **_ALL},
            }
            for camp in voc.Camp
            if camp.value in by_camp.index
        ],
        "title": f"One concedes, its own side says otherwise ({len(found):,})" if len(found) else "",
        "words": "To concede is to say that ground went to another side than the speaker's own. It is a claim as well.",
        "items": [
            {
                "text": wording.short_concession(row, claims, screen.record),
                "parameters": {"dispute": [row["dispute_id"]]},
            }
            for row in named.to_dict("records")
        ],
        "more": f"{more:,} more stand in the list." if more > 0 else "",
    }


def _list(screen: Screen, asked: Asked) -> None:
    number, pages = asked.count, ceil(asked.count / PER_PAGE)
    page = min(screen.selection.page, pages)
    first = (page - 1) * PER_PAGE
    found, headings = asked.page(first, PER_PAGE), asked.chapters
    said = f"Disputes {first + 1:,} to {first + len(found):,} of {number:,}, in the order of time."
    if screen.selection.page > pages:
        said += f" There is no page {screen.selection.page:,}; this is the last one."
    apart = counts_map.in_one_claim_only(asked)
    if apart:
        said += f" In {apart:,} of all {number:,} only one of the two claims names a chosen district."
    data = {
        "list": {
            "said": said,
            "page": page,
            "pager": _pager(page, pages),
            "chapters": wording.chapters(screen, found, headings, first),
        },
        "colours": dict(screen.palette.camps),
        "words": ledger_view.WORDS,
    }
    elements.mount("disputes", data, key="disputes-list")


def _pager(page: int, pages: int) -> dict[str, Any]:
    steps = [("First", 1, page > 2), ("Previous", page - 1, page > 1)]
    steps += [("Next", page + 1, page < pages), ("Last", pages, page < pages - 1)]
    return {
        "text": f"Page {page:,} of {pages:,}",
        "links": [
            {"text": text, "parameters": {"page": [str(to)] if to > 1 else []}}
            for text, to, is_there in steps
            if is_there
        ],
    }


def _nothing(screen: Screen, asked: Asked) -> None:
    """Say that no dispute is listed, and what to clear, each way with the number it leads to."""
    selection = screen.selection
    said = "No dispute on record"
    if asked.rules:
        said += f" by the rule {listed([f'“{voc.Rule(rule).label}”' for rule in asked.rules])}"
    if asked.between is not voc.Between.ANYONE:
        said += f" ({asked.between.in_sentence})"
    if selection.known_by:
        said += f" that was known by {long_day(selection.known_by)}"
    if is_filtered(selection):
        said += f". The filters leave: {filter_sentence(selection, screen.record.places.gazetteer).removesuffix('.')}"
    st.text(f"{said}.")
    ways = [(label, count, keys) for label, count, keys in _ways_out(asked) if count]
    links = [leads.link(f"{label}: {counted(count, 'dispute')}", _cleared(keys)) for label, count, keys in ways]
    leads.row(links, key="disputes-ways-out")


def _cleared(keys: tuple[str, ...]) -> dict[str, list[str]]:
    nothing: dict[str, list[str]] = {key: [] for key in keys}
    return nothing | _ALL


def _ways_out(asked: Asked) -> list[tuple[str, int, tuple[str, ...]]]:
    """Ways to see more: words, the number of disputes there, and the parameters that each clears."""
    filters, choice = (*(one.key for one in FILTERS), "from", "to"), ("rule", "between")
    ways: list[tuple[str, int, tuple[str, ...]]] = []
    if asked.rules or asked.between is not voc.Between.ANYONE:
        ways.append(("By any rule, between anyone", asked.count_of(), choice))
    if is_filtered(asked.filters):
        ways.append(("Without filters", asked.under(**NO_FILTER).count, filters))
    if asked.filters.known_by:
        ways.append(("Whenever published", asked.under(known_by=None).count, ("known-by",)))
    if len(ways) > 1 and not any(count for _, count, _ in ways):
        everything = asked.under(**NO_FILTER, known_by=None).count_of()
        ways.append(("Everything", everything, (*choice, *filters, "known-by")))
    return ways
