"""Columns of text: what is taken from them, and what that leaves behind."""

import numpy as np
import pandas as pd
import pytest

from claimatlas.distinct import taken


def rows():
    return pd.DataFrame(
        {"name": pd.array(["a", "", "ج"], dtype="str"), "number": pd.array([1, None, 3], dtype="Int64")},
        index=pd.Index([2, 3, 5], name="line"),
    )


@pytest.mark.parametrize("positions", [[2, 0], [1, 1], []])
def test_rows_are_taken_in_the_order_asked_for(positions):
    at = np.array(positions, dtype=np.intp)
    pd.testing.assert_frame_equal(taken(rows(), at), rows().iloc[at])


def test_rows_that_nobody_keeps_lose_their_columns_on_the_way():
    whole, kept = rows(), rows()
    first = np.array([0], dtype=np.intp)
    pd.testing.assert_frame_equal(taken(whole, first, to_keep=False), taken(kept, first))
    assert list(whole.columns) == []
    assert list(kept.columns) == ["name", "number"]
