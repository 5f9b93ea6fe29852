"""The codes of the contract, each with its label and its description.

Comes in: nothing. Goes out: enumerations from which legend, filters, checks and documentation are built.
Refuses to know a file, a column or a colour.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self, TypeVar

_CodeT = TypeVar("_CodeT", bound="Code")


class Code(StrEnum):
    """A code of the contract that knows how to name itself.

    Members are written as ``code, label, description``. The defaults are there for type checkers alone, which
    read looking a member up, ``Camp("taliban")``, as making one.
    """

    label: str
    description: str

    def __new__(cls, code: str, label: str = "", description: str = "") -> Self:
        """Keep the code as the text of the member, and its words beside it."""
        return _labelled(cls, code, label, description)

    @property
    def in_sentence(self) -> str:
        """The label as it stands inside a sentence: ``the Taliban``, ``local officials``."""
        return _IN_SENTENCE.get(self.label) or f"{self.label[:1].lower()}{self.label[1:]}"


_IN_SENTENCE = {
    "Taliban": "the Taliban",
    "Government": "the government",
    "Islamic State": "Islamic State",
    "United Nations": "the United Nations",
}


def _labelled(cls: type[_CodeT], code: str, label: str, description: str) -> _CodeT:
    member = str.__new__(cls, code)
    member._value_ = code
    member.label = label
    member.description = description
    return member


class Camp(Code):
    """Side of the conflict; observers are everybody who does not fight."""

    TALIBAN = "taliban", "Taliban", "The Taliban, their spokesmen and commanders."
    GOVERNMENT = "government", "Government", "The government, its forces and officials, and the forces allied with it."
    ISKP = "iskp", "Islamic State", "Islamic State Khorasan Province."
    OBSERVER = "observer", "Observers", "United Nations, aid groups, media, analysts, residents, social media."

    @property
    def is_belligerent(self) -> bool:
        """Whether the camp fights, and so can gain or lose ground."""
        return self is not Camp.OBSERVER


BELLIGERENTS: tuple[Camp, ...] = tuple(camp for camp in Camp if camp.is_belligerent)


class Party(Code):
    """Who speaks. Each party belongs to one camp."""

    camp: Camp

    def __new__(cls, code: str, label: str = "", description: str = "", camp: Camp = Camp.OBSERVER) -> Self:
        """Add the camp to a member."""
        member = _labelled(cls, code, label, description)
        member.camp = camp
        return member

    TALIBAN = "taliban", "Taliban", "The Taliban, their spokesmen and commanders.", Camp.TALIBAN
    GOVERNMENT = (
        "government",
        "Government",
        "Ministries, national spokesmen, army and police spokesmen.",
        Camp.GOVERNMENT,
    )
    LOCAL_OFFICIAL = (
        "local_official",
        "Local officials",
        "Governors, district and police chiefs, councillors: they often contradict the ministries.",
        Camp.GOVERNMENT,
    )
    INTERNATIONAL_FORCES = (
        "international_forces",
        "International forces",
        "US and NATO forces (Resolute Support).",
        Camp.GOVERNMENT,
    )
    ISKP = "iskp", "Islamic State", "Islamic State Khorasan Province.", Camp.ISKP
    UN = "un", "United Nations", "Missions and agencies of the United Nations.", Camp.OBSERVER
    NGO = "ngo", "Aid and rights groups", "Non-governmental organisations.", Camp.OBSERVER
    MEDIA = "media", "Media", "News media in their own voice.", Camp.OBSERVER
    ANALYST = "analyst", "Analysts", "Researchers and analysts.", Camp.OBSERVER
    RESIDENT = "resident", "Residents", "People who live there.", Camp.OBSERVER
    SOCIAL_MEDIA = "social_media", "Social media", "Posts whose author is not otherwise known.", Camp.OBSERVER


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
        member = _labelled(cls, code, label, description)
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
        member = _labelled(cls, code, label, description)
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
        member = _labelled(cls, code, label, description)
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

    TALIBAN = "taliban", "Taliban"
    GOVERNMENT_FORCES = "government_forces", "Government forces"
    ISKP = "iskp", "Islamic State"
    CIVILIANS = "civilians", "Civilians"
    MIXED = "mixed", "Mixed", "The source does not tell the groups apart."
    FOREIGN_FIGHTERS = "foreign_fighters", "Foreign fighters"
    PRISONERS_FREED = "prisoners_freed", "Prisoners freed"


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

    NO_REPORT = "no_report", "No report", "No live claim. Silence is not government control."
    TALIBAN = "taliban", "Taliban claim only", "Every live claim benefits the Taliban."
    GOVERNMENT = "government", "Government claim only", "Every live claim benefits the government."
    ISKP = "iskp", "Islamic State claim only", "Every live claim benefits Islamic State."
    CONTESTED = "contested", "Contested", "Live claims benefit two camps or more."


class PlacedBy(Code):
    """How a claim came to its district."""

    PCODE = "p_code", "P-code"
    SPELLING = "spelling", "Spelling in the gazetteer"
    POINT = "point", "Point in polygon"
    NONE = "none", "No district", "The source names no district, or none that the gazetteer knows."
