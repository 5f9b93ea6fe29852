"""The banner over an old record says how old it is, and never guesses."""

import datetime as dt
import os
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from claimatlas.ui.stale import said
from claimatlas.workspace import SHIPPED_WORKSPACE as ROOT

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


FRAME = "import datetime as dt\nfrom claimatlas.ui import shell\nshell.run(dt.datetime.fromisoformat({!r}))"


def test_a_clock_that_is_set_back_or_far_ahead_changes_the_age_in_the_banner_and_nothing_else(tmp_path, monkeypatch):
    for name in ("claims.csv", "events.csv"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "geodata", tmp_path / "geodata")
    monkeypatch.setenv("CLAIMATLAS_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(ROOT)
    claims = tmp_path / "claims.csv"
    os.utime(claims, (2_000_000_000, 2_000_000_000))  # 18 May 2033: copied from a computer that is ahead
    shown = {}
    at = None
    for now in ("2026-11-24T03:12+00:00", "2036-01-01T00:00+00:00", "1970-01-02T00:00+00:00"):
        if at is None:
            at = AppTest.from_string(FRAME.format(now), default_timeout=60).run()
            claims.write_bytes(b"")
            os.utime(claims, (0, 0))  # the new file is older than the one before: told apart all the same
        at._script_path, moment = AppTest.from_string(FRAME.format(now))._script_path, now
        at.run()
        assert not at.exception
        texts = [text.value for text in at.text]
        shown[moment] = [text for text in texts if not text.startswith("What is shown was last changed")]
        (age,) = [text for text in texts if text.startswith("What is shown was last changed on 18 May 2033")]
        ahead = moment < "2033"
        assert age.endswith("so its age is not known." if ahead else "days ago.")
    assert len(set(map(tuple, shown.values()))) == 1
