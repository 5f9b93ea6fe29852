"""The dashboard's own elements for a page without a server: timeline, ledger, tables, as they are, in one plain script.

Comes in: nothing. Goes out: a script that gives each element its style and the function that draws it.
Refuses to change them: what a reader knows from the dashboard looks and works the same.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from claimatlas import vocabulary as voc
from claimatlas.load import read_bytes

_ROOT = Path(__file__).resolve().parents[3]
_STATIC, _COMPONENTS = _ROOT / "static", _ROOT / "claimatlas" / "ui" / "components"
# Its own way of following a link: there is no server to ask.
_SHARED = ("card",)
_DRAWN = ("ledger", "track")
# Pairs of cards have a style of their own on the page of disputes.
_STYLED = {"cards": "disputes"}


@cache
def served(name: str) -> bytes:
    """Return a file of static/."""
    return read_bytes(_STATIC / name)


def _component(name: str) -> str:
    return read_bytes(_COMPONENTS / name).decode()


@cache
def elements() -> str:
    """Write the script: modules made plain, since a page on a disk may not import one."""
    drawn = [_element(name, "\n".join(_component(f"{part}.js") for part in (*_SHARED, name))) for name in _DRAWN]
    drawn.append(_element("timeline", served("atlas/timeline.js").decode()))
    drawn.append(_element("cards", _component("card.js") + "\nconst main = card;"))
    return "window.claimatlasElements = {\n" + ",\n".join(drawn) + "\n};\n"


def _camp_colours() -> str:
    """Give what belongs to a camp its colour, which each element sets on its root."""
    return "".join(
        f".lane-{camp.value}, .camp-{camp.value} {{ --side: var(--camp-{camp.value}); }}\n" for camp in voc.Camp
    )


def _element(name: str, script: str) -> str:
    styles = [_camp_colours()] + [_component(f"{part}.css") for part in ("links", *_SHARED, _STYLED.get(name, name))]
    plain = script.replace("export default function (", "const main = function (")
    plain = plain.replace("export function show(", "const main = function (")
    shared = "" if name == "timeline" else "const { element, linkTo, goBy } = window.claimatlasLinks;\n"
    main = f'(function () {{\n"use strict";\n{shared}{plain}\nreturn main;\n}})()'
    return f"{name}: {{ css: {_quoted(''.join(styles))}, main: {main} }}"


def _quoted(text: str) -> str:
    return json.dumps(text).replace("<", "\\u003c")
