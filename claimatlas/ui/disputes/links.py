"""Links from the disputes page to itself.

Streamlit's own link to the page on which it stands changes the page and leaves the browser's address as it was, so that
what is then copied or reloaded is the page before. A link of our own goes through the selection, and that writes the
address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from claimatlas.ui import elements


def link(text: str, parameters: Mapping[str, Sequence[str]], page: str = "") -> dict[str, Any]:
    """Make a link of words and the parameters that it sets; an empty list takes one away, and no page stays here."""
    return {"text": text, "page": page, "parameters": {name: list(values) for name, values in parameters.items()}}


def row(links: Sequence[Mapping[str, Any]], *, key: str) -> None:
    """Draw links beside each other."""
    elements.mount("disputes", {"links": list(links)}, key=key)
