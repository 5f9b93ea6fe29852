"""Text that Streamlit would read as Markdown, made plain."""

from __future__ import annotations

import re
import string

_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")
# What Streamlit looks for once more after the Markdown is read, where no escape is left: addresses to make links of,
# and signs to make typography of.
_LOOKED_FOR_LATER = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=[<>=~-])(?=[<>=-])", re.IGNORECASE)
_JOINER = "\u2060"


def plain(text: str) -> str:
    """Escape every sign that Markdown knows, so that the text stands as it is: no picture, no link, no colour.

    Where escapes are not enough, as in an address, a word joiner stands between two signs; it is not seen.
    """
    apart = _LOOKED_FOR_LATER.sub(_JOINER, " ".join(text.split()))
    return _PUNCTUATION.sub(lambda sign: f"\\{sign.group()}", apart)
