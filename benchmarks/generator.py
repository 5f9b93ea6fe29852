"""Invent claims in the form of the contract, as many as are asked for, the same ones for the same seed.

Comes in: how many, for which districts, a seed. Goes out: a table of text.
Refuses to be evenly spread: most claims are about few districts, in bursts around milestones, and what a real record
leaves empty is empty here as often. One row in a thousand is wrong, as rows are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.country import Country
from claimatlas.schema import CLAIMS, FIGURES

Numbers: TypeAlias = npt.NDArray[np.int64]
Texts: TypeAlias = pa.Array

FIRST_DAY = np.datetime64("2001-01-01")
DAYS = 9_000

# Shares of the shipped record (360 claims), rounded.
PARTIES = {
    "government": 0.28, "local_official": 0.28, "taliban": 0.15, "analyst": 0.09, "media": 0.07,
    "international_forces": 0.06, "resident": 0.03, "un": 0.02, "ngo": 0.015, "iskp": 0.005,
}  # fmt: skip
TYPES = {
    "losses": 0.24, "capture": 0.19, "statement": 0.12, "recapture": 0.09, "attack": 0.09, "assessment": 0.08,
    "hold": 0.05, "repel": 0.04, "advance": 0.04, "denial": 0.03, "withdraw": 0.02, "besiege": 0.01,
}  # fmt: skip
GROUND = ("capture", "recapture", "hold", "repel", "advance", "withdraw", "besiege")
EXTENTS = {"district": 0.4, "city": 0.25, "part": 0.2, "site": 0.15}
PRECISIONS = {"1": 0.81, "2": 0.07, "3": 0.03, "4": 0.05, "5": 0.04}
GRADES = {"6": 0.72, "2": 0.17, "4": 0.07, "1": 0.04}
COPIES = {"original": 0.55, "syndicated": 0.24, "copy": 0.18, "aggregator": 0.02, "excerpt": 0.01}
NO_DISTRICT = 0.14
POINTED = 0.10
SPELT_ONLY = 0.05
WRONG = 0.001
_SENTENCE = (
    "the spokesman said that fighters had entered the district centre and that police posts on the road were burned "
    "while officials denied it and said reinforcements from the province held the bridge and the bazaar overnight"
)


@dataclass(frozen=True)
class Milestones:
    """When and where much is claimed at once."""

    days: Numbers
    """Days since ``FIRST_DAY``."""
    districts: Numbers
    """Position of the district."""


def claims_table(count: int, country: Country, seed: int = 0, first: int = 0) -> pa.Table:
    """Invent claims.

    Parameters
    ----------
    count : int
        How many.
    country : Country
        Districts they are about.
    seed : int
        Decides everything; the milestones are the same for all parts of one seed.
    first : int
        Number of the first claim, for a record that is written in parts.

    Returns
    -------
    Table
        The columns of ``claims.csv`` in its order, all of them text.
    """
    rng = np.random.default_rng([seed, first])
    when_where = _burst(count, country, milestones(country, seed), rng)
    return _Rows(count, first, country, rng, *when_where).table()


def milestones(country: Country, seed: int) -> Milestones:
    """Invent milestones: about one in three weeks."""
    rng, number = np.random.default_rng([seed, 2**31]), DAYS // 21
    return Milestones(np.sort(rng.integers(0, DAYS - 30, number)), rng.choice(len(country), number, p=country.shares))


def _burst(
    count: int, country: Country, named: Milestones, rng: np.random.Generator
) -> tuple[Numbers, Numbers, Numbers]:
    """Choose day, district and milestone (or -1) of every claim: two of three belong to a burst."""
    # A few milestones draw most of what is said.
    weights = 1 / (1 + rng.permutation(len(named.days))) ** 0.7
    event = rng.choice(len(named.days), count, p=weights / weights.sum())
    in_burst = rng.random(count) < 0.67
    day = np.where(in_burst, named.days[event] + rng.geometric(0.25, count) - 1, rng.integers(0, DAYS, count))
    district = np.where(in_burst, named.districts[event], rng.choice(len(country), count, p=country.shares))
    return np.minimum(day, DAYS - 1), district, np.where(in_burst, event, -1)


class _Rows:
    """One part of a record while it is made."""

    def __init__(
        self,
        count: int,
        first: int,
        country: Country,
        rng: np.random.Generator,
        day: Numbers,
        district: Numbers,
        event: Numbers,
    ) -> None:
        self.count, self.first, self.country, self.rng = count, first, country, rng
        self.day, self.district, self.event = day, district, event
        self.number = np.arange(first, first + count)
        self.columns: dict[str, Texts] = {}

    def table(self) -> pa.Table:
        self._identity()
        self._clocks()
        self._content()
        self._place()
        self._figures()
        self._links()
        self._words()
        self._spoil()
        empty = pa.array([""] * self.count)
        return pa.table({name: self.columns.get(name, empty) for name in CLAIMS.names})

    def _some(self, share: float) -> npt.NDArray[np.bool_]:
        return self.rng.random(self.count) < share

    def _pick(self, shares: dict[str, float]) -> npt.NDArray[Any]:
        names, weights = np.array(list(shares)), np.array(list(shares.values()))
        return names[self.rng.choice(len(names), self.count, p=weights / weights.sum())]

    def _identity(self) -> None:
        self.columns["claim_id"] = numbered("C-", self.number)
        # One claim in ten shares its statement with the one before it.
        self.columns["statement_id"] = numbered("S-", self.number - self._some(0.1))

    def _clocks(self) -> None:
        end = np.where(self._some(0.11), self.day + self.rng.geometric(0.3, self.count), -1)
        self.reported = self.day + np.where(self._some(0.6), 0, self.rng.geometric(0.2, self.count))
        self.columns["event_date"] = days(self.day)
        self.columns["event_date_end"] = days(end)
        self.columns["reported_date"] = days(self.reported)
        self.columns["source_date"] = days(np.where(self._some(0.84), self.reported, -1))
        self.columns["date_precision"] = pa.array(self._pick(PRECISIONS))

    def _content(self) -> None:
        self.party, self.type = self._pick(PARTIES), self._pick(TYPES)
        self.is_ground = np.isin(self.type, GROUND)
        mine = np.where(np.isin(self.party, ["taliban", "iskp"]), self.party, "government")
        other = np.where(mine == "taliban", "government", "taliban")
        gains = np.where(self._some(0.75), mine, other)
        self.columns["party"] = pa.array(self.party)
        self.columns["claim_type"] = pa.array(self.type)
        self.columns["extent"] = pa.array(np.where(self.is_ground, self._pick(EXTENTS), ""))
        self.columns["beneficiary"] = pa.array(np.where(self.is_ground, gains, ""))
        self.columns["source_reliability"] = pa.array(self._pick({"F": 0.99, "B": 0.01}))
        self.columns["information_credibility"] = pa.array(self._pick(GRADES))
        self.columns["source_copy"] = pa.array(self._pick(COPIES))
        speaker = self.rng.integers(0, 60, self.count)
        self.columns["claimant"] = take([f"Speaker {number} of the body" for number in range(60)], speaker)
        self.columns["claimant_role"] = take([f"spokesman of office {number}" for number in range(60)], speaker)
        approaches = self.is_ground & self._some(0.02)
        self.columns["approach"] = pa.array(np.where(approaches, self._pick({"N": 1, "E": 1, "S": 1, "W": 1}), ""))

    def _place(self) -> None:
        named = ~self._some(NO_DISTRICT)
        pointed, spelt = named & self._some(POINTED), named & self._some(SPELT_ONLY)
        unnamed = pointed & self._some(0.5)  # a site that no list of names knows: its point alone says where
        coded = named & ~spelt & ~unnamed
        codes = self.country
        self.columns["adm1_pcode"] = take([*codes.provinces, ""], np.where(self._some(0.97), self.district, -1))
        self.columns["adm2_pcode"] = take([*codes.pcodes, ""], np.where(coded, self.district, -1))
        self.columns["place_as_reported"] = take(
            [*codes.names, "a village", "the province"],
            np.where(unnamed, len(codes), np.where(named, self.district, -1)),
        )
        precision = np.where(pointed, "site", np.where(named, "district", "province"))
        self.columns["place_precision"] = pa.array(precision)
        longitude, latitude = codes.points(np.where(pointed, self.district, -1), self.rng)
        self.columns["longitude"], self.columns["latitude"] = longitude, latitude

    def _figures(self) -> None:
        told = (self.type == "losses") | self._some(0.08)
        parties = ["taliban", "government_forces", "civilians", "mixed"]
        for figure, share in zip(FIGURES, (1.0, 0.5, 0.13), strict=True):
            stated = told & self._some(share)
            least = self.rng.geometric(0.08, self.count)
            bounded = stated & self._some(0.7)
            most = least + np.where(self._some(0.2), self.rng.geometric(0.3, self.count), 0)
            self.columns[f"{figure}_min"] = numbered("", np.where(stated, least, -1))
            self.columns[f"{figure}_max"] = numbered("", np.where(bounded, most, -1))
            whose = self.rng.integers(0, len(parties), self.count)
            self.columns[f"{figure}_party"] = take([*parties, ""], np.where(stated, whose, -1))

    def _links(self) -> None:
        events = np.where(self._some(0.9), self.event, -1)
        self.columns["event_id"] = numbered("EV-", events)
        # Who answers, answers what was said shortly before: a claim with a lower number.
        before = np.maximum(self.number - self.rng.geometric(0.01, self.count), 0)
        answers = ((self.type == "denial") | self._some(0.2)) & (before < self.number)
        bears_out = self._some(0.14) & (before < self.number) & ~answers
        self.columns["counters"] = numbered("C-", np.where(answers, before, -1))
        self.columns["confirms"] = numbered("C-", np.where(bears_out, before, -1))

    def _words(self) -> None:
        sentences = [" ".join(self.rng.choice(_SENTENCE.split(), 14)) for _ in range(5_000)]
        pool = [f"In report {number}, {words}: " for number, words in enumerate(sentences)]
        self.columns["summary"] = _joined(take(pool, self.rng.integers(0, len(pool), self.count)), self.number)
        notes = ["", *(words[:60] for words in sentences)]
        self.columns["notes"] = take(notes, np.where(self._some(0.6), self.rng.integers(1, 5_001, self.count), 0))
        quotes = ["", *(" ".join(words.split()[:6]) for words in sentences)]
        self.columns["quote"] = take(quotes, np.where(self._some(0.11), self.rng.integers(1, 5_001, self.count), 0))
        outlets = [f"Outlet {number}" for number in range(90)]
        outlet = self.rng.integers(0, 90, self.count)
        self.columns["publisher"] = take(outlets, outlet)
        self.columns["agency"] = take([f"Agency {number % 12}" for number in range(90)], outlet)
        self.columns["source_title"] = take([words[:50] for words in sentences], outlet * 50 + self.number % 50)
        sites = [f"https://outlet-{number}.example/news/" for number in range(90)]
        self.columns["source_url"] = _joined(take(sites, outlet), self.number)

    def _spoil(self) -> None:
        """Make some cells wrong: days that do not exist, codes nobody knows, numbers that are none."""
        wrong = self._some(WRONG)
        if self.count:
            wrong[-1] = False  # the last claim stays: an answer may lead to it
        for column, text in (("event_date", "2016-02-30"), ("party", "nobody"), ("killed_min", "about 20")):
            hit = pa.array(wrong & self._some(1 / 3))
            self.columns[column] = pc.if_else(hit, text, self.columns[column])


def take(words: list[str], positions: Numbers) -> Texts:
    """Take words by position; -1 is the last one."""
    return pa.array(words).take(pa.array(positions % len(words)))


def numbered(prefix: str, numbers: Numbers) -> Texts:
    """Write numbers after a prefix; a negative one is an empty cell."""
    texts = pa.array(numbers).cast(pa.string())
    written = pc.binary_join_element_wise(prefix, texts, "")
    return pc.if_else(pa.array(numbers >= 0), written, "")


def _joined(texts: Texts, numbers: Numbers) -> Texts:
    return pc.binary_join_element_wise(texts, pa.array(numbers).cast(pa.string()), "")


def days(numbers: Numbers) -> Texts:
    """Write days since ``FIRST_DAY``; a negative one is an empty cell."""
    written = np.datetime_as_string(FIRST_DAY + np.arange(DAYS + 400))
    return take([*written, ""], np.where(numbers >= 0, numbers, -1))
