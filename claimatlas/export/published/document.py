"""A page without a server: one document, and what stands beside it.

Comes in: data and places. Goes out: HTML whose scripts are its own, under a policy that lets no other run.
Refuses to write a claim's word into markup or script: words are JSON in which nothing ends a block, and the page's
script writes them as text.
"""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from claimatlas.draw import SCRIPTS, STYLES
from claimatlas.draw.standalone import standalone_script
from claimatlas.export.published.elements import elements, served
from claimatlas.record import Places
from claimatlas.symbology import PALETTES

_STYLES = (*STYLES, "published/site.css")
_BEFORE = (
    "leaflet/leaflet.js",
    *SCRIPTS,
    "published/state.js",
    "published/days.js",
    "published/address.js",
    "published/links.js",
)
_AFTER = (
    "published/words.js",
    "published/filters.js",
    "published/panels.js",
    "published/disputes.js",
    "published/about.js",
    "published/site.js",
)
FONTS = (
    "source-sans-3-latin-wght-normal.woff2",
    "source-sans-3-latin-ext-wght-normal.woff2",
    "vazirmatn-arabic-wght-normal.woff2",
)
LICENCES = (
    "fonts/LICENSE-source-sans-3.txt",
    "fonts/LICENSE-vazirmatn.txt",
    "leaflet/LICENSE-leaflet.txt",
    "leaflet/LICENSE-leaflet.pattern.txt",
)
_CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:"


def script(places: Places) -> str:
    """Write everything that the page runs, as one script."""
    parts = [*(served(name).decode() for name in _BEFORE), elements(), _bases(places)]
    # Each part ends where its file ends: without a line between them a comment would swallow the next.
    return "\n;\n".join([*parts, *(served(name).decode() for name in _AFTER)])


def style() -> str:
    """Write how the page looks; the faces stand beside it in the folder ``fonts``."""
    written = "\n".join(served(name).decode() for name in _STYLES)
    for name in FONTS:
        written = written.replace(f'url("{name}")', f'url("fonts/{name}")')
    return written


def _bases(places: Places) -> str:
    """Write folium's base map for each theme as a function of the page."""
    written = ",\n".join(
        f"{name}: function () {{\n{standalone_script(places, palette, 'map')}\n}}" for name, palette in PALETTES.items()
    )
    return f"window.claimatlasBases = {{\n{written}\n}};\n"


def as_block(value: Any) -> str:
    r"""Write a value as JSON that nothing in it can end: ``<`` and line separators stand as ``\u`` escapes."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def one_file(places: Places, blocks: Mapping[str, Any], title: str) -> bytes:
    """Write a page that needs no other file: script, style and faces are in it."""
    run, look = script(places), _with_fonts(style())
    policy = f"{_CLOSED}; script-src {_hash(run)}; style-src {_hash(look)}; font-src data:"
    return _document(title, policy, f"<style>{look}</style>", f"<script>{run}</script>", blocks)


def beside_files(blocks: Mapping[str, Any], title: str) -> bytes:
    """Write a page whose script, style and faces stand in ``assets/`` beside it."""
    policy = f"{_CLOSED}; script-src 'self'; style-src 'self'; font-src 'self'"
    look = '<link rel="stylesheet" href="assets/site.css">'
    return _document(title, policy, look, '<script src="assets/site.js"></script>', blocks)


def _document(title: str, policy: str, look: str, run: str, blocks: Mapping[str, Any]) -> bytes:
    data = "\n".join(
        f'<script type="application/json" id="{name}">{as_block(value)}</script>' for name, value in blocks.items()
    )
    filled = {
        "policy": html.escape(policy, quote=True),
        "title": html.escape(title),
        "style": look,
        "script": run,
        "data": data,
    }
    # Cut once at the marks of the page itself: nothing that is filled in is looked at again.
    pieces = served("published/page.html").decode().split("@")
    return "".join(filled[piece] if place % 2 else piece for place, piece in enumerate(pieces)).encode()


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _with_fonts(written: str) -> str:
    for name in FONTS:
        data = base64.b64encode(served(f"fonts/{name}")).decode()
        written = written.replace(f'url("fonts/{name}")', f'url("data:font/woff2;base64,{data}")')
    return written


def folder_files(places: Places) -> dict[str, bytes]:
    """Return what ``beside_files`` refers to, by path."""
    faces = {f"assets/fonts/{name}": served(f"fonts/{name}") for name in FONTS}
    licences = {f"assets/licences/{Path(name).name}": served(name) for name in LICENCES}
    return {"assets/site.js": script(places).encode(), "assets/site.css": style().encode(), **faces, **licences}


def called(parts: Mapping[str, Mapping[str, Any]], folder: str) -> dict[str, bytes]:
    """Write each part of the words as a script that hands it over: a page on a disk may run one, and fetch none."""
    return {
        f"{folder}/{year}.js": f'claimatlasWords.take("{year}",{as_block(part)});\n'.encode()
        for year, part in parts.items()
    }
