"""The five rules of the contract, each as blocks of pairs.

Comes in: claims, numbered. Goes out: for each rule its pairs, every one once, as blocks that nobody has counted out.
Refuses to compare claims that share neither a link, nor a district and a milestone, nor a district and some days.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimatlas import vocabulary as voc
from claimatlas.disputes import figures
from claimatlas.disputes.blocks import Blocks, Numbers, cells_of, codes, ranges
from claimatlas.kinds import identifiers
from claimatlas.schema import FIGURES
from claimatlas.vocabulary import Between, Rule

CONSULTED = (
    "claim_id", "reported_date", "event_date", "district", "event_id", "camp", "claim_type", "extent", "beneficiary",
    "counters", *(f"{figure}_{part}" for figure in FIGURES for part in ("min", "max", "party")),
)  # fmt: skip
"""Columns that decide; taking rows costs by the column."""
DAYS_APART = 3
"""Most days between the first event days of two opposed ground claims."""
BY_MILESTONE = (Rule.FIGURES_DIFFER, Rule.PART_OR_WHOLE, Rule.SAME_GROUND_OTHER_CAUSE)
"""Rules by which both claims name the same district and the same milestone."""
_GROUND = [kind.value for kind in voc.GROUND_TYPES]
_BELLIGERENTS = [camp.value for camp in voc.BELLIGERENTS]
_SIDE_BY_EXTENT = {voc.Extent.PART: 0, voc.Extent.SITE: 0, voc.Extent.CITY: 1, voc.Extent.DISTRICT: 1}
_SIDE_BY_TYPE = {voc.ClaimType.CAPTURE: 0, voc.ClaimType.WITHDRAW: 1}
_TESTS_AT_ONCE = 2**22
"""Pairs of cells looked at in one step; decides memory, not results."""


def decisive(rule: Rule) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what each claim of a pair must hold by a rule: columns, and the codes that they may have."""
    ground = ("claim_type", tuple(_GROUND))
    needed: dict[Rule, tuple[tuple[str, tuple[str, ...]], ...]] = {
        Rule.OPPOSED_GROUND: (ground, ("camp", tuple(_BELLIGERENTS))),
        Rule.PART_OR_WHOLE: (ground, ("extent", tuple(code.value for code in _SIDE_BY_EXTENT))),
        Rule.SAME_GROUND_OTHER_CAUSE: (("claim_type", tuple(code.value for code in _SIDE_BY_TYPE)),),
    }
    return needed.get(rule, ())


def blocks_of(claims: pd.DataFrame, rule: Rule, between: Between = Between.ANYONE) -> Iterator[Blocks]:
    """Find the pairs of a rule.

    Parameters
    ----------
    claims : DataFrame
        Claims of a ``Record`` with ``row``, the number by which a claim is found again, and ``is_meant``, bool.
    rule : Rule
        Which rule.
    between : Between, optional
        Whose claims the pairs set against each other; by default anyone's.

    Yields
    ------
    Blocks
        Of every pair at least one claim is meant. All pairs of a block are of the same two camps. The order of the
        blocks does not depend on the order of ``claims``.
    """
    for blocks in _FINDERS[rule](claims):
        left_is_meant, right_is_meant = blocks.column("is_meant")
        yield blocks.where((left_is_meant | right_is_meant) & _is_between(blocks, between))


def _is_between(blocks: Blocks, between: Between) -> npt.NDArray[np.bool_]:
    camp, other_camp = blocks.column("camp")
    same: npt.NDArray[np.bool_] = camp == other_camp
    if between is Between.ANYONE:
        return np.ones_like(same, dtype=bool)
    return same if between is Between.ONE_SIDE else ~same


def _explicit_counter(claims: pd.DataFrame) -> Iterator[Blocks]:
    counters = claims["counters"].to_numpy()
    makers = np.flatnonzero(counters != "")
    named = [identifiers(cell) for cell in counters[makers]]
    makers = np.repeat(makers, [len(names) for names in named])
    names = pd.Index([name for several in named for name in several], dtype="str")
    targets = pd.Index(claims["claim_id"]).get_indexer(names)
    leads_on = (targets >= 0) & (targets != makers)
    ends = np.sort(np.stack([makers, targets])[:, leads_on], axis=0)
    # Two claims that name each other are one pair; as one number a pair is sorted much faster than as two.
    pairs = np.unique(ends[0] * len(claims) + ends[1])
    linked, both = np.unique(np.divmod(pairs, max(len(claims), 1)), return_inverse=True)
    yield Blocks(cells_of(claims.iloc[linked], ["row"]), *both.reshape(2, -1))


def _opposed_ground(claims: pd.DataFrame) -> Iterator[Blocks]:
    speaks = _is_ground(claims) & claims["camp"].isin(_BELLIGERENTS) & (claims["district"] != "")
    # The milestone decides nothing here, but disputes are counted by it.
    keys = ["district", "event_date", "camp", "beneficiary", "event_id", "is_meant"]
    cells = cells_of(claims[speaks], keys)
    table = cells.table
    days = table["event_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    # One axis for district and day: districts stand too far apart for days of two of them to be near.
    reach = int(days.max() - days.min()) + DAYS_APART + 1 if len(days) else 0
    place = codes(table["district"]) * reach + days
    after = np.arange(len(table), dtype=np.int64) + 1
    near = np.searchsorted(place, place + DAYS_APART, side="right") - after
    camp, beneficiary = codes(table["camp"]), codes(table["beneficiary"])
    for some in _portions(near):
        left, right = ranges(after[some], near[some])
        left += some.start
        opposed = (camp[left] != camp[right]) & (beneficiary[left] != beneficiary[right])
        yield Blocks(cells, left[opposed], right[opposed])


def _part_or_whole(claims: pd.DataFrame) -> Iterator[Blocks]:
    ground = claims[_is_ground(claims)]
    return _sides(ground.assign(side=ground["extent"].map(_SIDE_BY_EXTENT)))


def _same_ground_other_cause(claims: pd.DataFrame) -> Iterator[Blocks]:
    ground = claims[_is_ground(claims)]
    return _sides(ground.assign(side=ground["claim_type"].map(_SIDE_BY_TYPE)))


def _sides(claims: pd.DataFrame) -> Iterator[Blocks]:
    """Set side 0 against side 1 where district, milestone and beneficiary are the same; other claims have no side."""
    shared = ["district", "event_id", "beneficiary"]
    cells = cells_of(claims[claims["side"].notna() & _has_milestone(claims)], [*shared, "side", "camp", "is_meant"])
    numbered = cells.table[[*shared, "side"]].assign(cell=cells.table.index)
    sides = [numbered[numbered["side"] == side] for side in (0, 1)]
    # Many to many: either side has cells for each camp, for the claims that are meant and for the others.
    facing = sides[0].merge(sides[1], on=shared, validate="many_to_many")
    yield Blocks(cells, facing["cell_x"].to_numpy(dtype=np.int64), facing["cell_y"].to_numpy(dtype=np.int64))


def _figures_differ(claims: pd.DataFrame) -> Iterator[Blocks]:
    return figures.blocks_of(counting_claims(claims), np.logical_or)


def counting_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims whose figures can differ from those of others: with a district, a milestone and a figure."""
    counts = pd.concat([claims[f"{figure}_party"] != "" for figure in FIGURES], axis=1).any(axis=1)
    return claims[_has_milestone(claims) & counts]


def _is_ground(claims: pd.DataFrame) -> pd.Series:
    """Ground claims that say for whom; without a beneficiary there is nothing to be the same or different."""
    return claims["claim_type"].isin(_GROUND) & (claims["beneficiary"] != "")


def _has_milestone(claims: pd.DataFrame) -> pd.Series:
    """Claims with a district and a milestone; two that name none do not name the same."""
    return (claims["district"] != "") & (claims["event_id"] != "")


def _portions(sizes: Numbers) -> Iterator[slice]:
    """Cut ranges into runs of about ``_TESTS_AT_ONCE`` numbers, so that a busy day does not fill the memory."""
    begin, total = 0, sizes.cumsum()
    while begin < len(sizes):
        passed = total[begin - 1] if begin else 0
        end = max(int(np.searchsorted(total, passed + _TESTS_AT_ONCE, side="right")), begin + 1)
        yield slice(begin, end)
        begin = end


_FINDERS = {
    Rule.EXPLICIT_COUNTER: _explicit_counter,
    Rule.OPPOSED_GROUND: _opposed_ground,
    Rule.FIGURES_DIFFER: _figures_differ,
    Rule.PART_OR_WHOLE: _part_or_whole,
    Rule.SAME_GROUND_OTHER_CAUSE: _same_ground_other_cause,
}
