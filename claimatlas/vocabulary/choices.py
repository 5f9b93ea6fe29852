"""What a reader can choose to see."""

from __future__ import annotations

from claimatlas.vocabulary.coded import Code


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
    """What can lie over the map beside the claims about ground."""

    ASSESSMENTS = "assessments", "Assessments", "Third parties' judgements of who controls or influences a place."


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
