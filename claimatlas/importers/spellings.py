"""Spellings that the gazetteer does not know: what is spelt similarly, for a person to accept one by one.

Comes in: ``Unknown`` spellings. Goes out: suggestions; what a person accepts, checked.
Refuses to accept anything by itself, and a spelling that already means another place.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from claimatlas.errors import UsageError, shown
from claimatlas.importers.locating import Unknown
from claimatlas.places import Gazetteer, spelling_key

LOOKED_UP = 300
"""So many spellings get suggestions; beyond that it is another region's file and no question of spelling."""
_LIKE_ENOUGH = 60.0
_SUGGESTED = 3


@dataclass(frozen=True)
class Suggestion:
    """A known place whose name is similar."""

    pcode: str
    """Its P-code."""
    name: str
    """Its name in the gazetteer."""
    spelling: str
    """The known spelling that is similar, as the gazetteer compares it."""
    likeness: int
    """From 0 to 100."""


def suggest(unknown: Unknown, gazetteer: Gazetteer) -> tuple[Suggestion, ...]:
    """Return known places that are spelt similarly, most similar first; inside the province where one is named."""
    if unknown.is_province:
        known, names = gazetteer.provinces_by_key, gazetteer.province_names
    else:
        names = gazetteer.district_names
        known = {
            key: inside
            for key, pcodes in gazetteer.districts_by_key.items()
            if (inside := tuple(p for p in pcodes if gazetteer.province_of[p] == unknown.province))
        }
    asked = spelling_key(unknown.spelling.casefold().replace("district", "").replace("province", ""))
    found: dict[str, Suggestion] = {}
    for key, likeness, _ in process.extract(
        asked, list(known), scorer=fuzz.ratio, limit=_SUGGESTED * 4, score_cutoff=_LIKE_ENOUGH
    ):
        for pcode in known[key]:
            found.setdefault(pcode, Suggestion(pcode, names[pcode], key, round(likeness)))
    return tuple(found.values())[:_SUGGESTED]


def accepted(spelling: str, pcode: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Return a spelling and the place somebody says it means, checked.

    Raises
    ------
    UsageError
        When there is no such place, the spelling has no letters or a sign that separates spellings, or it already
        means another place of the same kind and province.
    """
    known = gazetteer.district_names | gazetteer.province_names
    if pcode not in known:
        raise UsageError(f"{shown(pcode)} is no P-code of the gazetteer.")
    text = " ".join(spelling.split())
    if not spelling_key(text) or "|" in text or not text.isprintable():
        raise UsageError(f"{shown(spelling)} is no spelling that can be kept.")
    if pcode in gazetteer.district_names:
        now = gazetteer.district(text, gazetteer.province_of[pcode])
    else:
        now = gazetteer.province(text)
    if now and now != pcode:
        raise UsageError(f"{shown(text)} is already a spelling of {known[now]} ({now}).")
    return text, pcode
