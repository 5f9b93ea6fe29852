"""The ledger on the page: a browser component that writes every word of a claim as text, never as markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas import vocabulary as voc
from claimatlas.ledger import lanes
from claimatlas.load import read_bytes
from claimatlas.symbology import Palette

_FOLDER = Path(__file__).parent / "components"
_EMPTY = {
    "taliban": "No Taliban claim on record here in these days.",
    "government": "No government claim on record here in these days.",
    "observer": "No observer on record here in these days.",
}
_WORDS = {"source": "Source", "more": "All fields and notes"}


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "claimatlas_ledger",
        html='<div class="ledger"></div>',
        css=read_bytes(_FOLDER / "ledger.css").decode(),
        js=read_bytes(_FOLDER / "ledger.js").decode(),
    )


def show(claims: pd.DataFrame, palette: Palette, *, key: str) -> None:
    """Show claims with the two sides opposed and everybody else between; Islamic State only where it speaks."""
    _mount(claims, palette, key, _EMPTY)


def show_one(claims: pd.DataFrame, palette: Palette, *, key: str) -> None:
    """Show claims in the lanes of their speakers alone."""
    _mount(claims, palette, key, {})


def _mount(claims: pd.DataFrame, palette: Palette, key: str, empty: Mapping[str, str]) -> None:
    data: Mapping[str, Any] = {
        "lanes": [
            {
                "camp": camp,
                "title": f"{voc.Camp(camp).label} ({len(entries)})",
                "claims": [asdict(entry) for entry in entries],
                "empty": empty.get(camp, ""),
            }
            for camp, entries in lanes(claims).items()
            if entries or camp in empty
        ],
        "colours": dict(palette.camps),
        "words": _WORDS,
    }
    _component()(key=key, data=data, height="content")
