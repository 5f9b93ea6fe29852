"""Figures that differ are counted without being listed, and the count is that of the list."""

import random

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from claimatlas.disputes import Rule, count_by_camps, find_disputes
from claimatlas.disputes.dominance import Points, count_greater
from tests.property.test_laws import examples, some_examples

FIGURES = ("killed", "wounded", "captured")


def claims_of(draw):
    """Claims that state one, two or three figures, few enough of them that many are apart in several at once."""
    rows = draw.randint(1, 60)
    cells = {
        "claim_id": [f"C-{number:03}" for number in range(rows)], "reported_date": pd.Timestamp("2016-04-17"),
        "event_date": pd.Timestamp("2016-04-17"), "claim_type": "losses", "extent": "", "beneficiary": "",
        "counters": "",
        "camp": draw.choices(["taliban", "government", "observer"], k=rows),
        "district": draw.choices(["AF1901", "AF1904"], k=rows), "event_id": draw.choices(["EV-1", "EV-2"], k=rows),
    }  # fmt: skip
    for figure in FIGURES:
        told = [sorted(draw.choices(range(4), k=2)) if draw.random() < 0.7 else (None, None) for _ in range(rows)]
        least, most = (pd.array([ends[end] for ends in told], dtype="Int64") for end in (0, 1))
        least[np.array([draw.random() < 0.1 for _ in told])] = pd.NA
        whose = [draw.choice(["civilians", "taliban"]) if is_told else "" for is_told in ~(least.isna() & most.isna())]
        cells |= {f"{figure}_min": least, f"{figure}_max": most, f"{figure}_party": whose}
    return pd.DataFrame(cells).set_index("claim_id", drop=False).rename_axis(None)


@some_examples
@given(st.integers())
def test_differing_figures_are_as_many_as_are_found(seed):
    draw = random.Random(seed)  # nothing is kept secret with it
    claims = claims_of(draw)
    about = pd.Series([draw.random() < 0.5 for _ in claims.index], index=claims.index)
    for meant in (None, about):
        found = find_disputes(claims, meant, rules=(Rule.FIGURES_DIFFER,))
        camps = found["claim_ids"].map(lambda pair: "+".join(sorted(claims["camp"][list(pair)])))
        listed = found.assign(camps=camps).groupby(["adm2_pcode", "event_id", "camps"]).size()
        counts = count_by_camps(claims, meant)
        assert set(counts["rule"]) <= {Rule.FIGURES_DIFFER.value}
        pairs = ["+".join(sorted(both)) for both in zip(counts["camp"], counts["other_camp"], strict=True)]
        counted = counts.assign(camps=pairs).groupby(["adm2_pcode", "event_id", "camps"])["dispute_count"].sum()
        assert counted.to_dict() == listed.to_dict()


points = st.lists(st.tuples(st.integers(0, 2), st.integers(-4, 4), st.integers(-4, 4)), max_size=30)


@examples
@given(points, points)
def test_greater_points_are_counted_as_by_comparing_each_with_each(ours, theirs):
    for size in (1, 2):
        expected = [
            sum(
                o[0] == t[0] and all(a < b for a, b in zip(o[1 : size + 1], t[1 : size + 1], strict=True))
                for t in theirs
            )
            for o in ours
        ]
        one, other = (np.array(some, dtype=np.int64).reshape(-1, 3).T for some in (ours, theirs))
        counted = count_greater(Points(one[0], tuple(one[1 : size + 1])), Points(other[0], tuple(other[1 : size + 1])))
        assert counted.tolist() == expected
