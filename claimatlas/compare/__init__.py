"""Two pictures side by side: what each shows, where they differ, and which claims make the difference.

Comes in: a ``Selection``, and claims. Goes out: a selection for each side, the districts that differ, and why a claim
that decides one picture has no part in the other.
Refuses to say which picture is right, and to take what was published later for what was wrong before.
"""

from claimatlas.compare.differences import absence_words, absences, differences, summary
from claimatlas.compare.sides import Days, Side, days_of, presets, sides, swapped, voice_name

__all__ = [
    "Days",
    "Side",
    "absence_words",
    "absences",
    "days_of",
    "differences",
    "presets",
    "sides",
    "summary",
    "swapped",
    "voice_name",
]
