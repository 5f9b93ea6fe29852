"""A claim's own page: the claim in full, what was done to it, and the claims that did it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import __version__, permalink
from claimatlas import vocabulary as voc
from claimatlas.disputes import find_disputes
from claimatlas.ledger import Entry, entries
from claimatlas.life import deeds
from claimatlas.selection import Selection, known_by, long_day
from claimatlas.ui import elements
from claimatlas.ui.claim import fields
from claimatlas.ui.claim.fields import Row, row_of
from claimatlas.ui.inputs import act
from claimatlas.ui.ledger_view import WORDS
from claimatlas.ui.shell import Screen, path_of
from claimatlas.view import NOT_FACTS, counted

_MOST_DISPUTES = 50
_OWN_SIDE = " (own side)"
_TIES = ("Countered by", f"Countered by{_OWN_SIDE}", "Counters", "Confirmed by", f"Confirmed by{_OWN_SIDE}", "Confirms")


@dataclass(frozen=True)
class _Around:
    """A claim and all those that its page speaks of."""

    claims: pd.DataFrame
    """Whenever published."""
    known: pd.DataFrame
    """Published by the knowledge clock."""


def show(screen: Screen) -> None:
    """Draw the page of the claim in the selection, or say how to choose one."""
    if not screen.selection.claim:
        _nothing_chosen(screen)
        return
    claims = screen.view.answers.circle(screen.selection.claim)
    claim = row_of(claims, screen.selection.claim)
    around = _Around(claims, known_by(claims, screen.selection.known_by))
    st.title(f"Claim {claim['claim_id']}")
    known = screen.selection.known_by
    as_known = f"as known by the end of {long_day(known)}" if known else "as known to date"
    st.text(f"One claim in full, {as_known}. {NOT_FACTS} Filters hide nothing on this page.")
    _links(screen, claim)
    elements.mount("history", _message(screen, around, claim), key="claim-history")
    st.header("Cite this claim")
    st.code(_citation(screen, around, claim), language=None, wrap_lines=True)


def _nothing_chosen(screen: Screen) -> None:
    st.title("Claim")
    st.text("No claim is chosen. Choose one on the Claims page, or follow the identifier under any claim.")
    st.page_link(
        path_of("claims"),
        label=f"{counted(screen.view.counts.claims, 'claim')} to choose from",
        query_params=permalink.encode(screen.selection),
    )


def _links(screen: Screen, claim: Row) -> None:
    day = claim["event_date"].date()
    there = replace(screen.selection, on=day, place=claim["district"])
    with st.container(horizontal=True, gap="small"):
        st.page_link(path_of("map"), label=f"Show on the map: {long_day(day)}", query_params=permalink.encode(there))
        if screen.selection.known_by:
            st.button("Clear the knowledge clock", on_click=act, kwargs={"known_by": None})


def _message(screen: Screen, around: _Around, claim: Row) -> dict[str, Any]:
    """Gather all that the element shows."""
    (entry,) = entries(around.claims.loc[[claim["claim_id"]]], around.known)
    return {
        "claim": {
            "claim_id": entry.claim_id,
            "camp": entry.camp,
            "days": entry.days,
            "type": entry.type,
            "claimant": entry.claimant,
            "role": entry.role,
            "summary": entry.summary,
            "quote": entry.quote,
            "figures": entry.figures,
            "publisher": entry.publisher,
            "source_date": entry.source_date,
            "source_url": entry.source_url,
            "link": entry.link,
            "notes": entry.notes,
            "sections": fields.sections(screen.record, around.claims, claim),
        },
        "standing": _standing(screen, around, claim, entry),
        "related": _related(around, entry),
        "disputes": _disputes(screen, claim),
        "words": WORDS | {"notes": "Notes, written with hindsight", "fields": "Every field on record"},
        "colours": dict(screen.palette.camps),
    }


def _standing(screen: Screen, around: _Around, claim: Row, entry: Entry) -> dict[str, Any]:
    claim_id, known = str(claim["claim_id"]), around.known
    done = deeds(known, claim_ids=[claim_id])
    later = len(deeds(around.claims, claim_ids=[claim_id])) - len(done)
    published = long_day(claim["reported_date"].date())
    meaning = voc.Life(entry.life).description if entry.life else f"It was published on {published}, after that day."
    return {
        "title": "How it stands",
        "word": entry.standing,
        "life": entry.life or "unpublished",
        "meaning": meaning,
        "clock": _clock(screen.selection, later, is_out=bool(entry.life)),
        "lift": "Show it as known to date",
        "steps": [_step(around.claims, deed) for deed in done.to_dict("records")],
    }


def _clock(selection: Selection, later: int, *, is_out: bool) -> str:
    """Say what the knowledge clock leaves out; empty text when it is not set."""
    if not selection.known_by:
        return ""
    day = long_day(selection.known_by)
    if not is_out:
        return f"On the evening of {day} nobody could know of this claim: the knowledge clock stops before it."
    more = f"{later} more by later publications." if later else "Later publications add nothing."
    return f"The knowledge clock stops on {day}. {more}"


def _step(claims: pd.DataFrame, deed: dict[Any, Any]) -> dict[str, Any]:
    """Put one deed into words; both its claims had been published, so both are on record."""
    doer, did, is_own = row_of(claims, deed["by"]), voc.Deed(deed["did"]), deed["by"] == deed["claim_id"]
    notes = []
    if did is voc.Deed.DENIED_WITHIN or (did is voc.Deed.CONCEDED and is_own):
        notes.append(did.description)
    if not is_own and doer["reported_date"] < deed["date"]:
        out = long_day(doer["reported_date"].date())
        notes.append(f"That claim was out on {out} already; the link counts from the day on which both were.")
    return {
        "day": long_day(deed["date"].date()),
        "did": did.label,
        "joint": "by its own speaker," if is_own and did is voc.Deed.CONCEDED else "by",
        "who": _speaker(doer),
        "camp": str(doer["camp"]),
        "claim_id": "" if is_own else str(deed["by"]),
        "aside": did is voc.Deed.DENIED_WITHIN,
        "note": " ".join(notes),
        "copied": "Counted once with it, the same agency's report of the same statement:",
        "copies": list(deed["copies"]),
    }


def _speaker(claim: Row) -> str:
    return f"{claim['claimant']} ({voc.Party(claim['party']).label})"


def _related(around: _Around, entry: Entry) -> list[dict[str, Any]]:
    """Group the claims around a claim by how they stand to it; each comes once."""
    relations: dict[str, list[str]] = {}
    for tie in sorted(entry.ties, key=lambda tie: _TIES.index(tie.words)):
        for claim_id in tie.claim_ids:
            relations.setdefault(claim_id, []).append(tie.words)
    groups: dict[str, list[str]] = {}
    for claim_id, words in relations.items():
        groups.setdefault(_joined(words), []).append(claim_id)
    if not groups:
        nothing = "It names no other claim, and no claim known by then counters or confirms it."
        return [{"title": "Claims around it", "note": nothing, "elsewhere": [], "claims": []}]
    return [_group(around, title, claim_ids) for title, claim_ids in groups.items()]


def _joined(words: list[str]) -> str:
    first, *others = words
    return " and ".join([first, *(word[:1].lower() + word[1:] for word in others)])


def _group(around: _Around, title: str, claim_ids: list[str]) -> dict[str, Any]:
    claims, known = around.claims, around.known
    shown = claims.loc[[claim_id for claim_id in claim_ids if claim_id in known.index]]
    note = voc.Deed.DENIED_WITHIN.description if title.startswith(f"Countered by{_OWN_SIDE}") else ""
    return {
        "title": f"{title} ({len(claim_ids)})",
        "note": note,
        "elsewhere": [_elsewhere(claims, claim_id) for claim_id in claim_ids if claim_id not in known.index],
        "claims": [asdict(entry) for entry in entries(shown, known)],
    }


def _elsewhere(claims: pd.DataFrame, claim_id: str) -> dict[str, Any]:
    """Name a claim that cannot be shown: not yet published by then, or in a row that was refused."""
    if claim_id not in claims.index:
        return {"text": f"{claim_id}, whose row was refused", "page": "data", "parameters": {}}
    out = long_day(row_of(claims, claim_id)["reported_date"].date())
    return {"text": f"{claim_id}, published later: {out}", "page": "claim", "parameters": {"claim": [claim_id]}}


def _disputes(screen: Screen, claim: Row) -> dict[str, Any]:
    claim_id = str(claim["claim_id"])
    known = known_by(screen.view.answers.against(claim_id), screen.selection.known_by)
    found = find_disputes(known, about=known["claim_id"] == claim_id)
    listed = found.head(_MOST_DISPUTES)
    return {
        "title": f"Disputes it stands in ({len(found):,})",
        "empty": "" if len(found) else "No rule sets another claim known by then against it.",
        "joint": "with",
        "list": [_dispute(known, claim_id, row) for row in listed.to_dict("records")],
        "more": _more_disputes(claim, len(found) - len(listed)),
    }


def _dispute(known: pd.DataFrame, claim_id: str, row: dict[Any, Any]) -> dict[str, Any]:
    one, two = row["claim_ids"]
    other, rule = two if one == claim_id else one, voc.Rule(row["rule"])
    return {
        "label": rule.label,
        "meaning": rule.description,
        "dispute": row["dispute_id"],
        "other": other,
        "who": _speaker(row_of(known, other)),
    }


def _more_disputes(claim: Row, number: int) -> dict[str, Any] | None:
    if number <= 0:
        return None
    parameters = {"district": [claim["district"]] if claim["district"] else [], "dispute": [], "page": []}
    return {"text": f"{number:,} more on the page of disputes", "page": "disputes", "parameters": parameters}


def _citation(screen: Screen, around: _Around, claim: Row) -> str:
    """Write what somebody needs to find this claim again, and to know that it is the same one."""
    known = screen.selection.known_by if claim["claim_id"] in around.known.index else None
    cited = Selection(on=claim["event_date"].date(), claim=claim["claim_id"], known_by=known)
    base = (st.context.url or "").split("?")[0].rstrip("/").removesuffix("/claim")
    source = [claim["publisher"] or claim["agency"], claim["source_title"], claim["source_url"]]
    file, total = next(iter(screen.record.sums.items()))
    return "\n".join(
        [
            f"{_speaker(claim)}, published {long_day(claim['reported_date'].date())}. {claim['summary']}",
            f"Source: {', '.join(part for part in source if part) or 'not stated'}.",
            f"Claim {claim['claim_id']}{f', as known by {long_day(known)}' if known else ''}, in Claim Atlas "
            f"{__version__}, {file} with SHA-256 {total}.",
            f"{base}{permalink.address(cited, 'claim')}",
        ]
    )
