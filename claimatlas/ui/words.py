"""Text that Streamlit would read as Markdown, made plain."""

from __future__ import annotations

import re
import string

_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")


def plain(text: str) -> str:
    """Escape every sign that Markdown knows, so that the text stands as it is: no picture, no link, no colour."""
    return _PUNCTUATION.sub(lambda sign: f"\\{sign.group()}", " ".join(text.split()))
