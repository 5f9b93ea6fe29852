"""What the reader asked for: filters and clocks, applied to claims, and said in English.

Comes in: claims. Goes out: fewer claims, and the sentence that says which.
Refuses to know the page address (``permalink``) or what a district's status is (``state``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.places import Gazetteer
from claimatlas.settings import SETTINGS

FIRST_VIEW = SETTINGS.on
"""Day with which the record opens."""
DEFAULT_WINDOW = SETTINGS.window
WINDOWS: tuple[int | None, ...] = (7, 30, 90, None)
"""Windows offered on the page, in days; None is the whole record up to the day."""


@dataclass(frozen=True)
class Selection:
    """Everything that decides what is on the screen. An empty tuple means no restriction."""

    on: dt.date = FIRST_VIEW
    """Day shown (event clock)."""
    window: int | None = DEFAULT_WINDOW
    """Days up to and including ``on`` in which a claim is live; None has no lower limit."""
    known_by: dt.date | None = None
    """Last day of publication (knowledge clock); None has no limit."""
    parties: tuple[str, ...] = ()
    """Codes of ``Party``."""
    camps: tuple[str, ...] = ()
    """Codes of ``Camp`` of the speaker."""
    claim_types: tuple[str, ...] = ()
    """Codes of ``ClaimType``."""
    provinces: tuple[str, ...] = ()
    """P-codes."""
    districts: tuple[str, ...] = ()
    """P-codes."""
    since: dt.date | None = None
    """First event day kept (``from``); a claim counts when any of its days is in range."""
    until: dt.date | None = None
    """Last event day kept (``to``)."""
    place: str = ""
    """P-code of the district whose claims stand beside the map; no filter."""
    claim: str = ""
    """Claim that is read in words; no filter."""
    event: str = ""
    """Milestone that is read; no filter."""
    dispute: str = ""
    """Dispute that is read, by its stable identifier; no filter."""
    who: str = ""
    """Claimant whose statements are read, ``party/claimant``; no filter."""
    outcome: str = voc.Outcome.ANY.value
    """Which of these statements are listed; no filter."""
    rules: tuple[str, ...] = ()
    """Codes of ``Rule`` by which disputes are listed; no filter of claims."""
    between: str = voc.Between.ANYONE.value
    """Whose claims the disputes listed set against each other; no filter of claims."""
    page: int = 1
    """Page of a long list, from 1."""
    compare: str = voc.Comparison.KNOWLEDGE.value
    """What the two pictures of a comparison differ in."""
    versus_on: dt.date | None = None
    """Day of the second picture; None is the next day with claims."""
    versus_known_by: dt.date | None = None
    """Last day of publication of the second picture; None has no limit."""
    voice: str = voc.parties_of(voc.FIRST)[0].value
    """Party whose picture stands first, where two parties are compared."""
    versus_voice: str = voc.parties_of(voc.SECOND)[0].value
    """Party whose picture stands second."""
    extent: str = ""
    """Part of the map in sight, ``zoom/latitude/longitude``; empty text for the whole record."""
    rows: str = voc.Rows.ALL.value
    """Which rows the claims table lists; no filter."""
    order: str = voc.Order.DAY.value
    """In which order it lists them; no filter."""
    layers: tuple[str, ...] = ()
    """Codes of ``Layer`` that are shown beside the usual ones."""
    hidden: tuple[str, ...] = ()
    """Codes of usual layers that are not shown."""
    tiles: str = voc.Tiles.OFF.value
    """Code of ``Tiles``: map tiles from outside; off until the reader turns them on."""

    def shows(self, layer: voc.Layer) -> bool:
        """Whether a layer of the map is shown."""
        return layer.value not in self.hidden if layer.is_usual else layer.value in self.layers


@dataclass(frozen=True)
class CodeFilter:
    """One filter over codes: one row that knows its name, its column and its words."""

    key: str
    """Name in the page address and on the command line."""
    field: str
    """Field of ``Selection``."""
    column: str
    """Column of the claims it looks at."""
    label: str
    """Name on screen."""
    phrase: str
    """English, with ``{}`` where the names go and ``{s}`` where several need an s."""
    choices: Callable[[Gazetteer], Mapping[str, str]]
    """Legal codes with their labels, in the order of the vocabulary."""
    vocabulary: type[voc.Code] | None = None
    """Vocabulary of the codes; None for places."""

    def wanted(self, selection: Selection) -> tuple[str, ...]:
        """Return the codes the reader chose; empty for no restriction."""
        codes: tuple[str, ...] = getattr(selection, self.field)
        return codes

    def sentence(self, selection: Selection, gazetteer: Gazetteer) -> str:
        """Say in English what the filter keeps; empty text when it keeps everything."""
        codes = self.wanted(selection)
        if not codes:
            return ""
        names = self.choices(gazetteer)
        words = [self.vocabulary(code).in_sentence if self.vocabulary else names[code] for code in codes]
        return self.phrase.format(listed(words), s="s" if len(words) > 1 else "")


def _over(vocabulary: type[voc.Code], key: str, field: str, column: str, label: str, phrase: str) -> CodeFilter:
    names = {member.value: member.label for member in vocabulary}
    return CodeFilter(key, field, column, label, phrase, lambda _: names, vocabulary)


FILTERS: tuple[CodeFilter, ...] = (
    _over(voc.Party, "party", "parties", "party", "Party", "made by {}"),
    _over(voc.Camp, "camp", "camps", "camp", "Camp of the speaker", "from the camp{s} of {}"),
    _over(voc.ClaimType, "claim-type", "claim_types", "claim_type", "Claim type", "of type {}"),
    CodeFilter("province", "provinces", "province", "Province", "in the province{s} of {}", lambda g: g.province_names),
    CodeFilter("district", "districts", "district", "District", "in the district{s} of {}", lambda g: g.district_names),
)


NO_FILTER: Mapping[str, Any] = {code_filter.field: () for code_filter in FILTERS} | {"since": None, "until": None}
"""Fields of ``Selection`` that are filters, each without effect."""


def select(claims: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Keep the claims that pass every filter and had been published by ``known_by``.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record``.
    selection : Selection
        ``on`` and ``window`` do not restrict the claims here; see ``state.live_claims``.

    Returns
    -------
    DataFrame
        Same columns, index values and order; may be empty.
    """
    keep = is_selected(claims, selection)
    return claims if keep.all() else claims[keep]


def is_selected(claims: pd.DataFrame, selection: Selection) -> pd.Series:
    """Whether each claim passes every filter and had been published by ``known_by``; bool on the claims' index."""
    keep = pd.Series(data=True, index=claims.index)
    for code_filter in FILTERS:
        codes = code_filter.wanted(selection)
        if codes:
            keep &= claims[code_filter.column].isin(codes)
    if selection.since:
        keep &= claims["last_event_date"] >= pd.Timestamp(selection.since)
    if selection.until:
        keep &= claims["event_date"] <= pd.Timestamp(selection.until)
    return keep & is_known_by(claims, selection.known_by)


def is_known_by(claims: pd.DataFrame, day: dt.date | None) -> pd.Series:
    """Whether each claim had been published by the end of ``day``; bool on the claims' index, None is no limit."""
    if day is None:
        return pd.Series(data=True, index=claims.index)
    return claims["reported_date"] <= pd.Timestamp(day)


def known_by(claims: pd.DataFrame, day: dt.date | None) -> pd.DataFrame:
    """Keep the claims that had been published by the end of ``day``; all of them when it is None.

    Uses ``reported_date``. Columns, index values and order stay.
    """
    return claims if day is None else claims[is_known_by(claims, day)]


def filters_alone(selection: Selection) -> Selection:
    """Keep the filters and the knowledge clock, and nothing else of what the reader chose.

    What follows from these alone is the same on every day shown, and can be kept under them.
    """
    filters: dict[str, Any] = {code_filter.field: code_filter.wanted(selection) for code_filter in FILTERS}
    asked = Selection(known_by=selection.known_by, since=selection.since, until=selection.until)
    return replace(asked, **filters)


def is_filtered(selection: Selection) -> bool:
    """Whether any filter is set; the clocks are not filters."""
    return bool(any(f.wanted(selection) for f in FILTERS) or selection.since or selection.until)


def filter_sentence(selection: Selection, gazetteer: Gazetteer) -> str:
    """Say in English which claims pass, as in "Claims made by local officials, in the district of Khan Abad."."""
    phrases = [f.sentence(selection, gazetteer) for f in FILTERS] + [_range_phrase(selection)]
    said = [phrase for phrase in phrases if phrase]
    return f"Claims {', '.join(said)}." if said else "All claims."


def _range_phrase(selection: Selection) -> str:
    if selection.since and selection.until:
        return f"about events from {long_day(selection.since)} to {long_day(selection.until)}"
    if selection.since:
        return f"about events from {long_day(selection.since)} on"
    if selection.until:
        return f"about events up to {long_day(selection.until)}"
    return ""


def clock_sentence(selection: Selection) -> str:
    """Say in English which day is shown, how far back it looks, and what was known."""
    on = long_day(selection.on)
    reach = f"the {selection.window} days up to {on}" if selection.window != 1 else f"{on} alone"
    shown = reach if selection.window else f"everything claimed up to {on}"
    known = f"published by {long_day(selection.known_by)}" if selection.known_by else "whenever published"
    return f"The map shows {shown}, {known}."


def long_day(day: dt.date) -> str:
    """Write a day for readers: ``17 April 2016``, the same in every locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def listed(words: list[str]) -> str:
    """Join words for a sentence: ``a``, ``a or b``, ``a, b or c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
