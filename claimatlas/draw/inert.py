"""The one gate through which anything reaches the map: values written so that nothing can act on them.

Comes in: a value of JSON. Goes out: a script expression.
Refuses to trust: branca renders everything a second time as a template and writes into HTML.
"""

from __future__ import annotations

import json
import string
from typing import Any, NewType

Inert = NewType("Inert", str)
"""A script expression on which nothing can act. Only ``as_script`` makes one, and folium is given no other text."""

_PLAIN = frozenset(string.ascii_letters + string.digits + ' ",.:;_-+/[]()')


def as_script(value: Any) -> Inert:
    r"""Write a value as a script expression that is inert for HTML and for templates.

    Letters, digits and a few signs stand as they are; every other character becomes a ``\u`` escape, so that neither
    branca's second template pass nor the browser's HTML parser finds anything to act on.
    """
    encoded = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return Inert("JSON.parse('" + "".join(c if c in _PLAIN else f"\\u{ord(c):04x}" for c in encoded) + "')")
