"""How far a source and its information can be judged, and what copy was read."""

from __future__ import annotations

from claimatlas.vocabulary.coded import Code


class Reliability(Code):
    """Admiralty grade of a source. F is not the bottom of the scale."""

    A = "A", "Completely reliable"
    B = "B", "Usually reliable"
    C = "C", "Fairly reliable"
    D = "D", "Not usually reliable"
    E = "E", "Unreliable"
    F = "F", "Cannot be judged"


class Credibility(Code):
    """Admiralty grade of a piece of information. 6 is not the bottom of the scale."""

    CONFIRMED = "1", "Confirmed by other sources"
    PROBABLE = "2", "Probably true"
    POSSIBLE = "3", "Possibly true"
    DOUBTFUL = "4", "Doubtful"
    IMPROBABLE = "5", "Improbable"
    UNJUDGED = "6", "Cannot be judged"


class SourceCopy(Code):
    """What kind of copy of the document was read."""

    ORIGINAL = "original", "Original"
    SYNDICATED = "syndicated", "Syndicated"
    COPY = "copy", "Copy"
    EXCERPT = "excerpt", "Excerpt"
    AGGREGATOR = "aggregator", "Aggregator"
