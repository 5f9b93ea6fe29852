"""Files are read strictly, as text, and refused whole when no row of them can be trusted."""

import hashlib

import pytest

from claimatlas.errors import UnreadableFileError
from claimatlas.kinds import Text
from claimatlas.load import MAX_CELL_CHARACTERS, parse_table, read_bytes, read_json, read_text_table, recognise
from claimatlas.schema import CLAIMS, EVENTS, Column, Table

SMALL = Table("small", key="key", columns=(Column("key", Text(), "Key."), Column("words", Text(), "Words.")))


def parse(data, table=SMALL):
    return parse_table("small.csv", data, table)


def cells(data):
    return parse(data).rows.to_numpy().tolist()


def test_every_cell_stays_the_text_it_was():
    assert cells(b"key,words\n00123,NA\nNone,null\n1e5,TRUE\n") == [["00123", "NA"], ["None", "null"], ["1e5", "TRUE"]]


def test_columns_may_come_in_any_order_and_leave_in_that_of_the_contract():
    assert cells(b"words,key\nx,1\n") == [["1", "x"]]


def test_a_byte_order_mark_is_no_part_of_the_header():
    assert cells(b"\xef\xbb\xbfkey,words\n1,x\n") == [["1", "x"]]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_any_line_end_ends_a_row(end):
    assert cells(end.join([b"key,words", b"1,x", b"2,y", b""])) == [["1", "x"], ["2", "y"]]


def test_the_last_line_needs_no_line_end():
    assert cells(b"key,words\n1,x") == [["1", "x"]]


def test_a_header_alone_is_a_file_without_rows():
    raw = parse(b"key,words\n")
    assert raw.rows.empty
    assert list(raw.rows.columns) == ["key", "words"]
    assert raw.refused == ()


def test_a_row_is_known_by_the_line_on_which_it_begins():
    raw = parse(b'key,words\n1,"a\nb\r\nc"\n2,x\n\n\n3,"y\n"\n4,z\n')
    assert raw.rows.index.tolist() == [2, 5, 8, 10]
    assert raw.rows.loc[2, "words"] == "a\nb\r\nc"


def test_characters_that_only_look_like_line_ends_do_not_move_the_lines():
    raw = parse("key,words\n1,a\u2028b\u2029c\u0085d\x0be\n2,x\n".encode())
    assert raw.rows.index.tolist() == [2, 3]
    assert raw.rows.loc[2, "words"] == "a\u2028b\u2029c\u0085d\x0be"


def test_blank_lines_are_no_rows():
    assert cells(b"\n\nkey,words\n\n1,x\n\n") == [["1", "x"]]


def test_every_row_keeps_its_own_text():
    raw = parse(b'key,words\r\n1,"a\nb"\r\n2,x,y\r\n')
    assert raw.raw == {2: '1,"a\nb"\r\n', 4: "2,x,y\r\n"}


def test_the_sum_is_that_of_the_bytes_and_not_of_the_text():
    data = b"\xef\xbb\xbfkey,words\r\n1,x\r\n"
    assert parse(data).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("row", [b"1", b"1,2,3", b" ", b'"1,2"'])
def test_a_row_with_another_number_of_fields_is_kept_aside_with_its_text(row):
    raw = parse(b"key,words\n" + row + b"\n2,x\n")
    (refused,) = raw.refused
    assert (refused.line, refused.raw, refused.sha256) == (2, row.decode() + "\n", raw.sha256)
    assert refused.problems[0].expected == "2 fields, as in the header"
    assert raw.rows.index.tolist() == [3]


def test_one_field_too_many_in_every_row_shifts_nothing():
    raw = parse(b"key,words\n1,x,y\n2,x,y\n")
    assert raw.rows.empty
    assert len(raw.refused) == 2


def test_a_nul_refuses_its_row_and_names_its_column():
    (refused,) = parse(b"key,words\n1,a\x00b\n").refused
    assert str(refused.problems[0]) == (
        "small.csv line 2, words: found 'a\\u0000b', expected text without NUL characters"
    )


def test_a_field_over_the_limit_refuses_its_row():
    at_limit = b"x" * MAX_CELL_CHARACTERS
    raw = parse(b"key,words\n1," + at_limit + b"\n2,x" + at_limit + b"\n")
    assert raw.rows.index.tolist() == [2]
    assert [row.line for row in raw.refused] == [3]
    assert len(str(raw.refused[0].problems[0])) < 250


REFUSED_FILES = {
    "no byte at all": (b"", "is empty"),
    "blank lines alone": (b"\n\n", "is empty"),
    "a legacy Arabic encoding": ("key,words\n1,خان آباد\n".encode("cp1256", "replace"), "cp1256"),
    # Found by the fuzzer: reading by column took the header for text before it had looked.
    "a header that is no text": (b"\xbe\xd2\x9f\xcf\xcb\xd3\xff\xacE", r"is not UTF-8 \(byte 1\)"),
    "UTF-16 with its mark": ("key,words\n1,x\n".encode("utf-16"), "utf-16"),
    "UTF-16 without its mark": ("key,words\n1,x\n".encode("utf-16-le"), "line 1"),
    "a quote that never closes": (b'key,words\n1,x\n2,"y\n3,z\n', "line 3: the quoting is broken"),
    "text after a closing quote": (b'key,words\n1,"x"y\n', "line 2: the quoting is broken"),
    "semicolons": (b"key;words\n1;x\n", "separated by semicolons"),
    "tabs": (b"key\twords\n1\tx\n", "separated by tabs"),
    "bars": (b"key|words\n1|x\n", "separated by bars"),
    "a missing column": (b"key,word\n1,x\n", "the header lacks words"),
    "no header": (b"1,x\n2,y\n", "line 1 is no header row: expected key"),
    "a doubled column": (b"key,words,words\n1,x,y\n", "the header names words more than once"),
    "a column of its own": (b"key,words,more\n1,x,y\n", "columns that are not known: more"),
}


@pytest.mark.parametrize(("data", "said"), REFUSED_FILES.values(), ids=REFUSED_FILES)
def test_a_file_is_refused_whole_for(data, said):
    with pytest.raises(UnreadableFileError, match=said) as refusal:
        parse(data)
    assert str(refusal.value).startswith("small.csv")


def test_a_missing_file_is_one_sentence_without_its_folder(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"^nowhere\.csv cannot be read: No such file or directory\.$"):
        read_bytes(tmp_path / "nowhere.csv")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UnreadableFileError, match="Is a directory"):
        read_bytes(tmp_path)


def test_a_file_is_recognised_by_its_header():
    both = (CLAIMS, EVENTS)
    assert recognise("x.csv", ",".join(CLAIMS.names).encode(), both) is CLAIMS
    assert recognise("x.csv", ",".join(EVENTS.names).encode(), both) is EVENTS
    assert recognise("x.csv", ";".join(EVENTS.names).encode(), both) is EVENTS
    assert recognise("x.csv", b"event_id,date,title\n", both) is EVENTS
    assert recognise("x.csv", b"", both) is CLAIMS


def test_a_table_without_a_contract_is_text_too(tmp_path):
    path = tmp_path / "names.csv"
    path.write_bytes("a,b\n01,فیض آباد\n".encode())
    rows, digest = read_text_table(path)
    assert rows.to_dict("records") == [{"a": "01", "b": "فیض آباد"}]
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_table_without_a_contract_is_refused_for_one_crooked_row(tmp_path):
    path = tmp_path / "names.csv"
    path.write_bytes(b"a,b\n1,2\n3\n")
    with pytest.raises(UnreadableFileError, match=r"names\.csv line 3"):
        read_text_table(path)


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "<OGRVRTDataSource/>"], ids=["cut", "nested", "VRT"])
def test_what_is_not_json_is_one_sentence(tmp_path, text):
    path = tmp_path / "districts.geojson"
    path.write_text(text)
    with pytest.raises(UnreadableFileError, match=r"^districts\.geojson is not JSON"):
        read_json(path)
