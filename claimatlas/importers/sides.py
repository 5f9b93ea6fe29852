"""Know a side of the conflict by the name that a dataset gives it.

Comes in: a name such as "Government of Afghanistan". Goes out: a camp, or whose losses it would count.
Refuses to choose: a name that no entry knows has no side.
"""

from __future__ import annotations

import re

from claimatlas import vocabulary as voc

# How datasets write names of the shipped vocabulary, by camp. A name counts as a word of its own.
_NAMES = {
    "taliban": ("taliban", "taleban"),
    "iskp": ("islamic state", "is", "isis", "isil", "iskp", "is-k", "daesh"),
}
# These end in the country's name, and are a camp of this record only where it is the country of the event.
_STATE = ("government of", "military forces of", "police forces of")
_STATE_CAMP = "government"
# Where a casualty party is not called like the camp.
_LOSSES = {"government": "government_forces"}
_CIVILIANS = ("civilians", "civilian")


def camp_named(actor: str, country: str = "") -> str:
    """Return the code of the one fighting camp that an actor's name stands for, or empty text.

    The state's forces are known by the name of the ``country`` in which the event lies.
    """
    found = {camp.value for camp in voc.BELLIGERENTS if _is_named(actor, _names_of(camp, country))}
    return found.pop() if len(found) == 1 else ""


def losses_named(actor: str, country: str = "") -> str:
    """Return the code of the casualty party that an actor's dead would be counted under, or empty text."""
    known = {code.value for code in voc.CasualtyParty}
    if _is_named(actor, _CIVILIANS):
        return "civilians" if "civilians" in known else ""
    camp = camp_named(actor, country)
    code = _LOSSES.get(camp, camp)
    return code if code in known else ""


def known_camp(code: str) -> str:
    """Return a camp's code if this record has such a camp and it fights, or empty text."""
    return code if code in {camp.value for camp in voc.BELLIGERENTS} else ""


def _names_of(camp: voc.Camp, country: str) -> tuple[str, ...]:
    if camp.value == _STATE_CAMP:
        return tuple(f"{name} {country.casefold()}" for name in _STATE) if country else ()
    return (*_NAMES.get(camp.value, ()), camp.value.replace("_", " "), camp.label.casefold())


def _is_named(actor: str, names: tuple[str, ...]) -> bool:
    # Until a dataset names a splinter group in brackets, what stands there is a country or an abbreviation.
    text = re.sub(r"\([^)]*\)", " ", actor).casefold()
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)
