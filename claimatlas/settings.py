"""What the record is called, the view it opens with, and whose work its map shows.

Comes in: what ``workspace`` read at the start. Goes out: ``SETTINGS``.
Refuses to choose a day by itself: a file says which one a record opens on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claimatlas.workspace import SETTINGS_FILE, declared

USUAL_WINDOW = 30


@dataclass(frozen=True)
class Settings:
    """What a workspace says of itself."""

    title: str
    """Name of the page in the browser."""
    on: dt.date
    """Day of the first view."""
    window: int | None
    """Window of the first view, in days; None for the whole record up to the day."""
    credit: str
    """Whose work the map shows, in one line; may be empty."""
    sources: tuple[str, ...]
    """The same in sentences: outlines, names, surroundings, terms of the claims; only those that are said."""
    quoted: str
    """Who is quoted most, for readers who would count; may be empty."""
    places: str
    """What is particular about the places; may be empty."""


def settings_of(content: Mapping[str, Any]) -> Settings:
    """Read the content of a settings file."""
    view, sources, method = content["first_view"], content.get("sources", {}), content.get("method", {})
    window = view.get("window", USUAL_WINDOW)
    return Settings(
        title=content["title"],
        on=dt.date.fromisoformat(view["on"]),
        window=None if window == "all" else int(window),
        credit=sources.get("credit", ""),
        sources=tuple(sources[name] for name in ("boundaries", "names", "surroundings", "claims") if name in sources),
        quoted=method.get("quoted", ""),
        places=method.get("places", ""),
    )


SETTINGS = settings_of(declared(SETTINGS_FILE).content)
"""The settings of the workspace in which this process started."""
