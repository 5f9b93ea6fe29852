"""Columns of text: what is taken from them, and what that leaves behind."""

import numpy as np
import pandas as pd
import pytest

from claimatlas.distinct import all_differ, are_same, distinct, first_said, taken


def rows():
    return pd.DataFrame(
        {"name": pd.array(["a", "", "ج"], dtype="str"), "number": pd.array([1, None, 3], dtype="Int64")},
        index=pd.Index([2, 3, 5], name="line"),
    )


@pytest.mark.parametrize("positions", [[2, 0], [1, 1], []])
def test_rows_are_taken_in_the_order_asked_for(positions):
    at = np.array(positions, dtype=np.intp)
    pd.testing.assert_frame_equal(taken(rows(), at), rows().iloc[at])


def test_the_first_text_that_is_said_counts():
    columns = [pd.Series(texts, index=[4, 5, 6, 7], dtype="str") for texts in (["a", "", "", ""], ["b", "b", "a", ""])]
    said = first_said(columns)
    pd.testing.assert_series_equal(said, pd.Series(["a", "b", "a", ""], index=[4, 5, 6, 7], dtype="str"))
    found = distinct(said)
    assert sorted(zip(found.texts, *found.first_lines(), strict=True)) == [("", 7, 1), ("a", 4, 2), ("b", 5, 1)]


@pytest.mark.parametrize("other", [["a", "x", "ج"], ["", "", ""], ["ج", "a", "a"]])
def test_two_columns_are_compared_by_their_distinct_texts(other):
    names = rows()["name"]
    assert are_same(names, pd.Series(other, dtype="str")).tolist() == [
        a == b for a, b in zip(names, other, strict=True)
    ]


@pytest.mark.parametrize("width", [1, 8, 9, 31, 40])
def test_texts_that_stand_twice_are_noticed_however_long_they_are(width):
    texts = [f"{number:0{width}d}" for number in range(10)]
    assert all_differ(pd.Series(texts, dtype="str"))
    assert not all_differ(pd.Series([*texts, texts[4]], dtype="str"))
    assert all_differ(pd.Series([], dtype="str"))
