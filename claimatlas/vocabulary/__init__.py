"""The codes of the contract, each with its label and its description.

Comes in: the words of the workspace (``workspace``). Goes out: enumerations from which legend, filters, checks and
documentation are built. Refuses to know a column, and to name a side: sides have places.
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
    Subject,
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
from claimatlas.vocabulary.findings import Absence, Deed, Difference, EventKind, Freshness, Life, PlacedBy, Rule, Status
from claimatlas.vocabulary.sources import Credibility, Reliability, SourceCopy
from claimatlas.vocabulary.speakers import (
    ACROSS,
    ANALYST,
    BELLIGERENTS,
    FIRST,
    OTHERS,
    SECOND,
    Camp,
    Party,
    opposed_voices,
    parties_of,
)
from claimatlas.vocabulary.words import WORDS

__all__ = [
    "ACROSS",
    "ANALYST",
    "BELLIGERENTS",
    "FIRST",
    "GROUND_TYPES",
    "OTHERS",
    "SECOND",
    "WORDS",
    "Absence",
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
    "Difference",
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
    "Subject",
    "Tiles",
    "opposed_voices",
    "parties_of",
]
