"""A record for a page without a server: codes as small numbers, days as numbers, our own words; no word of a claim.

Comes in: a ``View``, whose filters and knowledge clock say which claims are handed out. Goes out: plain data for JSON.
Refuses claims that the view does not have, and what the page does not show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.disputes import count_disputes, find_disputes
from claimatlas.disputes.sides import opposed
from claimatlas.export.credits import PRODUCER, credit_sentences
from claimatlas.export.published.compact import packed
from claimatlas.kinds import identifiers
from claimatlas.legend import Occurring, assessment_legend, disc_legend, legend
from claimatlas.marks import most_claims
from claimatlas.selection import WINDOWS
from claimatlas.symbology import FADED, LARGEST_DISC, LOOKS, PALETTES, SMALLEST_DISC, fill_label
from claimatlas.view import NOT_FACTS, View, counted

MOST_DISPUTES = 20_000
"""Pairs that a page lists; of more it gives the number for each rule."""
_VOCABULARIES: dict[str, type[voc.Code]] = {
    "camps": voc.Camp,
    "parties": voc.Party,
    "types": voc.ClaimType,
    "rules": voc.Rule,
    "kinds": voc.EventKind,
    "layers": voc.Layer,
    "lives": voc.Life,
}


def encoded(view: View, address: str) -> dict[str, Any]:
    """Return everything but the words of claims.

    Parameters
    ----------
    view : View
        What is handed out, and what the page shows first.
    address : str
        Address under which the dashboard opens the view.
    """
    places = view.record.places.gazetteer
    first, last = _axis(view)
    return {
        "title": " and ".join(places.province_names.values()),
        "caution": NOT_FACTS,
        "asked": _asked(view, first),
        "scope": _scope(view, address),
        "first": first.isoformat(),
        "days": (last - first).days + 1,
        "windows": list(dict.fromkeys((*WINDOWS, view.selection.window))),
        "districts": [
            {"pcode": pcode, "name": name, "name_fa": places.district_names_fa[pcode]}
            for pcode, name in places.district_names.items()
        ],
        "codes": _codes(),
        "claims": _claims(view, first),
        "events": _events(view, first),
        "disputes": _disputes(view, first),
        "marks": _marks(view),
        "producer": PRODUCER,
        "credits": list(credit_sentences(view)),
        "sums": view.record.sums,
    }


def first_day(view: View) -> dt.date:
    """Return the day from which a page counts: the first that a claim or a milestone names, or the one shown."""
    return _axis(view)[0]


def _axis(view: View) -> tuple[dt.date, dt.date]:
    columns = [view.claims["event_date"], view.claims["last_event_date"]]
    columns += [view.record.events["date"], view.record.events["date_end"]]
    named = [moment.date() for column in columns if column.notna().any() for moment in (column.min(), column.max())]
    return min(named, default=view.selection.on), max([*named, view.selection.on])


def _asked(view: View, first: dt.date) -> dict[str, Any]:
    selection = view.selection
    return {
        "on": (selection.on - first).days,
        "window": selection.window,
        "place": selection.place,
        "layers": [layer.value for layer in voc.Layer if selection.shows(layer)],
        "extent": selection.extent,
    }


def _scope(view: View, address: str) -> dict[str, Any]:
    known_by = view.selection.known_by
    return {
        "filters": view.filter_sentence,
        "known_by": known_by.isoformat() if known_by else "",
        "is_filtered": view.is_filtered,
        "address": address,
        "counts": f"{view.counts.passing}; "
        f"{counted(view.counts.no_district, 'names no district', 'name no district')}.",
    }


def _codes() -> dict[str, Any]:
    """Return code, label, the label inside a sentence and description of each; a claim names them by their place."""
    codes: dict[str, Any] = {
        name: [[code.value, code.label, code.in_sentence, code.description] for code in vocabulary]
        for name, vocabulary in _VOCABULARIES.items()
    }
    return codes | {
        "approaches": [[approach.value, approach.bearing, approach.label] for approach in voc.Approach],
        "ground": [number for number, kind in enumerate(voc.ClaimType) if kind in voc.GROUND_TYPES],
        "assessment": list(voc.ClaimType).index(voc.ClaimType.ASSESSMENT),
        "sides": [list(voc.Camp).index(camp) for camp in voc.BELLIGERENTS],
        "camp_sides": [camp.side for camp in voc.Camp],
        "always": [list(voc.Camp).index(camp) for camp in (voc.FIRST, voc.SECOND, voc.Camp.OBSERVER)],
        "unusual": [layer.value for layer in voc.Layer if not layer.is_usual],
    }


def places_of(column: pd.Series, known: Iterable[str]) -> list[int]:
    """Return the place of each cell in a list of codes, -1 for a cell that is not there."""
    return [int(place) for place in pd.Index(list(known), dtype="str").get_indexer_for(pd.Index(column))]


def days_since(column: pd.Series, first: dt.date | pd.Series) -> list[int]:
    """Return how many days after ``first`` each cell is; ``first`` is one day, or one for each cell."""
    begin = first if isinstance(first, pd.Series) else pd.Timestamp(first)
    return [int(days) for days in (column - begin).dt.days]


def _claims(view: View, first: dt.date) -> dict[str, Any]:
    """Return one column for each field; a day counts from the one before it, which is mostly the same."""
    claims, districts = view.claims, view.record.places.gazetteer.district_names
    event = days_since(claims["event_date"], first)
    return {
        "id": list(claims.index),
        "event": packed(day - before for before, day in zip([0, *event], event, strict=False)),
        "last": packed(days_since(claims["last_event_date"], claims["event_date"])),
        "reported": packed(days_since(claims["reported_date"], claims["event_date"])),
        "span": packed(map(int, claims["span_days"])),
        "camp": packed(places_of(claims["camp"], voc.Camp)),
        "party": packed(places_of(claims["party"], voc.Party)),
        "type": packed(places_of(claims["claim_type"], voc.ClaimType)),
        "beneficiary": packed(places_of(claims["beneficiary"], voc.Camp)),
        "district": packed(places_of(claims["district"], districts)),
        "approach": packed(places_of(claims["approach"], voc.Approach)),
    }


def _events(view: View, first: dt.date) -> list[dict[str, Any]]:
    known = list(view.record.places.gazetteer.district_names)
    kinds = [kind.value for kind in voc.EventKind]
    return [
        {
            "id": str(key),
            "title": event["title"],
            "kind": kinds.index(event["kind"]),
            "from": (event["date"].date() - first).days,
            "to": ((event["date"] if pd.isna(event["date_end"]) else event["date_end"]).date() - first).days,
            "districts": [known.index(pcode) for pcode in identifiers(event["adm2_pcodes"]) if pcode in known],
        }
        for key, event in view.record.events.iterrows()
    ]


def _disputes(view: View, first: dt.date) -> dict[str, Any]:
    """Return every pair in the order of time; of very many only how many each rule finds."""
    groups = count_disputes(view.claims)
    by_rule = groups.groupby("rule")["dispute_count"].sum()
    found: dict[str, Any] = {"by_rule": [int(by_rule.get(rule.value, 0)) for rule in voc.Rule], "pairs": None}
    if sum(found["by_rule"]) > MOST_DISPUTES:
        return found
    pairs = find_disputes(view.claims).sort_values(["event_date", "dispute_id"])
    sides = opposed(view.claims, pairs)
    place = {claim: number for number, claim in enumerate(view.claims.index)}
    districts = view.record.places.gazetteer.district_names
    return found | {
        "pairs": {
            "rule": packed(places_of(pairs["rule"], voc.Rule)),
            "one": packed(place[claim] for claim in sides["left"]),
            "other": packed(place[claim] for claim in sides["right"]),
            "district": packed(places_of(pairs["adm2_pcode"], districts)),
            "day": packed(days_since(pairs["event_date"], first)),
        }
    }


def _marks(view: View) -> dict[str, Any]:
    """Return what the map's message is made of: looks, ages, sizes, and the words of every legend that can occur."""
    sides = [camp.value for camp in voc.BELLIGERENTS]
    wanted = (*WINDOWS, view.selection.window)
    most = {str(window or "all"): most_claims(view.record.claims, window) for window in wanted}
    camps = [camp.value for camp in voc.Camp]
    return {
        "looks": {",".join(look.camps): key for key, look in LOOKS.items()},
        "silent": [fill_label(LOOKS[voc.Status.NO_REPORT.value], is_filtered=is_so) for is_so in (False, True)],
        "ages": [[step.value, step.days] for step in voc.Freshness],
        "legend": [_every_legend(sides, view.unknown_surroundings, is_filtered=is_so) for is_so in (False, True)],
        "assessments": [asdict(entry) for entry in assessment_legend((*sides, ""))],
        "discs": {key: [asdict(entry) for entry in disc_legend(camps, number)] for key, number in most.items()},
        "most": most,
        "disc": [SMALLEST_DISC, LARGEST_DISC],
        "colours": {name: dict(palette.camps) for name, palette in PALETTES.items()},
    }


def _every_legend(sides: Sequence[str], unknown: frozenset[str], *, is_filtered: bool) -> list[dict[str, Any]]:
    possible = Occurring(
        looks=frozenset(LOOKS),
        ages=frozenset(FADED),
        conceding=frozenset(sides),
        arrows=frozenset((*sides, "")),
        has_milestone=True,
        place_chosen=True,
        is_filtered=is_filtered,
        unknown=unknown,
    )
    return [asdict(entry) for entry in legend(possible)]
