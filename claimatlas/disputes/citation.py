"""A dispute as a text to quote.

Comes in: a dispute, both its claims, the sum of the file. Goes out: a few lines of plain text.
Refuses to shorten a claimant's name, and to know the address: only the browser knows under which it was reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from claimatlas import __version__
from claimatlas import vocabulary as voc
from claimatlas.selection import long_day


def citation(dispute: Mapping[Any, Any], claims: pd.DataFrame, sha256: str) -> str:
    """Write what is needed to find a dispute again.

    Parameters
    ----------
    dispute : mapping
        One row of ``find_disputes``; uses ``rule`` and ``claim_ids``.
    claims : DataFrame
        Claims of a ``Record`` on index ``claim_id``, with both claims.
    sha256 : str
        Sum of the claims.csv that was read.

    Returns
    -------
    str
        One line for the rule, one for each claim, one for the record.
    """
    rule = voc.Rule(dispute["rule"])
    both = [_claim(claims.loc[key]) for key in dispute["claim_ids"]]
    title = f"{rule.label}: {' and '.join(dispute['claim_ids'])}. {rule.description}"
    record = f"Claim Atlas {__version__}, claims.csv with SHA-256 {sha256}. A claim is not a fact."
    return "\n".join([title, *both, record])


def _claim(claim: pd.Series) -> str:
    begin, end = claim["event_date"], claim["event_date_end"]
    about = _day(begin) if pd.isna(end) or end == begin else f"{_day(begin)} to {_day(end)}"
    named = [claim["claimant"], claim["claimant_role"] or voc.Party(claim["party"]).label]
    source = [claim["publisher"] or claim["agency"], claim["source_title"], claim["source_url"]]
    said = [*named, f"about {about}, published {_day(claim['reported_date'])}", *source]
    # A cell may hold line ends; here every line begins with what it is about.
    return f"{claim['claim_id']}: {'; '.join(' '.join(str(part).split()) for part in said if part)}"


def _day(moment: pd.Timestamp) -> str:
    return long_day(moment.date())
