"""One dispute alone, as its own address shows it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.disputes import find_dispute
from claimatlas.disputes.chapters import Neighbours
from claimatlas.selection import NO_FILTER, known_by, long_day
from claimatlas.ui import elements, ledger_view
from claimatlas.ui.disputes import links as leads
from claimatlas.ui.disputes import wording
from claimatlas.ui.disputes.asked import asked_of
from claimatlas.ui.shell import Screen
from claimatlas.view import counted


def show(screen: Screen) -> None:
    """Draw the dispute of the selection with its rule, both claims and how they stand."""
    leads.row([leads.link("All disputes", {"dispute": []})], key="dispute-all")
    both = _both(screen)
    found = find_dispute(known_by(both, screen.selection.known_by), screen.selection.dispute)
    if found.empty:
        _not_known(screen, both)
        return
    st.text("The atlas does not say who is right: it shows both claims in full.")
    row, rule = found.iloc[0], voc.Rule(found.iloc[0]["rule"])
    day = long_day(row["event_date"].date())
    (dispute,) = wording.disputes(screen, found)
    data: dict[str, Any] = {
        "one": {
            **wording.heading(screen, row["event_id"], row["adm2_pcode"], day),
            "rule": rule.label,
            "description": rule.description,
            "dispute": dispute,
            "standing": [_standing(claim) for claim in dispute["claims"]],
            **_around(screen, row),
        },
        "colours": dict(screen.palette.camps),
        "words": ledger_view.WORDS,
    }
    elements.mount("disputes", data, key="dispute-alone")


def _standing(claim: dict[str, Any]) -> dict[str, str]:
    life = voc.Life(claim["life"])
    return {"claim": claim["claim_id"], "label": life.label, "description": life.description}


def _both(screen: Screen) -> pd.DataFrame:
    """Return the claims that the address of a dispute names, whenever published."""
    return screen.view.answers.those(screen.selection.dispute.split(".")[1:])


def _around(screen: Screen, dispute: pd.Series) -> dict[str, Any]:
    """Lead to the disputes beside this one: among those listed, or among all when it is not one of them."""
    asked = asked_of(screen)
    listed = asked.neighbours(dispute)
    whole = asked.under(**NO_FILTER)
    place = listed or whole.every().neighbours(dispute)
    if place is None:
        return {"number": "", "around": []}
    among = " listed" if listed and asked.count != whole.count_of() else ""
    return {
        "number": f"Number {place.number:,} of {counted(place.dispute_count, 'dispute')}{among} under this heading",
        "around": _steps(place),
    }


def _steps(place: Neighbours) -> list[dict[str, Any]]:
    steps = (("Previous", place.before), ("Next", place.after))
    return [{"text": text, "parameters": {"dispute": [to]}} for text, to in steps if to]


def _not_known(screen: Screen, claims: pd.DataFrame) -> None:
    """Say when the dispute became known, and how far it was known by the day that the reader asks for."""
    selection = screen.selection
    found = find_dispute(claims, selection.dispute)
    if found.empty or selection.known_by is None:
        st.text("This dispute is not on record any more: one of its claims has changed.")
        return
    both = claims.loc[list(found.iloc[0]["claim_ids"])]
    published = {str(key): day.date() for key, day in both["reported_date"].items()}
    late = [key for key, day in published.items() if day > selection.known_by]
    known_on = max(published.values())
    st.text(
        f"Nobody could know of this dispute on {long_day(selection.known_by)}, where the knowledge clock stands. "
        f"It became known on {long_day(known_on)}."
    )
    st.text(" ".join(f"{key} was published on {long_day(published[key])}." for key in late))
    links = [
        leads.link(f"As known by {long_day(known_on)}", {"known-by": [known_on.isoformat()]}),
        leads.link("Whenever published", {"known-by": []}),
    ]
    for key in (key for key in published if key not in late):
        words = f"{key}, published on {long_day(published[key])}, was known"
        links.append(leads.link(words, {"claim": [key]}, "claim"))
    leads.row(links, key="dispute-clock")
