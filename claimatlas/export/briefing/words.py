"""Words of strangers for a printed page: letters as they are, and nothing that could turn the reading direction.

Comes in: text of a record. Goes out: plain data that the typesetter sets down and never reads as markup.
Refuses to drop a sign: what cannot be printed is named by its number.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TypedDict

_LONGEST_WORD = 36
"""Letters after which a word may be broken where it stands."""
_BREAK = "\u200b"
_JOINERS = "\u200c\u200d"
"""Dari needs them inside words."""


class Words(TypedDict):
    """Text and the direction in which it is read."""

    text: str
    rtl: bool


def words(text: str) -> Words:
    """Make a text of the record ready for print.

    Controls and marks of direction become ``[U+202E]`` and the like, so that no claim can reverse what stands beside
    it; line ends become blanks; a word that fits no line may be broken.
    """
    line = "".join(_visible(sign) for sign in " ".join(text.split()))
    return {"text": re.sub(rf"\S{{{_LONGEST_WORD},}}", _breakable, line), "rtl": _reads_from_the_right(line)}


def _visible(sign: str) -> str:
    hidden = unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and sign not in _JOINERS
    return f"[U+{ord(sign):04X}]" if hidden else sign


def _breakable(found: re.Match[str]) -> str:
    # After the signs of an address, and inside what is long without them.
    return re.sub(r"[/?&=._-]+|[^/?&=._-]{16}", lambda part: part.group() + _BREAK, found.group())


def _reads_from_the_right(line: str) -> bool:
    strong = (unicodedata.bidirectional(sign) for sign in line)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)
