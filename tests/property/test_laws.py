"""Laws that hold for every input, not only for the examples somebody thought of."""

import csv
import datetime as dt
import io
import random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimatlas import vocabulary as voc
from claimatlas.errors import UnreadableFileError
from claimatlas.load import parse_table, recognise
from claimatlas.permalink import decode, encode
from claimatlas.places import spelling_key
from claimatlas.record import SHIPPED_WORKSPACE, check_claims_of
from claimatlas.schema import CLAIMS, EVENTS
from claimatlas.selection import FILTERS, Selection, known_by, select
from claimatlas.state import coarse_claims, district_states, is_ground, is_in_window, live_claims

DATA = (SHIPPED_WORKSPACE / "claims.csv").read_bytes()

# The shared fixtures give values that nothing changes, so examples need no fresh ones; and a slow machine is no bug.
examples = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], derandomize=True
)

# Working out a state takes a while; fewer examples of it find as much.
some_examples = settings(examples, max_examples=25)

days = st.dates(dt.date(2014, 6, 1), dt.date(2022, 6, 1))
any_days = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
windows = st.none() | st.integers(1, 99_999)
DISTRICTS = [f"AF190{n}" for n in range(1, 8)] + [f"AF28{n:02}" for n in range(1, 12)]
LEGAL = {
    "parties": [party.value for party in voc.Party],
    "camps": [camp.value for camp in voc.Camp],
    "claim_types": [kind.value for kind in voc.ClaimType],
    "provinces": ["AF19", "AF28"],
    "districts": DISTRICTS,
}


CONSULTED = [
    "claim_id", "event_date", "last_event_date", "reported_date", "span_days", "claim_type", "beneficiary", "party",
    "camp", "district", "province",
]  # fmt: skip


def subsets(codes):
    """Subsets in the order of the vocabulary, which is the order in which an address gives them back."""
    return st.sets(st.sampled_from(codes)).map(lambda chosen: tuple(code for code in codes if code in chosen))


@st.composite
def selections(draw):
    since, until = draw(st.none() | any_days), draw(st.none() | any_days)
    if since and until and until < since:
        since, until = until, since
    return Selection(
        on=draw(any_days),
        window=draw(windows),
        known_by=draw(st.none() | any_days),
        since=since,
        until=until,
        place=draw(st.sampled_from(["", *DISTRICTS])),
        rows=draw(st.sampled_from([code.value for code in voc.Rows])),
        order=draw(st.sampled_from([code.value for code in voc.Order])),
        layers=draw(subsets([layer.value for layer in voc.Layer if not layer.is_usual])),
        hidden=draw(subsets([layer.value for layer in voc.Layer if layer.is_usual])),
        rules=draw(subsets([code.value for code in voc.Rule])),
        between=draw(st.sampled_from([code.value for code in voc.Between])),
        compare=draw(st.sampled_from([code.value for code in voc.Comparison])),
        versus_on=draw(st.none() | any_days),
        versus_known_by=draw(st.none() | any_days),
        voice=draw(st.sampled_from([code.value for code in voc.Party])),
        versus_voice=draw(st.sampled_from([code.value for code in voc.Party])),
        who=draw(st.just("") | st.text(min_size=1, max_size=40).map(lambda name: f"un/{name}")),
        outcome=draw(st.sampled_from([code.value for code in voc.Outcome])),
        page=draw(st.integers(1, 9_999_999)),
        tiles=draw(st.sampled_from([code.value for code in voc.Tiles])),
        **{field: draw(subsets(codes)) for field, codes in LEGAL.items()},
    )


def test_the_legal_codes_here_are_those_of_the_filters(record):
    gazetteer = record.places.gazetteer
    assert {f.field: sorted(f.choices(gazetteer)) for f in FILTERS} == {f: sorted(c) for f, c in LEGAL.items()}


@pytest.fixture(scope="module")
def claims(record):
    """The claims of the record with the columns that filters and states look at; the others only take time."""
    return record.claims[CONSULTED]


# ---- clocks and filters


@examples
@given(one=any_days, other=any_days)
def test_what_is_known_only_grows_with_time(claims, one, other):
    early, late = sorted([one, other])
    assert set(known_by(claims, early).index) <= set(known_by(claims, late).index)
    assert set(known_by(claims, late).index) <= set(known_by(claims, None).index)


@examples
@given(day=any_days)
def test_what_is_known_is_known_again(claims, day):
    once = known_by(claims, day)
    assert known_by(once, day).equals(once)


@some_examples
@given(one=selections(), other=selections())
def test_filters_commute(claims, one, other):
    assert select(select(claims, one), other).equals(select(select(claims, other), one))


@some_examples
@given(selection=selections())
def test_a_filter_applied_twice_is_a_filter_applied_once(claims, selection):
    once = select(claims, selection)
    assert select(once, selection).equals(once)


@some_examples
@given(on=days, narrow=st.integers(1, 400), wide=st.integers(1, 400))
def test_a_wider_window_keeps_what_a_narrow_one_keeps(claims, on, narrow, wide):
    narrow, wide = sorted([narrow, wide])
    kept = [set(live_claims(claims, Selection(on=on, window=window)).index) for window in (narrow, wide, None)]
    assert kept[0] <= kept[1] <= kept[2]


@some_examples
@given(on=days, window=windows, known=st.none() | days)
def test_live_and_coarse_together_are_the_ground_claims_of_the_window(claims, on, window, known):
    selection = Selection(on=on, window=window, known_by=known)
    near = known_by(claims[is_ground(claims) & is_in_window(claims, on, window)], known)
    live, coarse = live_claims(claims, selection), coarse_claims(claims, selection)
    assert set(live.index) | set(coarse.index) == set(near.index)
    assert not set(live.index) & set(coarse.index)


# ---- the contract, once more and in other words


def state_by_the_words(claims, pcode, on, window, known):
    """The state of one district, written from VOCABULARY.md row by row, without a frame."""
    spans = {"1": 1, "2": 6, "3": 7, "4": 30, "5": 365}
    ground = {"advance", "capture", "recapture", "hold", "besiege", "repel", "withdraw", "surrender"}
    camps = {"taliban": "taliban", "iskp": "iskp"} | dict.fromkeys(
        ["government", "local_official", "international_forces"], "government"
    )
    live = []
    for row in claims:
        first, last = row["event_date"], row["event_date_end"] or row["event_date"]
        if row["adm2_pcode"] != pcode or row["claim_type"] not in ground or not row["beneficiary"]:
            continue
        if first > on.isoformat() or (known and row["reported_date"] > known.isoformat()):
            continue
        reach = on.toordinal() - window if window else 0
        if dt.date.fromisoformat(last).toordinal() > reach and (not window or spans[row["date_precision"]] <= window):
            live.append((last, row["reported_date"], row["claim_id"], row["beneficiary"], camps.get(row["party"])))
    if not live:
        return "no_report", False, "", {}
    live.sort()
    benefit = {}
    for _, _, key, beneficiary, _ in live:
        benefit.setdefault(beneficiary, []).append(key)
    speaker = live[-1][4]
    status = live[0][3] if len(benefit) == 1 else "contested"
    return status, speaker is not None and speaker != live[-1][3], live[-1][2], benefit


@some_examples
@given(on=days, window=st.none() | st.sampled_from([1, 5, 6, 7, 29, 30, 90, 364, 365]), known=st.none() | days)
def test_every_district_has_the_state_that_the_words_of_the_contract_give_it(claims, on, window, known):
    rows = list(csv.DictReader(io.StringIO(DATA.decode())))
    found = district_states(claims, Selection(on=on, window=window, known_by=known), DISTRICTS)
    for pcode, state in found.iterrows():
        told = state["status"], state["conceded"], state["latest_claim_id"], state["claim_ids"]
        assert told == state_by_the_words(rows, pcode, on, window, known)


@some_examples
@given(selection=selections(), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_the_rows_does_not_matter(claims, selection, seed):
    shuffled = claims.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(
        district_states(shuffled, selection, DISTRICTS), district_states(claims, selection, DISTRICTS)
    )


@some_examples
@given(
    on=days,
    window=windows,
    here=st.sampled_from(DISTRICTS),
    there=st.sampled_from(DISTRICTS),
    party=st.sampled_from(LEGAL["parties"]),
    beneficiary=st.sampled_from(["taliban", "government", "iskp"]),
)
def test_a_claim_in_another_district_changes_no_state_of_this_one(
    claims, claims_frame, claim, on, window, here, there, party, beneficiary
):
    if here == there:
        return
    day = on.isoformat()
    new = claims_frame(
        claim(event_date=day, adm1_pcode=there[:4], adm2_pcode=there, party=party, beneficiary=beneficiary)
    )[CONSULTED]
    selection = Selection(on=on, window=window)
    before = district_states(claims, selection, [here])
    after = district_states(pd.concat([claims, new]), selection, [here])
    pd.testing.assert_frame_equal(before, after)
    assert district_states(pd.concat([claims, new]), selection, [there])["status"].iloc[0] != "no_report"


# ---- addresses


@examples
@given(selection=selections())
def test_an_address_restores_its_selection(record, selection):
    decoded = decode(encode(selection), record.places.gazetteer)
    assert decoded.selection == selection
    assert decoded.ignored == ()


@examples
@given(
    st.dictionaries(
        st.sampled_from([*(f.key for f in FILTERS), "on", "window", "known-by", "from", "to", "place", "rows", "tiles"])
        | st.text(max_size=8),
        st.lists(st.text(max_size=12) | st.sampled_from(["taliban", "AF1904", "all", "2016-04-17", ","]), max_size=3),
        max_size=6,
    )
)
def test_any_address_is_read_and_what_it_asks_for_in_vain_is_named(record, parameters):
    decoded = decode(parameters, record.places.gazetteer)
    again = decode(encode(decoded.selection), record.places.gazetteer)
    assert again.selection == decoded.selection
    assert again.ignored == ()
    assert {ignored.key for ignored in decoded.ignored} <= set(parameters)


# ---- files


def outcome(data, places):
    """What becomes of a file: refused whole, or all its rows kept or refused."""
    try:
        raw = parse_table("claims.csv", data, CLAIMS)
    except UnreadableFileError:
        return None
    found = check_claims_of(raw, places, None)
    kept, refused = found.kept.index.tolist(), [row.line for row in found.refused]
    assert sorted(kept + refused) == sorted(raw.raw)
    assert len(kept) + len(refused) == found.row_count == len(raw.raw)
    assert all(row.problems and row.raw == raw.raw[row.line] for row in found.refused)
    assert all("\n" not in str(problem) for problem in found.problems)
    assert {problem.line for problem in found.problems} <= set(raw.raw)
    return found


@settings(examples, max_examples=40)
@given(
    seed=st.integers(0, 2**32 - 1),
    changes=st.integers(1, 12),
    alphabet=st.sampled_from([b'\x00",;\n\r', b"0123456789-", bytes(range(32, 127)), bytes(range(256))]),
)
def test_no_row_of_a_mutated_copy_of_the_record_gets_lost(record, seed, changes, alphabet):
    source = random.Random(seed)
    lines = DATA.splitlines(keepends=True)
    # A part of the file: as strange as the whole, and checked in a fraction of the time.
    data = bytearray(lines[0] + b"".join(source.sample(lines[1:], 12)))
    for _ in range(changes):
        at = source.randrange(len(data))
        kind = source.randrange(4)
        if kind == 0:
            data[at] = source.choice(alphabet)
        elif kind == 1:
            data.insert(at, source.choice(alphabet))
        elif kind == 2:
            del data[at : at + source.randrange(1, 30)]
        else:
            data[at:at] = data[at : at + source.randrange(1, 300)]
    outcome(bytes(data), record.places)


@some_examples
@given(
    key=st.integers(0, 359),
    column=st.sampled_from(CLAIMS.names),
    text=st.text(max_size=30) | st.sampled_from(["NaN", "AF1904", "2016-04-17", "1", "SEED-07", "taliban", "1e999"]),
)
def test_one_cell_that_holds_anything_spoils_no_other_row(record, key, column, text):
    rows = list(csv.DictReader(io.StringIO(DATA.decode())))
    some = [rows[key - 1], rows[key] | {column: text.replace("\x00", "")}, rows[key - 2]]
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, CLAIMS.names)
    writer.writeheader()
    writer.writerows(some)
    try:
        data = written.getvalue().encode()
    except UnicodeEncodeError:  # half a surrogate pair cannot be in a file at all
        return
    found = outcome(data, record.places)
    assert found is not None
    assert found.row_count == 3
    doubled = text in (some[0]["claim_id"], some[2]["claim_id"]) and column == "claim_id"
    assert doubled or {some[0]["claim_id"], some[2]["claim_id"]} <= set(found.kept["claim_id"])


@examples
@given(data=st.binary(max_size=400) | st.text(alphabet='claim_id,;"\n\r\x00é', max_size=200).map(str.encode))
@pytest.mark.parametrize("table", [CLAIMS, EVENTS], ids=["claims", "events"])
def test_random_bytes_are_refused_or_hold_their_rows(table, data):
    try:
        recognise("x.csv", data, (CLAIMS, EVENTS))
        raw = parse_table("x.csv", data, table)
    except UnreadableFileError:
        return
    assert len(raw.rows) + len(raw.refused) == len(raw.raw)


@some_examples
@given(tail=st.binary(max_size=300))
def test_random_bytes_below_a_right_header_lose_no_row(record, tail):
    outcome(",".join(CLAIMS.names).encode() + b"\n" + tail, record.places)


# ---- spellings


@examples
@given(spelling=st.text(max_size=30))
def test_what_counts_of_a_spelling_counts_the_same_a_second_time(spelling):
    assert spelling_key(spelling_key(spelling)) == spelling_key(spelling)


@examples
@given(spelling=st.text(max_size=12))
def test_a_spelling_matches_only_what_is_known_letter_for_letter(record, spelling):
    gazetteer = record.places.gazetteer
    match = gazetteer.match(spelling)
    known = {**gazetteer.districts_by_key, **gazetteer.provinces_by_key}
    assert (match.pcode is None) or spelling_key(spelling) in known or spelling.strip() == match.pcode
