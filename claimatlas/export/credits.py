"""Whose work a snapshot shows, and under which terms.

Comes in: nothing, or a ``View``. Goes out: sentences that every format carries.
Refuses to name publishers on the picture: their names are free text of the record and stay in its tables.
"""

from __future__ import annotations

from claimatlas import __version__
from claimatlas.settings import SETTINGS
from claimatlas.view import View

PRODUCER = f"Claim Atlas {__version__}"


def claims_credit(view: View) -> str:
    """Say where the claims come from."""
    number = len(view.answers.publishers())
    publishers = f"the {number:,} publishers" if number != 1 else "the publisher"
    return f"Claims: as reported by {publishers} named, with addresses, in the record; in our own words."


def credit_sentences(view: View) -> tuple[str, ...]:
    """Return the credits of a snapshot, one sentence each."""
    return (*SETTINGS.sources, claims_credit(view))
