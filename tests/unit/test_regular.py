"""A regular file is read column by column; what comes of it is what comes of reading it row by row."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimatlas import load
from claimatlas.errors import UnreadableFileError
from claimatlas.kinds import Text
from claimatlas.load import regular
from claimatlas.schema import Column, Table

SMALL = Table("small", key="id", columns=(Column("id", Text(), ""), Column("a", Text(), ""), Column("b", Text(), "")))
HEADER = b"id,a,b\n"


def outcome(read, data):
    """What a reader makes of a file, so that two of them can be compared."""
    try:
        raw = read("small.csv", data, SMALL)
    except UnreadableFileError as error:
        return str(error)
    rows = {line: tuple(cells) for line, *cells in raw.rows.itertuples()}
    return rows, dict(raw.raw), raw.refused, raw.sha256, raw.rows.dtypes.map(str).tolist(), raw.rows.index.name


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (b'1,"a,b",c\n2,x,y\n', "a comma in a cell"),
        (b'1,"a\nb",c\r\n\r\n2,x,y', "a line feed in a cell, a blank line, no line feed at the end"),
        (b'1,"a ""quoted"" word",c\n2,"""",\n3,"",""\n', "quotes inside cells"),
        (b"1,a\n2,x,y\n3,a,b,c\n", "too few cells, and too many"),
        (b"\n\n\r\n1,a,b\n", "blank lines first"),
        ("1,کندز,é\n".encode(), "other scripts"),
        (b" \n1,a,b\n", "a row of one blank"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_regular_file_is_read_by_column(rows, why):
    data = HEADER + rows
    assert load._by_column("small.csv", data, SMALL) is not None
    assert outcome(load.parse_table, data) == outcome(load._by_row, data)


@pytest.mark.parametrize(
    "data",
    [
        HEADER + b'1,a"b,c\n',
        HEADER + b'1,"a"b,c\n',
        HEADER + b'1,"a,b\n',
        HEADER + b"1,a\x00,b\n",
        HEADER + b"1,a,b\r2,x,y\r",
        HEADER + b"1,\xff,b\n",
        b"id;a;b\n1;2;3\n",
        b"id,a\n1,2\n",
        b"id,a,a\n1,2,3\n",
        b"",
        b"\n\n",
    ],
)
def test_any_other_file_is_read_row_by_row(data):
    assert load._by_column("small.csv", data, SMALL) is None
    assert outcome(load.parse_table, data) == outcome(load._by_row, data)


def test_a_byte_order_mark_is_taken_off():
    assert outcome(load.parse_table, b"\xef\xbb\xbf" + HEADER + b"1,a,b\n")[0] == {2: ("1", "a", "b")}


@settings(max_examples=400)
@given(st.text(alphabet='a,"\n\r \x00é', max_size=40), st.booleans())
def test_both_ways_of_reading_agree_on_any_bytes(text, is_headed):
    data = (HEADER if is_headed else b"") + text.encode()
    assert outcome(load.parse_table, data) == outcome(load._by_row, data)


def test_the_text_of_a_row_is_cut_out_when_it_is_asked_for():
    rows = regular.rows_of(b'x\n1,"a\nb"\n2\n')
    assert dict(rows) == {1: "x\n", 2: '1,"a\nb"\n', 4: "2\n"}
    assert list(rows.but(np.array([True, False, True]))) == [1, 4]
    with pytest.raises(KeyError):
        rows[3]
