"""A column of texts that is put together late answers whatever is asked of it as any other column does."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimatlas.distinct import contains, distinct, is_one_of, is_plain, is_text, matches
from claimatlas.texts import Coded, Texts, column, few, in_order, numbers

FEW, MANY = ["taliban", "government", "", "taliban"] * 24, [f"claim {n} ج" if n % 7 else "" for n in range(96)]
ASKED = {
    "a text": lambda cells: cells.iloc[3],
    "the last one": lambda cells: cells.iloc[-1],
    "some": lambda cells: cells.iloc[[5, 0, 5]],
    "a stretch": lambda cells: cells.iloc[2:9:2],
    "all": lambda cells: cells[:],
    "those that are the same": lambda cells: cells[cells == "taliban"],
    "a mask": lambda cells: cells[(np.arange(len(cells)) % 3 == 0)],
    "lines that are not there": lambda cells: cells.reindex([2, 999], fill_value=""),
    "nothing where nothing is": lambda cells: cells.reindex([2, 999]),
    "others in the place of some": lambda cells: cells.where(cells != "", "none"),
    "in order": lambda cells: cells.sort_values(),
    "how many of each": lambda cells: cells.value_counts().sort_index(),
    "twice": lambda cells: pd.concat([cells, cells]),
    "beside ordinary ones": lambda cells: pd.concat([pd.Series(["x"], dtype="str"), cells]),
    "shorter": lambda cells: cells.str[:3],
    "groups": lambda cells: cells.groupby(cells).size(),
    "missing": lambda cells: cells.isna(),
    "a table": lambda cells: pd.DataFrame({"a": cells, "b": cells}).set_index("a", drop=False).loc[[cells.iloc[3]]],
    "another process": lambda cells: pickle.loads(pickle.dumps(cells)),
    "objects": lambda cells: cells.astype(object),
}


def both(texts, positions=None):
    """One column, held late and held as pandas does, on the lines of a file."""
    kind = pa.large_string()
    pieces = pa.chunked_array([pa.array(texts[at : at + 5], kind) for at in range(0, len(texts), 5)], kind)
    late, plain = column(pieces), pd.array(texts, dtype="str")
    if positions is not None:
        late, plain = in_order(late, positions), plain.take(positions)
    lines = np.arange(2, len(plain) + 2)
    return pd.Series(late, index=lines), pd.Series(plain, index=lines)


def same(one, other):
    if isinstance(other, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
    elif isinstance(other, pd.Series):
        pd.testing.assert_series_equal(one, other)
    else:
        assert one == other


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("texts", [FEW, MANY], ids=["few", "many"])
def test_what_is_asked_of_a_column_does_not_depend_on_how_it_is_held(texts, asked):
    for positions in (None, np.arange(95, -1, -1), np.array([7, 3, 3, 40, 11, 0])):
        late, plain = both(texts, positions)
        assert isinstance(late.array, Texts)
        assert isinstance(late.array.held, Coded) == (texts is FEW)
        same(asked(late), asked(plain))


def test_a_column_may_be_given_other_texts_and_the_one_it_came_from_keeps_its_own():
    late, _ = both(FEW)
    other = late.copy()
    other.iloc[0] = "changed"
    assert (other.iloc[0], late.iloc[0]) == ("changed", "taliban")


@given(st.lists(st.sampled_from(["", "a", "B-1", "é", "a;b", "\x01"]), max_size=60), st.randoms(use_true_random=False))
def test_what_is_true_of_a_text_is_true_of_it_in_any_column(texts, chance):
    positions = np.array([chance.randrange(len(texts)) for _ in texts], dtype=np.intp)
    late, plain = both(texts, positions)
    for ask in (
        lambda cells: matches(cells, "[A-Z0-9-]*"),
        lambda cells: contains(cells, "[aé]"),
        lambda cells: is_text(cells, "a"),
        lambda cells: is_one_of(cells, ["a", "é"]),
        lambda cells: is_one_of(cells, plain),
    ):
        assert ask(late).tolist() == ask(plain).tolist()
    assert is_plain(late) == is_plain(plain) == all(" " <= sign <= "~" for text in plain for sign in text)
    found = distinct(late)
    assert sorted(found.texts) == sorted(set(plain))
    assert [found.texts[number] for number in found.numbers] == plain.tolist()
    assert len(set(zip(numbers(late), plain, strict=True))) == len(set(plain))


def test_texts_of_which_several_are_the_same_or_none_is_meant_count_once():
    cells = few(["a", "b", "a", "c"], np.array([0, 2, 1]))
    assert cells.held.texts.to_pylist() == ["a", "b"]
    assert list(cells) == ["a", "a", "b"]
    assert list(few([], np.array([], dtype=np.int64))) == []


def test_two_who_ask_for_all_of_a_column_at_once_get_the_same():
    late, plain = both(MANY * 50, np.arange(len(MANY) * 50)[::-1])
    with ThreadPoolExecutor(4) as pool:
        assert all(found == plain.tolist() for found in pool.map(lambda _: late.tolist(), range(8)))
