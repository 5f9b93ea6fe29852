"""The banner over an old record that stands in for files that cannot be read now.

Comes in: what stands on the screen, and the moment. Goes out: a notice with the reason and the record's age.
Refuses to reckon an age backwards, when the clock was set back after the files were written.
"""

from __future__ import annotations

import datetime as dt

import streamlit as st

from claimatlas.shelf import Standing

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def show(standing: Standing, now: dt.datetime) -> None:
    """Draw the banner, when the files are not what is shown.

    Parameters
    ----------
    standing : Standing
        What stands on the screen.
    now : datetime
        The moment, with its zone.
    """
    if not standing.trouble:
        return
    with st.container(border=True, key="stale"):
        st.markdown("**The files of the record cannot be used as they are now.** The last good record is shown.")
        st.text(standing.trouble)
        st.text(said(standing.changed_ns, now))
        st.text("As soon as the files are mended, the next step reads them.")


def said(changed_ns: int, now: dt.datetime) -> str:
    """Say when the files of a record were last changed, and how long ago that is.

    >>> said(0, dt.datetime(1970, 1, 2, 5, tzinfo=dt.UTC))
    'What is shown was last changed on 1 January 1970 at 00:00 UTC, 1 day ago.'
    """
    changed = dt.datetime.fromtimestamp(changed_ns // 10**9, dt.UTC)
    moment = f"What is shown was last changed on {changed.day} {changed:%B %Y} at {changed:%H:%M} UTC"
    seconds = (now - changed).total_seconds()
    if seconds < 0:
        return f"{moment}; the clock of this computer stands before that, so its age is not known."
    for unit, length in _UNITS:
        count = int(seconds // length)
        if count:
            return f"{moment}, {count:,} {unit}{'s' if count > 1 else ''} ago."
    return f"{moment}, less than a minute ago."
