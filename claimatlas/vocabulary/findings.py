"""What the atlas works out from claims, and what milestones are about."""

from __future__ import annotations

from typing import Self

from claimatlas.vocabulary.coded import Code, labelled
from claimatlas.vocabulary.speakers import BELLIGERENTS
from claimatlas.vocabulary.words import WORDS


class EventKind(Code):
    """What a milestone is about."""

    OFFENSIVE = "offensive", "Offensive"
    CAPTURE = "capture", "Capture"
    RECAPTURE = "recapture", "Recapture"
    STRIKE = "strike", "Strike"
    ANNOUNCEMENT = "announcement", "Announcement"
    WITHDRAWAL = "withdrawal", "Withdrawal"
    SURRENDER = "surrender", "Surrender"


class Status(Code):
    """What the live claims of a district say together."""

    NO_REPORT = "no_report", "No report", f"No live claim. Silence is {WORDS.silence}."
    vars().update(
        {
            camp.name: (camp.value, f"{camp.label} claim only", f"Every live claim benefits {camp.in_sentence}.")
            for camp in BELLIGERENTS
        }
    )
    CONTESTED = "contested", "Contested", "Live claims benefit two camps or more."


class Freshness(Code):
    """How old the latest live claim of a district is on the day shown."""

    days: int | None
    """Greatest age in days; None for the rest."""

    def __new__(cls, code: str, label: str = "", description: str = "", days: int | None = None) -> Self:
        """Add the age to a member."""
        member = labelled(cls, code, label, description)
        member.days = days
        return member

    FRESH = "fresh", "Fresh", "The latest live claim is about the last 3 days.", 3
    RECENT = "recent", "Recent", "The latest live claim is 4 to 14 days old.", 14
    STALE = "stale", "Stale", "The latest live claim is more than 14 days old."


class PlacedBy(Code):
    """How a claim came to its district."""

    PCODE = "p_code", "P-code"
    SPELLING = "spelling", "Spelling in the gazetteer"
    POINT = "point", "Point in polygon"
    NONE = "none", "No district", "The source names no district, or none that the gazetteer knows."


class Rule(Code):
    """What sets two claims against each other."""

    EXPLICIT_COUNTER = (
        "explicit_counter",
        "Countered by name",
        "One claim names the other and denies or contradicts it.",
    )
    OPPOSED_GROUND = (
        "opposed_ground",
        "Opposed on the ground",
        "Two sides of the fighting each speak of ground in one district, for different camps, on first days at most "
        "three apart. The later claim may answer the earlier one, or only follow it.",
    )
    FIGURES_DIFFER = (
        "figures_differ",
        "Figures differ",
        "Of one milestone in one district, different camps count the same kind of losses of the same party, and their "
        "ranges do not meet.",
    )
    PART_OR_WHOLE = (
        "part_or_whole",
        "A part or the whole",
        "Of one milestone in one district, two claims give ground to the same camp: one a part or a site, the other "
        "the city or the district.",
    )
    SAME_GROUND_OTHER_CAUSE = (
        "same_ground_other_cause",
        "Same ground, other cause",
        "Of one milestone in one district, two claims give ground to the same camp: one says that it was taken, the "
        "other that it was left.",
    )


class Life(Code):
    """How a claim stands."""

    CLAIMED = "claimed", "Claimed", "Nobody else has countered it or borne it out, as far as the record knows."
    COUNTERED = "countered", "Countered", "A claim of another camp counters it."
    CORROBORATED = (
        "corroborated",
        "Corroborated",
        "A claim of another camp, or of an observer who is not the claimant, confirms it.",
    )
    CONCEDED = (
        "conceded",
        "Conceded",
        "A fighting camp says it although the ground would be another's, or confirms that ground went to another.",
    )
    DISPUTED = "disputed", "Disputed", "Countered, and also corroborated or conceded."


class Deed(Code):
    """What a claim did to another, or its own publication to itself."""

    CLAIMED = "claimed", "Claimed", "It was published."
    COUNTERED = "countered", "Countered", "A claim of another camp counters it."
    CORROBORATED = "corroborated", "Corroborated", "Another camp, or an observer who is not the claimant, confirms it."
    CONCEDED = "conceded", "Conceded", "A fighting camp that would not gain by it says so."
    DENIED_WITHIN = (
        "denied_within",
        "Denied within its camp",
        "A claim of the same camp counters it, which changes nothing in how it stands.",
    )


class Difference(Code):
    """How a district differs between two pictures."""

    STATUS = "status", "The status differs", "Not the same camps have a live claim."
    CLAIMS = "claims", "Same status, other claims", "The same camps have live claims, but not the same ones."


class Absence(Code):
    """Why a claim that is live in one picture is not live in the other."""

    PUBLISHED_LATER = "published_later", "Published later", "The other picture ends before its day of publication."
    NOT_YET = "not_yet", "Not yet", "It is about days after the one that the other picture shows."
    NO_LONGER = "no_longer", "No longer", "It is about days before the window of the other picture."
    TOO_COARSE = "too_coarse", "Too coarse", "Its day is known less finely than the other window is wide."
    OTHER_PARTY = "other_party", "Another party", "The other picture is of other parties."
    FILTERED = "filtered", "Filtered out", "The filters of the other picture leave it out."
