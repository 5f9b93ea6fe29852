"""Snapshots from the page: what is on the screen, as a file, with its sidecar."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from typing import Any

import streamlit as st

from claimatlas import export, permalink
from claimatlas import vocabulary as voc
from claimatlas.export import Told
from claimatlas.ui.making import Choice, offer
from claimatlas.ui.shell import Screen
from claimatlas.view import View

_VARIANTS: dict[str, type[voc.Code]] = {"resolution": voc.Resolution, "paper": voc.Paper}


def snapshot(screen: Screen, page: str = "") -> None:
    """Draw the snapshot menu of a page, by default the map's, which is the root: two clicks to a file."""
    with st.popover("Snapshot", icon=":material/photo_camera:"):
        st.caption("A file of exactly what is selected, with its day, filters, credits and the data's SHA-256.")
        for group in voc.Group:
            st.caption(f"**{group.label}**")
            formats = [ending for ending, kind in export.FORMATS.items() if kind.group is group]
            offer((choice for ending in formats for choice in _choices(screen.view, ending, page)), key=group.value)


def _choices(view: View, ending: str, page: str) -> Iterator[Choice]:
    """Give one choice for each way in which a format can be written."""
    kind = export.FORMATS[ending]
    day, address = view.selection.on.isoformat(), permalink.address(view.selection, page)
    label = kind.label.format(count=f"{len(view.rows):,}")
    for wanted in product(*(_VARIANTS[name] for name in kind.asks)):
        asked: dict[str, Any] = dict(zip(kind.asks, wanted, strict=True))
        request = export.Request(address, **asked)
        told = "".join(f", {code.label}" for code in wanted)
        # The first of each is the usual one and needs no word of it in the file's name.
        unusual = "".join(f"-{code.value}" for code in wanted if code is not next(iter(type(code))))
        yield Choice(
            "-".join((ending, *(code.value for code in wanted))),
            f"{label}{told}",
            f"claim-atlas-{day}{unusual}.{ending}",
            kind.media_type,
            partial(_written, view, ending, request),
        )


def _written(view: View, ending: str, request: export.Request, told: Told) -> tuple[bytes, bytes]:
    asked = request.telling(told)
    content = export.render(view, ending, asked)
    return content, export.sidecar_of(view, ending, content, asked)
