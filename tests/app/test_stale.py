"""The banner over an old record says how old it is, and never guesses."""

import datetime as dt

import pytest

from claimatlas.ui.stale import said

CHANGED = dt.datetime(2026, 11, 24, 3, 12, tzinfo=dt.UTC)
SAID = "What is shown was last changed on 24 November 2026 at 03:12 UTC"


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (dt.timedelta(seconds=59), ", less than a minute ago."),
        (dt.timedelta(minutes=1), ", 1 minute ago."),
        (dt.timedelta(minutes=59, seconds=59), ", 59 minutes ago."),
        (dt.timedelta(hours=2), ", 2 hours ago."),
        (dt.timedelta(days=2000), ", 2,000 days ago."),
        (dt.timedelta(seconds=-1), "; the clock of this computer stands before that, so its age is not known."),
    ],
)
def test_the_age_is_said_in_the_largest_unit_that_fits_and_never_backwards(later, words):
    assert said(int(CHANGED.timestamp()) * 10**9, CHANGED + later) == SAID + words
