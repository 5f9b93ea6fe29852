"""The codes of the contract, each with its label and its description.

Comes in: nothing. Goes out: enumerations from which legend, filters, checks and documentation are built.
Refuses to know a file, a column or a colour.
"""

from claimatlas.vocabulary.choices import (
    Between,
    Comparison,
    Group,
    Layer,
    Order,
    Outcome,
    Paper,
    Resolution,
    Rows,
    Tiles,
)
from claimatlas.vocabulary.claims import (
    GROUND_TYPES,
    Approach,
    CasualtyParty,
    ClaimKind,
    ClaimType,
    DatePrecision,
    Extent,
    PlacePrecision,
)
from claimatlas.vocabulary.coded import Code
from claimatlas.vocabulary.findings import Deed, EventKind, Freshness, Life, PlacedBy, Rule, Status
from claimatlas.vocabulary.sources import Credibility, Reliability, SourceCopy
from claimatlas.vocabulary.speakers import BELLIGERENTS, Camp, Party

__all__ = [
    "BELLIGERENTS",
    "GROUND_TYPES",
    "Approach",
    "Between",
    "Camp",
    "CasualtyParty",
    "ClaimKind",
    "ClaimType",
    "Code",
    "Comparison",
    "Credibility",
    "DatePrecision",
    "Deed",
    "EventKind",
    "Extent",
    "Freshness",
    "Group",
    "Layer",
    "Life",
    "Order",
    "Outcome",
    "Paper",
    "Party",
    "PlacePrecision",
    "PlacedBy",
    "Reliability",
    "Resolution",
    "Rows",
    "Rule",
    "SourceCopy",
    "Status",
    "Tiles",
]
