"""What a claim says: what happened, where, when, how finely known."""

from __future__ import annotations

from typing import Self

from claimatlas.vocabulary.coded import Code, labelled
from claimatlas.vocabulary.words import WORDS


class ClaimKind(Code):
    """What a claim type does on the map."""

    GROUND = "ground", "Ground", "About who gains, holds or loses ground."
    ACTIVITY = "activity", "Activity", "Fighting with no gain claimed."
    FIGURES = "figures", "Figures", "Numbers of killed, wounded or captured."
    SPEECH = "speech", "Speech", "About other claims or about intent."
    OVERLAY = "overlay", "Overlay", "A third party's judgement of control; never part of the status."


class ClaimType(Code):
    """What the claimant says happened."""

    kind: ClaimKind

    def __new__(cls, code: str, label: str = "", description: str = "", kind: ClaimKind = ClaimKind.SPEECH) -> Self:
        """Add the kind to a member."""
        own = WORDS.claim_types.get(code, {})
        member = labelled(cls, code, own.get("label", label), own.get("description", description))
        member.kind = kind
        return member

    ADVANCE = (
        "advance",
        "Advance",
        "Gained ground or moves toward a place, without saying that it is held.",
        ClaimKind.GROUND,
    )
    CAPTURE = "capture", "Capture", "Took a place.", ClaimKind.GROUND
    RECAPTURE = "recapture", "Recapture", "Took a place back.", ClaimKind.GROUND
    HOLD = "hold", "Hold", "Holds or still controls a place.", ClaimKind.GROUND
    BESIEGE = "besiege", "Besiege", "Surrounds or attacks a place from named sides.", ClaimKind.GROUND
    REPEL = "repel", "Repel", "Drove an attack back.", ClaimKind.GROUND
    WITHDRAW = "withdraw", "Withdraw", "Left a place.", ClaimKind.GROUND
    SURRENDER = "surrender", "Surrender", "Fighters gave themselves up.", ClaimKind.GROUND
    ATTACK = "attack", "Attack", "Fighting, ambush, strike or assault with no gain claimed.", ClaimKind.ACTIVITY
    LOSSES = "losses", "Losses", "Killed, wounded or captured.", ClaimKind.FIGURES
    DENIAL = "denial", "Denial", "Says that another claim is false, and names which.", ClaimKind.SPEECH
    ASSESSMENT = (
        "assessment",
        "Assessment",
        "A third party's judgement of who controls or influences a place.",
        ClaimKind.OVERLAY,
    )
    VERIFICATION = "verification", "Verification", "Says what could or could not be verified.", ClaimKind.SPEECH
    STATEMENT = "statement", "Statement", "Everything else: intent, warning, justification, appeal.", ClaimKind.SPEECH


GROUND_TYPES: frozenset[ClaimType] = frozenset(kind for kind in ClaimType if kind.kind is ClaimKind.GROUND)


class Extent(Code):
    """How much of the place a claim is about."""

    PROVINCE = "province", "Province"
    DISTRICT = "district", "District"
    CITY = "city", "City"
    PART = "part", "Part", "A part of the place; a district centre is a part."
    SITE = "site", "Site", "Named buildings or positions."


class PlacePrecision(Code):
    """How finely the source names the place."""

    SITE = "site", "Site"
    DISTRICT = "district", "District"
    DISTRICT_INFERRED = "district_inferred", "District, inferred", "The district follows from the text, unnamed."
    PROVINCE = "province", "Province"
    COUNTRY = "country", "Country"
    UNKNOWN = "unknown", "Not stated"

    @property
    def names_district(self) -> bool:
        """Whether the source itself names one district or a place inside one."""
        return self in (PlacePrecision.SITE, PlacePrecision.DISTRICT)

    @property
    def has_no_place(self) -> bool:
        """Whether the source names no place finer than the country."""
        return self in (PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN)


class DatePrecision(Code):
    """How finely the day is known (UCDP GED ``date_prec``)."""

    span_days: int

    def __new__(cls, code: str, label: str = "", description: str = "", span_days: int = 1) -> Self:
        """Add the span, in days, to a member."""
        member = labelled(cls, code, label, description)
        member.span_days = span_days
        return member

    DAY = "1", "Exact day", "The day is known.", 1
    DAYS = "2", "Within 2 to 6 days", "The day lies within two to six days.", 6
    WEEK = "3", "Within a week", "The day lies within a week.", 7
    MONTH = "4", "Within a month", "The day lies within a month.", 30
    YEAR = "5", "Within a year", "The day lies within a year.", 365


class Approach(Code):
    """Side from which forces come. ``bearing`` is in degrees clockwise from north."""

    bearing: int

    def __new__(cls, code: str, label: str = "", description: str = "", bearing: int = 0) -> Self:
        """Add the bearing, in degrees, to a member."""
        member = labelled(cls, code, label, description)
        member.bearing = bearing
        return member

    N = "N", "from the north", "", 0
    NE = "NE", "from the north-east", "", 45
    E = "E", "from the east", "", 90
    SE = "SE", "from the south-east", "", 135
    S = "S", "from the south", "", 180
    SW = "SW", "from the south-west", "", 225
    W = "W", "from the west", "", 270
    NW = "NW", "from the north-west", "", 315


class CasualtyParty(Code):
    """Whose killed, wounded or captured a figure counts."""

    many: str
    """Behind a number."""
    one: str
    """Behind a one."""

    def __new__(
        cls, code: str, label: str = "", description: str = "", many: str = "", one: str = ""
    ) -> Self:  # the form of a member
        """Add what stands behind a number to a member."""
        member = labelled(cls, code, label, description)
        member.many = many or member.in_sentence
        member.one = one or member.many
        return member

    vars().update(
        {
            one.name: (one.code, one.label, one.description, one.more.get("many", ""), one.more.get("one", ""))
            for one in WORDS.casualties
        }
    )
