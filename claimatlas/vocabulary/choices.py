"""What a reader can choose to see."""

from __future__ import annotations

from typing import Self

from claimatlas.vocabulary.coded import Code, labelled


class Rows(Code):
    """Which of the claims that pass the filters a table lists."""

    ALL = "all", "All that pass the filters"
    LIVE = "live", "Those that decide the map"
    NO_DISTRICT = "no-district", "Those without a district"
    COARSE = "coarse", "Those whose day is known too coarsely for the window"


class Order(Code):
    """In which order a table lists claims."""

    DAY = "day", "Event day"
    RELIABILITY = "reliability", "Reliability of the source"
    CREDIBILITY = "credibility", "Credibility of the information"


class Layer(Code):
    """What the map is made of, each to be shown or not."""

    is_usual: bool
    """Whether it is shown until the reader hides it; any other is hidden until the reader asks for it."""

    def __new__(
        cls, code: str, label: str = "", description: str = "", is_usual: bool = True
    ) -> Self:  # the form of a member
        """Add what is usual to a member."""
        member = labelled(cls, code, label, description)
        member.is_usual = is_usual
        return member

    STATUS = "status", "Claims about ground", "Who claims the ground of each district, how lately, and who concedes it."
    CLAIMS = "claims", "Number of claims", "How many claims of any type each camp makes about a district.", False
    ASSESSMENTS = (
        "assessments",
        "Assessments",
        "Third parties' judgements of who controls or influences a place.",
        False,
    )
    MILESTONES = "milestones", "Milestones", "Where a milestone happens on the day shown."
    RIVERS = "rivers", "Rivers"
    TOWNS = "towns", "Towns"
    PROVINCES = "provinces", "Provinces", "Borders and names of provinces."


class Tiles(Code):
    """Pictures of the ground from outside, under the map."""

    OFF = "off", "None", "Nothing leaves the page."
    STREETS = "streets", "OpenStreetMap"
    HUMANITARIAN = "humanitarian", "OpenStreetMap, humanitarian style"
    TERRAIN = "terrain", "OpenTopoMap: terrain"
    SATELLITE = "satellite", "Esri: satellite pictures of later years"


class Group(Code):
    """What a snapshot is for."""

    PAGES = "pages", "To look at", "Pictures and pages."
    DATA = "data", "To work with", "Tables and layers."


class Resolution(Code):
    """How finely a picture is drawn."""

    per_inch: int
    """Pixels per inch of the sheet."""

    def __new__(cls, code: str, label: str = "", description: str = "", per_inch: int = 0) -> Self:
        """Add the pixels to a member."""
        member = labelled(cls, code, label, description)
        member.per_inch = per_inch
        return member

    SCREEN = "screen", "144 dpi", "144 pixels per inch.", 144
    PRINT = "print", "300 dpi", "300 pixels per inch.", 300


class Paper(Code):
    """Sheets that a printer holds, lying."""

    width: float
    """In points, 72 to the inch."""
    height: float
    """In points."""

    def __new__(
        cls, code: str, label: str = "", description: str = "", width: float = 0, height: float = 0
    ) -> Self:  # the form of a member
        """Add the size to a member."""
        member = labelled(cls, code, label, description)
        member.width, member.height = width, height
        return member

    # ISO 216: 297 mm by 210 mm.
    A4 = "a4", "A4", "297 mm by 210 mm.", 297 / 25.4 * 72, 210 / 25.4 * 72
    LETTER = "letter", "Letter", "11 inches by 8.5 inches.", 11 * 72, 8.5 * 72


class Subject(Code):
    """What a briefing is about."""

    DISTRICT = "district", "District", "The district that is chosen."
    MILESTONE = "milestone", "Milestone", "The milestone that is read."


class Between(Code):
    """Whose claims a dispute sets against each other."""

    ANYONE = "anyone", "Anyone"
    SIDES = "sides", "Two sides", "The speakers belong to different camps."
    ONE_SIDE = "one-side", "One side with itself", "Both speakers belong to the same camp."


class Outcome(Code):
    """What became of the statements that are listed."""

    ANY = "any", "Statements", "Whatever became of them."
    COUNTERED = "countered", "Countered", "A claim of another camp counters it."
    CORROBORATED = "corroborated", "Corroborated", "Another camp, or an observer who is not the claimant, confirms it."
    CONCEDED = "conceded", "Conceded by the loser", "The losing camp itself confirms it."
    CONCEDES = "concedes", "Concedes", "It gives ground to another side than its speaker's own."


class Comparison(Code):
    """What two pictures side by side differ in."""

    KNOWLEDGE = "known-by", "What was known", "The same day, as it could be known by two days of publication."
    DAYS = "days", "Two days", "Two days, each as far as the knowledge clock allows."
    VOICES = "voices", "Two parties", "The same day according to two parties."
