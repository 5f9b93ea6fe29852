"""The legend: exactly the marks that occur, each with its words.

Comes in: which codes are on a map. Goes out: legend entries, in a fixed order.
Refuses to explain a mark that is not there, and to say who holds ground: only who is said to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimatlas import vocabulary as voc
from claimatlas.symbology import LOOKS, disc_radius, disc_steps, fill_label

_SIDES = tuple(camp.value for camp in voc.BELLIGERENTS)


@dataclass(frozen=True)
class LegendEntry:
    """One line of the legend."""

    symbol: str
    """``fill``, ``age``, ``conceded``, ``arrow``, ``milestone``, ``outline``, ``town``, ``river``, ``province``,
    ``frontier``, ``sector``, ``disc``, ``assessment``, ``title``."""
    code: str
    """Key of a ``Look`` for a fill, a ``Freshness`` for an age, a number of claims for a disc, a camp for an arrow, a
    concession, a sector or an assessment; empty for the rest."""
    label: str
    """Words on the map."""
    radius: float = 0.0
    """Radius of a disc, in pixels; 0 for the rest."""


CONTEXT_LEGEND: Mapping[voc.Layer | None, LegendEntry] = {
    voc.Layer.PROVINCES: LegendEntry("province", "", "Province of the record"),
    None: LegendEntry("frontier", "", "International boundary"),
    voc.Layer.RIVERS: LegendEntry("river", "", "River"),
    voc.Layer.TOWNS: LegendEntry("town", "", "Town"),
}
"""Marks of the surroundings, by the layer that hides them; None for what always stands."""


DISC_TITLE = "Claims made in the window, by camp of the speaker"


def disc_legend(camps: Iterable[str], most: int) -> tuple[LegendEntry, ...]:
    """List the camps on the discs and three sizes, under a title of their own; nothing without a disc.

    Parameters
    ----------
    camps : iterable of str
        Camps that made a claim.
    most : int
        What the largest disc stands for.
    """
    shown = set(camps)
    if not shown:
        return ()
    sectors = [LegendEntry("sector", camp.value, camp.label) for camp in voc.Camp if camp.value in shown]
    sizes = [
        LegendEntry("disc", str(number), f"{number:,}", round(disc_radius(number, most), 1))
        for number in disc_steps(most)
    ]
    return (LegendEntry("title", "", DISC_TITLE), *sectors, *sizes)


OVERLAY_TITLE = "Assessed by third parties (not part of the status)"


def assessment_legend(camps: Iterable[str]) -> tuple[LegendEntry, ...]:
    """List the marks of assessments under a title of their own; nothing without a mark.

    Parameters
    ----------
    camps : iterable of str
        Camps whose control or influence is assessed; empty text for an assessment that names no side.
    """
    shown = set(camps)
    marks = [
        LegendEntry("assessment", camp, f"Control or influence: {voc.Camp(camp).label}" if camp else "No side named")
        for camp in (*_SIDES, "")
        if camp in shown
    ]
    return (LegendEntry("title", "", OVERLAY_TITLE), *marks) if marks else ()


@dataclass(frozen=True)
class Occurring:
    """Which marks are on a map."""

    looks: frozenset[str] = frozenset()
    """Keys of the looks of its districts."""
    ages: frozenset[str] = frozenset()
    """Codes of ``Freshness``."""
    conceding: frozenset[str] = frozenset()
    """Camps that concede a district."""
    arrows: frozenset[str] = frozenset()
    """Camps whose approach arrows are on the map; empty text for claims that benefit no camp."""
    has_milestone: bool = False
    """Whether a milestone happens on the day."""
    place_chosen: bool = False
    """Whether a district is outlined as chosen."""
    is_filtered: bool = False
    """Whether a filter is set, so that silence may come from it."""
    hidden: frozenset[str] = frozenset()
    """Codes of layers that are not shown."""
    unknown: frozenset[str] = frozenset()
    """Symbols of surroundings of which the workspace holds none, or none is in sight."""

    def __or__(self, other: Occurring) -> Occurring:
        """Join the marks of two maps of the same layers and filters."""
        return Occurring(
            looks=self.looks | other.looks,
            ages=self.ages | other.ages,
            conceding=self.conceding | other.conceding,
            arrows=self.arrows | other.arrows,
            has_milestone=self.has_milestone or other.has_milestone,
            place_chosen=self.place_chosen or other.place_chosen,
            is_filtered=self.is_filtered or other.is_filtered,
            hidden=self.hidden & other.hidden,
            unknown=self.unknown & other.unknown,
        )


_AGES: Mapping[str, str] = {
    voc.Freshness.FRESH.value: "Latest live claim up to 3 days old",
    voc.Freshness.RECENT.value: "Latest live claim 4 to 14 days old: paler",
    voc.Freshness.STALE.value: "Latest live claim older than 14 days: palest",
}


def legend(on_map: Occurring) -> tuple[LegendEntry, ...]:
    """List exactly the marks that occur, in a fixed order."""
    entries = [
        LegendEntry("fill", key, fill_label(look, is_filtered=on_map.is_filtered))
        for key, look in LOOKS.items()
        if key in on_map.looks
    ]
    entries.sort(key=lambda entry: (entry.code == voc.Status.NO_REPORT.value, -len(LOOKS[entry.code].camps)))
    entries += [LegendEntry("age", code, words) for code, words in _AGES.items() if code in on_map.ages]
    for camp in _SIDES:
        if camp in on_map.conceding:
            words = f"Conceded by {voc.Camp(camp).in_sentence}: its own latest claim"
            entries.append(LegendEntry("conceded", camp, words))
    for camp in (*_SIDES, ""):
        if camp in on_map.arrows:
            who = voc.Camp(camp).label if camp else "A force"
            entries.append(LegendEntry("arrow", camp, f"{who} said to approach from this side"))
    if on_map.has_milestone:
        entries.append(LegendEntry("milestone", "", "Milestone on this day"))
    if on_map.place_chosen:
        entries.append(LegendEntry("outline", "", "Chosen district"))
    context = [
        entry
        for layer, entry in CONTEXT_LEGEND.items()
        if entry.symbol not in on_map.unknown and (layer is None or layer.value not in on_map.hidden)
    ]
    return (*entries, *context)
