"""Know a side of the conflict by the name that a dataset gives it.

Comes in: a name such as "Government of Afghanistan". Goes out: a camp, or whose losses it would count.
Refuses to choose: a name that no entry knows has no side.
"""

from __future__ import annotations

import re

from claimatlas import vocabulary as voc
from claimatlas.vocabulary.words import Word

# These end in the country's name, and are the state's forces only where it is the country of the event.
_STATE = ("government of", "military forces of", "police forces of")
_CIVILIANS = ("civilians", "civilian")


def camp_named(actor: str, country: str = "") -> str:
    """Return the code of the one fighting camp that an actor's name stands for, or empty text.

    The state's forces are known by the name of the ``country`` in which the event lies.
    """
    found = {camp.code for camp in voc.WORDS.camps if _is_named(actor, _names_of(camp, country))}
    return found.pop() if len(found) == 1 else ""


def losses_named(actor: str, country: str = "") -> str:
    """Return the code of the casualty party that an actor's dead would be counted under, or empty text."""
    known = {code.value for code in voc.CasualtyParty}
    if _is_named(actor, _CIVILIANS):
        return "civilians" if "civilians" in known else ""
    camp = camp_named(actor, country)
    counting = (one.code for one in voc.WORDS.casualties if camp in {one.code, one.more.get("camp")})
    return next(counting, "")


def state_camp() -> str:
    """Return the code of the camp that is the state, or empty text."""
    return next((camp.code for camp in voc.WORDS.camps if camp.is_state), "")


def _names_of(camp: Word, country: str) -> tuple[str, ...]:
    if camp.is_state:
        return tuple(f"{name} {country.casefold()}" for name in _STATE) if country else ()
    names = (camp.code.replace("_", " "), camp.label, *camp.also)
    return tuple(name.casefold() for name in names)


def _is_named(actor: str, names: tuple[str, ...]) -> bool:
    # Until a dataset names a splinter group in brackets, what stands there is a country or an abbreviation.
    text = re.sub(r"\([^)]*\)", " ", actor).casefold()
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)
