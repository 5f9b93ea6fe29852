"""Real files, spoilt as files are spoilt: flipped bits, swapped cells, lines cut, joined or doubled, headers doubled.

For each of them: the file is refused whole with a sentence, or rows read are rows accepted and rows refused.
"""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimatlas.errors import ClaimAtlasError, UnreadableFileError
from claimatlas.gazetteer import read_gazetteer
from claimatlas.load import parse_table
from claimatlas.record import SHIPPED_WORKSPACE, check_claims_of, check_events_of
from claimatlas.schema import CLAIMS, EVENTS
from tests.property.test_import_laws import brought

FILES = Path(__file__).parents[1] / "imports"
IMPORTS = ("ged.csv", "acled.csv", "acled_old.csv", "spreadsheet.csv")
laws = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
places_in = st.integers(0, 2**20)
WAYS = st.one_of(
    st.tuples(st.just("flip"), places_in, st.integers(0, 7)),
    st.tuples(st.just("swap"), places_in, places_in, places_in, places_in),
    st.tuples(st.just("cut"), places_in, places_in),
    st.tuples(st.just("join"), places_in),
    st.tuples(st.just("double"), places_in),
    st.tuples(st.just("header"), places_in),
)
spoilings = st.lists(WAYS, min_size=1, max_size=5)


def some_rows(path, count, start):
    """The header of a file and some of its rows, as bytes: as strange as the whole, and checked in a fraction."""
    header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True))
    first = start % max(len(rows) - count, 1)
    return written([header, *rows[first : first + count]])


def written(rows):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def spoilt(data, ways):
    """Do to a file what a list of ways says; a way that finds nothing to spoil leaves it."""
    for way, *where in ways:
        lines = data.splitlines(keepends=True)
        if way == "flip" and data:
            at = where[0] % len(data)
            data = data[:at] + bytes([data[at] ^ 1 << where[1]]) + data[at + 1 :]
        elif way == "swap":
            data = _with_swapped_cells(data, where)
        elif lines:
            at = where[0] % len(lines)
            if way == "cut":
                lines[at] = lines[at][: where[1] % len(lines[at])]
            elif way == "join":
                lines[at] = lines[at].rstrip(b"\r\n")
            else:
                lines.insert(at, lines[at] if way == "double" else lines[0])
            data = b"".join(lines)
    return data


def _with_swapped_cells(data, where):
    try:
        rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return data
    rows = [row for row in rows if row]
    if rows:
        one, other = rows[where[0] % len(rows)], rows[where[2] % len(rows)]
        first, second = where[1] % len(one), where[3] % len(other)
        one[first], other[second] = other[second], one[first]
    return written(rows)


def counted(data):
    """Rows below the header, by Python's own reader of CSV."""
    return sum(1 for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) if row) - 1


def unless_refused(name, read):
    """What is read of a file; None when it is refused with a sentence that begins with its name."""
    try:
        return read()
    except UnreadableFileError as error:
        sentence = str(error)
    assert sentence.startswith(name)
    return None


def holds_its_rows(data, raw, found):
    kept, refused = found.kept.index.tolist(), [row.line for row in found.refused]
    assert found.row_count == len(kept) + len(refused) == len(raw.raw) == counted(data)
    assert sorted(kept + refused) == sorted(raw.raw)
    assert all(row.problems and row.raw == raw.raw[row.line] for row in found.refused)


@laws
@given(ways=spoilings, start=st.integers(0, 400))
def test_claims_are_refused_whole_or_every_row_is_accepted_or_refused(record, ways, start):
    data = spoilt(some_rows(SHIPPED_WORKSPACE / "claims.csv", 8, start), ways)
    raw = unless_refused("claims.csv", lambda: parse_table("claims.csv", data, CLAIMS))
    if raw is not None:
        holds_its_rows(data, raw, check_claims_of(raw, record.places, None))


@laws
@given(ways=spoilings, start=st.integers(0, 40))
def test_milestones_are_refused_whole_or_every_row_is_accepted_or_refused(record, ways, start):
    claims = parse_table("claims.csv", some_rows(SHIPPED_WORKSPACE / "claims.csv", 3, 0), CLAIMS)
    data = spoilt(some_rows(SHIPPED_WORKSPACE / "events.csv", 8, start), ways)
    raw = unless_refused("events.csv", lambda: parse_table("events.csv", data, EVENTS))
    if raw is not None:
        holds_its_rows(data, raw, check_events_of(raw, record.places, claims))


@laws
@given(name=st.sampled_from(["gazetteer.csv", "provinces.csv"]), ways=spoilings)
def test_a_gazetteer_is_refused_whole_or_every_row_of_it_is_a_place(tmp_path, name, ways):
    for other in ("gazetteer.csv", "provinces.csv"):
        data = (SHIPPED_WORKSPACE / "geodata" / other).read_bytes()
        (tmp_path / other).write_bytes(spoilt(data, ways) if other == name else data)
    read = unless_refused(("gazetteer.csv", "provinces.csv"), lambda: read_gazetteer(tmp_path))
    if read is None:
        return
    gazetteer, _ = read
    names = gazetteer.district_names if name == "gazetteer.csv" else gazetteer.province_names
    assert len(names) == counted((tmp_path / name).read_bytes())
    assert all(names.values())
    assert {gazetteer.match(pcode).pcode for pcode in names} == set(names)


@laws
@given(name=st.sampled_from(IMPORTS), ways=spoilings)
def test_a_brought_file_is_refused_whole_or_every_row_is_accepted_or_refused(record, name, ways):
    data = spoilt((FILES / name).read_bytes(), ways)
    try:
        brought(name, data, record.places)
    except ClaimAtlasError as error:
        pytest.fail(f"an error that an import does not announce: {error}")


SPOILT_NAMES = {
    "a doubled header": ("gazetteer.csv", "name_en,name_fa", "name_en,name_en", "names name_en more than once"),
    "a missing column": ("provinces.csv", "name_fa", "name_xx", "the header lacks name_fa"),
    "a place twice": ("gazetteer.csv", "AF1902,", "AF1901,", "names AF1901 more than once"),
    "no code": ("gazetteer.csv", "AF1901,", ",", "expected a P-code"),
    "a code that is none": ("provinces.csv", "AF28,", "af28;,", "found 'af28;', expected a P-code"),
    "no name": ("gazetteer.csv", "AF1901,AF19,Kunduz,", "AF1901,AF19,,", "AF1901 has no name_en"),
    "another province": ("gazetteer.csv", "AF1901,AF19,", "AF1901,AF99,", "AF1901 lies in 'AF99'"),
}


@pytest.mark.parametrize("case", SPOILT_NAMES)
def test_a_spoilt_gazetteer_is_told_in_one_sentence(tmp_path, case):
    name, before, after, said = SPOILT_NAMES[case]
    for other in ("gazetteer.csv", "provinces.csv"):
        text = (SHIPPED_WORKSPACE / "geodata" / other).read_text(encoding="utf-8")
        assert other != name or before in text
        spoiled = text.replace(before, after, 1) if other == name else text
        (tmp_path / other).write_text(spoiled, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=f"^{name}.*{said}"):
        read_gazetteer(tmp_path)


def test_a_spelling_of_no_place_is_not_dropped_in_silence(tmp_path):
    for name in ("gazetteer.csv", "provinces.csv"):
        (tmp_path / name).write_bytes((SHIPPED_WORKSPACE / "geodata" / name).read_bytes())
    (tmp_path / "spellings.csv").write_text("spelling,pcode\nKhan Abad City,AF9999\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="'Khan Abad City' is to mean 'AF9999', which is no place"):
        read_gazetteer(tmp_path)
