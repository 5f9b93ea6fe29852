"""Everything that a map of one selection says, before anyone draws it.

Comes in: a ``Record`` and a ``Selection``. Goes out: ``View``, which screen, snapshots and command line share.
Refuses to draw.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from claimatlas import marks
from claimatlas import vocabulary as voc
from claimatlas.answers import Answers, answers_of
from claimatlas.legend import LegendEntry, Occurring, assessment_legend, disc_legend, legend
from claimatlas.marks import Arrow, Assessment, Disc, Milestone
from claimatlas.passing import Near
from claimatlas.record import Record
from claimatlas.selection import Selection, clock_sentence, filter_sentence, is_filtered, long_day
from claimatlas.state import DECIDING, freshness, states_of
from claimatlas.symbology import LOOKS, fill_label, look_of

_SURROUNDINGS = {"frontier": "boundaries", "river": "rivers", "town": "towns"}
"""Layer behind each symbol of the legend that a workspace may have nothing for."""
NOT_FACTS = "A claim is not a fact; silence is not control."


@dataclass(frozen=True)
class Counts:
    """How many claims stand behind the view, and how many cannot stand on a map."""

    claims: int
    """Claims that pass the filters and the knowledge clock."""
    statements: int | None
    """Statements these rows were split out of; None where they are not counted."""
    no_district: int
    """Of these, claims without a district."""
    live: int
    """Claims that decide a status on the day."""
    coarse: int
    """Claims left off the status only because their day is known less finely than the window is wide."""
    refused: int
    """Rows of the file that failed the check."""

    @property
    def passing(self) -> str:
        """Claims and statements in words."""
        claims = counted(self.claims, "claim")
        return f"{claims} in {counted(self.statements, 'statement')}" if self.statements is not None else claims


@dataclass(frozen=True)
class View:
    """One selection of one record, worked out."""

    record: Record
    """What was asked."""
    selection: Selection
    """What was asked for."""

    @cached_property
    def answers(self) -> Answers:
        """What the record answers under the selection, wherever its claims lie."""
        return answers_of(self.record, self.selection)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Claims that pass the filters and the knowledge clock."""
        return self.answers.rows()

    @cached_property
    def known(self) -> pd.DataFrame:
        """Claims published by the knowledge clock, whatever the filters."""
        return self.answers.known()

    @cached_property
    def near(self) -> Near:
        """Claims of the window that pass."""
        return self.answers.within(self.selection.on, self.selection.window)

    @cached_property
    def live(self) -> pd.DataFrame:
        """Claims that decide a status on the day, with the columns that do."""
        return self.near.cells[self.near.is_live]

    @cached_property
    def states(self) -> pd.DataFrame:
        """One row per district; see ``state.district_states``."""
        live = self.near.cells[list(DECIDING)][self.near.is_live]
        return states_of(live, self.record.places.districts.index)

    @cached_property
    def looks(self) -> dict[str, str]:
        """Key of the look by district P-code."""
        return {str(pcode): look_of(claim_ids).key for pcode, claim_ids in self.states["claim_ids"].items()}

    @cached_property
    def freshness(self) -> dict[str, str]:
        """Code of ``Freshness`` by district P-code; empty text where no claim is live."""
        found = freshness(self.states["latest_event_date"], self.selection.on)
        return {str(pcode): code for pcode, code in found.items()}

    @cached_property
    def conceding(self) -> dict[str, str]:
        """Camp whose latest live claim goes against its own side, by district P-code; conceded districts alone."""
        conceded = self.states[self.states["conceded"]]
        speakers = self.near.cells["camp"].reindex(conceded["latest_claim_id"])
        return dict(zip(map(str, conceded.index), map(str, speakers), strict=True))

    @cached_property
    def latest(self) -> pd.DataFrame:
        """The latest claim of each camp about each district in the window; see ``marks.latest_by_camp``."""
        return marks.latest_by_camp(self.near.cells)

    @cached_property
    def discs(self) -> tuple[Disc, ...]:
        """How many claims each camp makes about each district; nothing while that layer is off."""
        return marks.discs(self.latest) if self.selection.shows(voc.Layer.CLAIMS) else ()

    @cached_property
    def most_claims(self) -> int:
        """What the largest disc of the record stands for; the same on every day and under every filter."""
        return self.answers.most_claims(self.selection.window) if self.discs else 0

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """Milestones of the day, one for each of their districts; nothing while that layer is off."""
        is_shown = self.selection.shows(voc.Layer.MILESTONES)
        return marks.milestones(self.record.events, self.selection.on) if is_shown else ()

    @cached_property
    def arrows(self) -> tuple[Arrow, ...]:
        """Approaches named by claims of the window, ordered by district, side and camp; part of the status's layer."""
        is_shown = self.selection.shows(voc.Layer.STATUS)
        return marks.arrows(self.near.cells[self.near.is_fine]) if is_shown else ()

    @cached_property
    def assessments(self) -> pd.DataFrame:
        """Third parties' judgements of control in the window, with or without a district."""
        return self.near.rows(self.near.is_assessment)

    @property
    def assessment_count(self) -> int:
        """How many assessments there are."""
        return int(self.near.is_assessment.sum())

    @cached_property
    def assessment_marks(self) -> tuple[Assessment, ...]:
        """What the layer of assessments shows, ordered by district and camp; nothing while it is off."""
        is_shown = self.selection.shows(voc.Layer.ASSESSMENTS)
        return marks.assessments(self.near.cells[self.near.is_assessment]) if is_shown else ()

    @cached_property
    def overlay_legend(self) -> tuple[LegendEntry, ...]:
        """The marks of layers that lie over the status, apart from its legend, each under a title of its own."""
        return (
            *disc_legend((camp for disc in self.discs for camp in disc.counts), self.most_claims),
            *assessment_legend(mark.camp for mark in self.assessment_marks),
        )

    @cached_property
    def counts(self) -> Counts:
        """Numbers for the line beside the map."""
        return Counts(
            claims=self.answers.count,
            statements=self.answers.statement_count,
            no_district=self.answers.unplaced_count,
            live=int(self.near.is_live.sum()),
            coarse=int(self.near.is_coarse.sum()),
            refused=len(self.record.checked_claims.refused),
        )

    @cached_property
    def legend(self) -> tuple[LegendEntry, ...]:
        """Exactly the marks that occur."""
        return self.legend_of(frozenset(self.looks))

    def legend_of(self, pcodes: Set[str], absent: frozenset[str] = frozenset()) -> tuple[LegendEntry, ...]:
        """List exactly the marks that occur in some districts; see ``occurring``."""
        return legend(self.occurring(pcodes, absent))

    def occurring(self, pcodes: Set[str], absent: frozenset[str] = frozenset()) -> Occurring:
        """Tell which marks occur in some districts.

        Parameters
        ----------
        pcodes : set of str
            Districts in sight.
        absent : frozenset of str, optional
            Symbols of surroundings of which nothing is in sight.
        """
        shown = pcodes if self.selection.shows(voc.Layer.STATUS) else frozenset()
        return Occurring(
            looks=frozenset(look for pcode, look in self.looks.items() if pcode in shown),
            ages=frozenset(code for pcode, code in self.freshness.items() if code and pcode in shown),
            conceding=frozenset(camp for pcode, camp in self.conceding.items() if pcode in shown),
            arrows=frozenset(arrow.camp for arrow in self.arrows if arrow.district in pcodes),
            has_milestone=any(mark.district in pcodes for mark in self.milestones),
            place_chosen=self.selection.place in pcodes,
            is_filtered=self.is_filtered,
            hidden=frozenset(self.selection.hidden),
            unknown=absent | self.unknown_surroundings,
        )

    @property
    def unknown_surroundings(self) -> frozenset[str]:
        """Symbols of the legend that the workspace has nothing for."""
        layers = self.record.places.layers
        return frozenset(symbol for symbol, layer in _SURROUNDINGS.items() if layers[layer].empty)

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is set or the knowledge clock is, so that a silent district may have reports elsewhere."""
        return is_filtered(self.selection) or self.selection.known_by is not None

    def fill_label(self, pcode: str) -> str:
        """Say in words how a district is filled."""
        return fill_label(LOOKS[self.looks[pcode]], is_filtered=self.is_filtered)

    @property
    def title(self) -> str:
        """Title of the map: the provinces and the day."""
        provinces = " and ".join(self.record.places.gazetteer.province_names.values())
        return f"{provinces}: claims on {long_day(self.selection.on)}"

    @property
    def filter_sentence(self) -> str:
        """Which claims are shown."""
        return filter_sentence(self.selection, self.record.places.gazetteer)

    @property
    def clock_sentence(self) -> str:
        """Which days are shown and what was known."""
        return clock_sentence(self.selection)

    @property
    def count_sentence(self) -> str:
        """How many claims are shown, and how many cannot be."""
        c = self.counts
        said = [
            c.passing,
            counted(c.live, "decides the map", "decide the map"),
            counted(c.no_district, "names no district", "name no district"),
        ]
        if c.coarse:
            said.append(f"{c.coarse} left off because their day is known less finely than the window")
        if c.refused:
            said.append(f"{counted(c.refused, 'row')} of the file refused")
        return "; ".join(said) + "."

    @cached_property
    def coarse(self) -> pd.DataFrame:
        """Claims left off the status only because their day is known less finely than the window is wide."""
        return self.near.rows(self.near.is_coarse)

    @property
    def rows(self) -> pd.DataFrame:
        """Claims that the claims table lists."""
        if self.selection.rows == voc.Rows.LIVE:
            return self.whole(self.live)
        if self.selection.rows == voc.Rows.NO_DISTRICT:
            return self.answers.about("")
        return self.coarse if self.selection.rows == voc.Rows.COARSE else self.claims

    @property
    def row_count(self) -> int:
        """How many claims the claims table lists."""
        counts = self.counts
        by_rows = {voc.Rows.LIVE: counts.live, voc.Rows.COARSE: counts.coarse, voc.Rows.NO_DISTRICT: counts.no_district}
        return by_rows.get(voc.Rows(self.selection.rows), counts.claims)

    def days_about(self, pcode: str) -> pd.DataFrame:
        """Return the days on which claims about a district begin, ``event_date``, in their order."""
        return self.answers.days_about(pcode)

    def claims_about(self, pcode: str) -> pd.DataFrame:
        """Return the claims about a district in the window, latest first."""
        return self.latest_of(self.about(pcode))

    def about(self, pcode: str) -> pd.DataFrame:
        """Return the deciding columns of the claims about a district in the window: of every type, however coarse."""
        return self.near.cells[self.near.cells["district"] == pcode]

    def latest_of(self, some: pd.DataFrame, most: int | None = None) -> pd.DataFrame:
        """Return some claims of the window whole, latest first; no more than ``most`` of them."""
        ordered = some.sort_values(["last_event_date", "reported_date", "claim_id"], ascending=False)
        return self.whole(ordered[:most])

    def whole(self, some: pd.DataFrame) -> pd.DataFrame:
        """Return some claims of the window with all their columns; their order stays."""
        is_one = pd.Series(self.near.cells.index.isin(some.index), self.near.cells.index)
        return self.near.rows(is_one).loc[some.index]


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: ``1 claim``, ``2,000 claims``; ``plural`` where an s does not make it."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
