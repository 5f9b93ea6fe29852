"""The ledger on the page: a browser component that writes every word of a claim as text, never as markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.ledger import lanes
from claimatlas.symbology import Palette
from claimatlas.ui import elements

_EMPTY = {
    camp.value: f"No claim by {camp.in_sentence} on record here in these days."
    for camp in (voc.FIRST, voc.SECOND, voc.Camp.OBSERVER)
}
WORDS = {"source": "Source", "more": "All fields and notes", "notes": "Notes, written with hindsight: "}


def show(claims: pd.DataFrame, known: pd.DataFrame, palette: Palette, *, key: str) -> None:
    """Show claims with the two sides opposed and everybody else between; further camps only where they speak."""
    _mount(claims, known, palette, key, _EMPTY)


def show_one(claims: pd.DataFrame, known: pd.DataFrame, palette: Palette, *, key: str) -> None:
    """Show claims in the lanes of their speakers alone."""
    _mount(claims, known, palette, key, {})


def _mount(claims: pd.DataFrame, known: pd.DataFrame, palette: Palette, key: str, empty: Mapping[str, str]) -> None:
    data: Mapping[str, Any] = {
        "lanes": [
            {
                "camp": camp,
                "side": voc.Camp(camp).side,
                "title": f"{voc.Camp(camp).label} ({len(entries)})",
                "claims": [asdict(entry) for entry in entries],
                "empty": empty.get(camp, ""),
            }
            for camp, entries in lanes(claims, known).items()
            if entries or camp in empty
        ],
        "colours": dict(palette.camps),
        "words": WORDS,
    }
    elements.mount("ledger", data, key=key)
