"""Every column of the contract, once: its kind and its meaning.

Comes in: nothing. Goes out: the tables from which loading, checks, data dictionary and exports are built.
Refuses to read or check anything itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimatlas import vocabulary as voc
from claimatlas.kinds import (
    Beneficiary,
    Coded,
    Day,
    Degrees,
    Identifier,
    Identifiers,
    Kind,
    Pcode,
    Text,
    WebAddress,
    Whole,
)

MAX_QUOTE_WORDS = 12


@dataclass(frozen=True)
class Column:
    """One column of a table of the contract."""

    name: str
    """Name in the header row."""
    kind: Kind
    """What it holds."""
    meaning: str
    """What it means, for the data dictionary."""
    required: bool = False
    """Whether an empty cell is a problem; elsewhere an empty cell means "not stated"."""


@dataclass(frozen=True)
class Table:
    """One file of the contract."""

    name: str
    """Name of the file without its ending."""
    key: str
    """Column that identifies a row."""
    columns: tuple[Column, ...]
    """In the order in which they are written."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def by_name(self) -> Mapping[str, Column]:
        """Columns by their name."""
        return {column.name: column for column in self.columns}


FIGURES = ("killed", "wounded", "captured")


def _figure_columns() -> tuple[Column, ...]:
    columns: list[Column] = []
    for figure in FIGURES:
        columns += [
            Column(f"{figure}_min", Whole(), f"Least number {figure}; alone it means at least."),
            Column(f"{figure}_max", Whole(), f"Greatest number {figure}; empty when the claim has no upper bound."),
            Column(f"{figure}_party", Coded(voc.CasualtyParty), f"Whose {figure} are counted."),
        ]
    return tuple(columns)


CLAIMS = Table(
    "claims",
    key="claim_id",
    columns=(
        Column("claim_id", Identifier(), "Stable identifier; never reused.", required=True),
        Column(
            "statement_id",
            Identifier(),
            "Shared by rows split out of one statement: count statements, not rows.",
            required=True,
        ),
        Column("event_date", Day(), "First day of what is claimed to have happened (event clock).", required=True),
        Column("event_date_end", Day(), "Last day; empty for a single day."),
        Column("date_precision", Coded(voc.DatePrecision), "How finely the day is known (UCDP GED).", required=True),
        Column(
            "reported_date",
            Day(),
            "Day the claim was published (knowledge clock); never before event_date.",
            required=True,
        ),
        Column("party", Coded(voc.Party), "Who speaks.", required=True),
        Column("claimant", Text(), "Person or body quoted.", required=True),
        Column("claimant_role", Text(), "Office or description given by the source."),
        Column("claim_type", Coded(voc.ClaimType), "What the claimant says happened.", required=True),
        Column("extent", Coded(voc.Extent), "How much of the place; empty if not about ground."),
        Column("beneficiary", Beneficiary(), "Camp that gains or keeps ground if the claim is true."),
        Column("adm1_pcode", Pcode(), "Province."),
        Column("adm2_pcode", Pcode(), "District; empty when the source names none."),
        Column("place_as_reported", Text(), "Spelling of the source."),
        Column("place_precision", Coded(voc.PlacePrecision), "How finely the source names the place.", required=True),
        Column("longitude", Degrees(180), "Only when the source gives a point; EPSG:4326."),
        Column("latitude", Degrees(90), "Only when the source gives a point; EPSG:4326."),
        Column("approach", Coded(voc.Approach), "Side from which forces approach the place."),
        *_figure_columns(),
        Column("counters", Identifiers(), "Claims that this one denies or contradicts."),
        Column("confirms", Identifiers(), "Claims that this one bears out."),
        Column("source_reliability", Coded(voc.Reliability), "Admiralty grade of the source.", required=True),
        Column("information_credibility", Coded(voc.Credibility), "Admiralty grade of the claim.", required=True),
        Column("summary", Text(), "One sentence in our own words.", required=True),
        Column("quote", Text(), f"At most {MAX_QUOTE_WORDS} words of the speaker."),
        Column("publisher", Text(), "Who published."),
        Column("agency", Text(), "Which agency wrote it."),
        Column("source_title", Text(), "Title of the document."),
        Column("source_date", Day(), "Day printed on the document."),
        Column("source_url", WebAddress(), "Address of the document; a link only when http or https."),
        Column("source_copy", Coded(voc.SourceCopy), "What kind of copy was read."),
        Column("event_id", Identifier(), "Milestone the claim belongs to."),
        Column("notes", Text(), "Ambiguities, second figures, how a day or place was read."),
    ),
)

EVENTS = Table(
    "events",
    key="event_id",
    columns=(
        Column("event_id", Identifier(), "Stable identifier.", required=True),
        Column("date", Day(), "First day.", required=True),
        Column("date_end", Day(), "Last day; empty for one day."),
        Column("title", Text(), "Short name for the timeline.", required=True),
        Column("adm2_pcodes", Identifiers(), "Districts, joined by ;."),
        Column("kind", Coded(voc.EventKind), "What it is about.", required=True),
        Column("summary", Text(), "Who says what happened; neutral.", required=True),
        Column("claim_ids", Identifiers(), "Supporting claims, joined by ;."),
    ),
)
