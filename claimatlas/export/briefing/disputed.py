"""The disputes of a briefing: pairs that do not go together, by rule.

Comes in: a ``View``, the claims of a subject, and which of them are printed. Goes out: plain data for the template.
Refuses to list a dispute with a claim that is not printed beside it: such disputes are counted.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.disputes import count_disputes, find_disputes
from claimatlas.disputes.sides import opposed
from claimatlas.export.briefing.words import words
from claimatlas.selection import known_by
from claimatlas.symbology import LIGHT
from claimatlas.view import View, counted

_PER_RULE = 4
"""Most disputes that are printed of one rule."""


class Disputed:
    """The disputes of some claims, found once for as many tries as it takes."""

    def __init__(self, view: View, claim_ids: Sequence[str], printable: Sequence[str]) -> None:
        known = known_by(view.answers.against(*claim_ids), view.selection.known_by)
        about = known["claim_id"].isin(list(claim_ids))
        self._number = int(count_disputes(known, about)["dispute_count"].sum())
        self._claims = known[known["claim_id"].isin(list(printable))]
        self._found = find_disputes(self._claims)
        self._sides = opposed(self._claims, self._found)
        self._rows = {str(row["claim_id"]): row for row in self._claims.to_dict("records")}

    def among(self, printed: Set[str]) -> dict[str, Any]:
        """List disputes between claims that are printed, and count all others."""
        between = pd.Series([printed >= set(pair) for pair in self._found["claim_ids"]], dtype=bool)
        found = self._found[between]
        rules = []
        for rule in voc.Rule:
            pairs = self._sides.loc[found.index[found["rule"] == rule.value][:_PER_RULE]]
            told = [[self._end(row[end]) for end in ("left", "right")] for row in pairs.to_dict("records")]
            rules.append({"label": rule.label, "description": rule.description, "pairs": told})
        told_of = [rule for rule in rules if rule["pairs"]]
        return {"rules": told_of, "more": self._more(sum(len(rule["pairs"]) for rule in told_of))}

    def _more(self, listed: int) -> str:
        if not self._number:
            return "No two claims on record contradict each other here, by any of the rules."
        rest = self._number - listed
        noun = "more dispute" if listed else "dispute"
        return f"{counted(rest, noun)} with one of these claims not printed." if rest else ""

    def _end(self, claim_id: str) -> dict[str, Any]:
        claim = self._rows[claim_id]
        camp = voc.Camp(claim["camp"])
        return {
            "id": claim_id,
            "camp": camp.label,
            "colour": LIGHT.camps[camp.value],
            "type": voc.ClaimType(claim["claim_type"]).label.lower(),
            "claimant": words(str(claim["claimant"])),
        }
