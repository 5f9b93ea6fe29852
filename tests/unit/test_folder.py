"""A record folder answers what the record in memory answers, and says so in words where it does not."""

import datetime as dt
import io
import json
import shutil
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from claimatlas import export, listing
from claimatlas import vocabulary as voc
from claimatlas.answers import answers_of, days_asked
from claimatlas.answers.by_milestone import milestone_claims, milestone_numbers
from claimatlas.answers.disputing import disputing_of
from claimatlas.answers.tracking import tracking_of
from claimatlas.cli import disputes as disputes_command
from claimatlas.cli.shell import main
from claimatlas.compare import sides, swapped
from claimatlas.course import course
from claimatlas.disputes import find_disputes
from claimatlas.disputes.chapters import chapters_of, list_page
from claimatlas.draw.message import message
from claimatlas.errors import TooManyClaimsError, UnreadableFileError
from claimatlas.export import columnar, geopackage, listed, sidecar, workbook
from claimatlas.export.built import build
from claimatlas.figures import figure_groups
from claimatlas.folder import Folder, open_folder
from claimatlas.histogram import quiet_stretches
from claimatlas.ledger import entries
from claimatlas.life import deeds
from claimatlas.listing import page_of
from claimatlas.opening import open_record, signature
from claimatlas.record import SHIPPED_WORKSPACE
from claimatlas.selection import Selection
from claimatlas.view import View

DAY = dt.date(2016, 4, 17)
FILTERS = (
    {},
    {"parties": ("taliban", "local_official")},
    {"camps": ("government",), "known_by": dt.date(2016, 4, 17)},
    {"provinces": ("AF28",), "claim_types": ("capture", "denial")},
    {"districts": ("AF1901", "AF1904"), "until": dt.date(2016, 6, 1)},
    {"since": dt.date(2015, 9, 1), "until": dt.date(2016, 4, 30)},
    {"known_by": dt.date(2015, 4, 1)},
)
WINDOWS = (1, 7, 30, 90, None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("built") / "record"
    build([SHIPPED_WORKSPACE / "claims.csv"], SHIPPED_WORKSPACE, place)
    return open_folder(place)


@pytest.fixture(scope="module")
def selections(record):
    days = pd.date_range(record.first_day, record.last_day, periods=7).date
    every = [Selection(on=day, window=WINDOWS[number % 5]) for number, day in enumerate([*days, DAY])]
    return [replace(one, **FILTERS[number % 7]) for number, one in enumerate(every)] + [
        Selection(on=DAY, window=window, **fields) for window, fields in zip((30, None) * 4, FILTERS, strict=False)
    ]


def test_the_claims_are_those_of_the_file_cell_for_cell(record, folder):
    pd.testing.assert_frame_equal(folder.claims, record.claims)
    pd.testing.assert_frame_equal(folder.events, record.events)
    assert folder.sums == record.sums
    assert (folder.first_day, folder.last_day) == (record.first_day, record.last_day)
    assert folder.statement_count == record.statement_count


def test_every_state_count_and_mark_is_the_same_on_days_through_the_whole_record(record, folder, selections):
    for selection in selections:
        held, read = View(record, selection), View(folder, selection)
        pd.testing.assert_frame_equal(read.states, held.states)
        pd.testing.assert_frame_equal(read.latest, held.latest)
        assert (read.counts, read.row_count) == (held.counts, held.row_count)
        layers = replace(selection, layers=("claims", "assessments"))
        assert message(View(folder, layers)) == message(View(record, layers))


def test_the_timeline_is_the_same(record, folder, selections):
    for selection in selections:
        for whole in (False, True):
            held, read = (answers_of(one, selection, whole_range=whole) for one in (record, folder))
            pd.testing.assert_frame_equal(read.daily_counts(), held.daily_counts(), check_freq=False)
            assert (read.count, read.long_or_coarse_count) == (held.count, held.long_or_coarse_count)
            stretches = [quiet_stretches(one.spans(), record.first_day, record.last_day) for one in (held, read)]
            pd.testing.assert_frame_equal(*stretches)
            assert read.counts_about() == held.counts_about()
            days = record.first_day, record.last_day
            assert read.ahead(selection.window, *days) == held.ahead(selection.window, *days)


def test_a_district_is_the_same_day_by_day(record, folder, selections):
    first, last = record.first_day - dt.timedelta(days=9), record.last_day + dt.timedelta(days=400)
    for selection in selections[::2]:
        held, read = answers_of(record, selection), answers_of(folder, selection)
        for pcode in ("AF1904", "AF2802"):
            pd.testing.assert_frame_equal(read.about(pcode), held.about(pcode))
            pd.testing.assert_frame_equal(read.days_about(pcode), held.days_about(pcode))
            expected = course(record.claims, selection, pcode, first, last)
            pd.testing.assert_frame_equal(read.course(pcode, first, last), expected)


def test_pages_and_pieces_of_the_table_are_stretches_of_it(record, folder):
    for rows in voc.Rows:
        selection = Selection(on=DAY, window=None, rows=rows.value)
        expected = View(record, selection).rows
        view = View(folder, selection)
        pd.testing.assert_frame_equal(view.rows, expected)
        for first in range(0, len(expected) + 50, 50):
            pd.testing.assert_frame_equal(page_of(view, first, 50), expected.iloc[first : first + 50])
    read = answers_of(folder, Selection())
    pd.testing.assert_frame_equal(pd.concat(list(read.pieces())), record.claims)


def test_ledger_history_and_disputes_of_a_claim_need_only_what_is_around_it(record, folder):
    for known_by in (None, DAY):
        selection = Selection(known_by=known_by)
        held, read = answers_of(record, selection), answers_of(folder, selection)
        some = record.claims.iloc[::23]
        some = some[some["reported_date"] <= pd.Timestamp(known_by or dt.date.max)]
        ids = list(some.index)
        assert entries(some, read.around(ids)) == entries(some, held.known())
        pd.testing.assert_frame_equal(deeds(read.around(ids), claim_ids=ids), deeds(held.known(), claim_ids=ids))
    for claim_id in ("SEED-07", *record.claims.index[::60]):
        circle = read.circle(claim_id)
        own = record.claims.loc[[claim_id]]
        (entry,) = entries(own, record.claims)
        tied = [one for tie in entry.ties for one in tie.claim_ids]
        assert entries(circle.loc[tied], circle) == entries(record.claims.loc[tied], record.claims)
        found = [
            find_disputes(claims, about=claims["claim_id"] == claim_id)
            for claims in (record.claims, read.against(claim_id))
        ]
        pd.testing.assert_frame_equal(*found)


def test_what_is_on_record_is_known_without_looking_through_it(record, folder):
    held, read = answers_of(record, Selection()), answers_of(folder, Selection())
    for claim_id in ("SEED-07", "NOBODY-1", ""):
        assert read.holds(claim_id) is held.holds(claim_id)
    assert list(read.those(["SEED-15", "SEED-07", "NOBODY-1"]).index) == list(
        held.those(["SEED-15", "SEED-07", "NOBODY-1"]).index
    )
    claim = record.claims.iloc[0]
    for claimant in (claim["claimant"], "Nobody"):
        assert read.of_claimant(claim["party"], claimant) is held.of_claimant(claim["party"], claimant)
    assert [read.speaks(camp.value) for camp in voc.Camp] == [held.speaks(camp.value) for camp in voc.Camp]
    assert list(read.publishers().items()) == list(held.publishers().items())
    assert [read.most_claims(window) for window in WINDOWS] == [held.most_claims(window) for window in WINDOWS]


@pytest.mark.parametrize("kind", ["csv", "parquet", "geojson", "geoparquet", "xlsx"])
def test_every_table_is_the_same_file_with_the_same_sidecar(record, folder, kind, tmp_path):
    selection = Selection(on=DAY, parties=("taliban", "government"))
    for name, one in (("held", record), ("read", folder)):
        (tmp_path / name).mkdir()
        export.write_snapshot(View(one, selection), tmp_path / name / f"file.{kind}")
    for ending in (kind, f"{kind}.json"):
        assert (tmp_path / "read" / f"file.{ending}").read_bytes() == (
            tmp_path / "held" / f"file.{ending}"
        ).read_bytes()


@pytest.fixture
def small_pieces(monkeypatch):
    """A world in which a hundred claims are many."""
    monkeypatch.setattr(Folder, "most_whole", 100)
    monkeypatch.setattr(sidecar, "MOST_NAMED", 100)
    monkeypatch.setattr(listed.pieces, "__defaults__", (70,))
    monkeypatch.setattr(columnar, "GROUP", 128)
    monkeypatch.setattr(geopackage, "GROUP", 128)
    monkeypatch.setattr(listing, "_PIECE", 10)


@pytest.mark.parametrize("rows", ["all", "live", "no-district"])
@pytest.mark.parametrize("kind", ["csv", "parquet", "gpkg", "xlsx"])
@pytest.mark.usefixtures("small_pieces")
def test_a_file_of_many_claims_is_the_same_from_a_folder(folder, record, kind, rows, tmp_path, monkeypatch):
    monkeypatch.setattr(Folder, "most_whole", 10)
    monkeypatch.setattr(sidecar, "MOST_NAMED", 10)
    asked = Selection(on=DAY, window=None, rows=rows)
    assert View(record, asked).row_count > 10
    for name, one in (("held", record), ("read", open_folder(folder.root))):
        (tmp_path / name).mkdir()
        export.write_snapshot(View(one, asked), tmp_path / name / f"file.{kind}")
    for name in (f"file.{kind}", f"file.{kind}.json"):
        assert (tmp_path / "read" / name).read_bytes() == (tmp_path / "held" / name).read_bytes()
    assert sorted(path.name for path in (tmp_path / "read").iterdir()) == [f"file.{kind}", f"file.{kind}.json"]


@pytest.mark.usefixtures("small_pieces")
def test_a_sheet_of_many_claims_holds_the_same_cells(folder, record, tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "SHARED", 100)
    for name, one in (("held", record), ("read", open_folder(folder.root))):
        export.write_snapshot(View(one, Selection(on=DAY)), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "read.xlsx").read_bytes() == (tmp_path / "held.xlsx").read_bytes()
    monkeypatch.undo()
    usual = openpyxl.load_workbook(io.BytesIO(export.render(View(record, Selection(on=DAY)), "xlsx")))
    found = openpyxl.load_workbook(tmp_path / "read.xlsx")
    assert found.sheetnames == usual.sheetnames
    for sheet in usual.sheetnames:
        assert list(found[sheet].values) == list(usual[sheet].values), sheet
    assert found["Claims"].dimensions == usual["Claims"].dimensions


@pytest.mark.usefixtures("small_pieces")
def test_what_is_said_of_many_claims_holds_for_all_of_them(folder, record, tmp_path):
    fresh = View(open_folder(folder.root), Selection(on=DAY))
    export.write_snapshot(fresh, tmp_path / "all.parquet")
    about = json.loads((tmp_path / "all.parquet.json").read_bytes())
    assert about["snapshot"]["bytes"] == (tmp_path / "all.parquet").stat().st_size
    assert about["claim_ids"]["listed"] is None
    assert about["counts"]["claims"] == len(record.claims)
    assert pd.read_parquet(tmp_path / "all.parquet")["claim_id"].tolist() == record.claims["claim_id"].tolist()
    assert main(["--workspace", str(folder.root), "verify", str(tmp_path / "all.parquet")]) == 0


@pytest.mark.usefixtures("small_pieces")
def test_what_cannot_be_written_piece_by_piece_is_refused_with_what_to_do(folder, tmp_path):
    fresh = View(open_folder(folder.root), Selection(on=DAY))
    with pytest.raises(TooManyClaimsError, match=r"A \.html page of 360 claims .* Write \.csv, .* at most 100 claims"):
        export.write_snapshot(fresh, tmp_path / "all.html")
    with pytest.raises(TooManyClaimsError, match=r"python -m claimatlas snapshot"):
        export.render(fresh, "csv")
    assert list(tmp_path.iterdir()) == []
    for kind in ("svg", "geojson", "geoparquet"):
        export.write_snapshot(fresh, tmp_path / f"day.{kind}")


def test_a_briefing_on_a_district_reads_what_is_around_its_claims(folder, record, monkeypatch):
    asked = Selection(on=dt.date(2015, 9, 30), window=30, place="AF1901")
    request = export.Request(subject=voc.Subject.DISTRICT)
    whole = export.render(View(record, asked), export.BRIEFING, request)
    monkeypatch.setattr(Folder, "most_whole", 300)
    fresh = open_folder(folder.root)
    assert export.render(View(fresh, asked), export.BRIEFING, request) == whole
    of_milestone = View(fresh, Selection(on=DAY, event=str(record.events["event_id"].iloc[0])))
    with pytest.raises(TooManyClaimsError, match=r"A briefing on a milestone .* at most 300 at once .* has 360"):
        export.render(of_milestone, export.BRIEFING, export.Request(subject=voc.Subject.MILESTONE))


@pytest.mark.parametrize("kind", ["csv", "parquet", "gpkg", "xlsx"])
@pytest.mark.usefixtures("small_pieces")
def test_whoever_stops_a_file_of_many_claims_finds_nothing(folder, kind, tmp_path, monkeypatch):
    class StoppedError(Exception):
        pass

    def stop_later(share):
        if share > 0.3:
            raise StoppedError

    monkeypatch.setattr(workbook, "SHARED", 100)
    fresh = View(open_folder(folder.root), Selection(on=DAY))
    with pytest.raises(StoppedError):
        export.write_snapshot(fresh, tmp_path / f"all.{kind}", export.Request().telling(stop_later))
    assert list(tmp_path.iterdir()) == []


def test_too_many_claims_at_once_are_refused_in_words_and_never_cut(folder, monkeypatch):
    monkeypatch.setattr(Folder, "most_whole", 20)
    monkeypatch.setattr(Folder, "most_narrow", 100)
    fresh = open_folder(folder.root)
    view = View(fresh, Selection(on=DAY, parties=("government",)))
    assert len(view.states) == 18  # the window is small enough
    assert view.counts.statements is not None
    for asked in (lambda: view.claims, lambda: view.known, lambda: fresh.claims):
        with pytest.raises(TooManyClaimsError, match="more than 20 claims at once"):
            asked()
    # The browser then waits for the server's answer.
    assert answers_of(fresh, Selection()).ahead(30, fresh.first_day, fresh.last_day) is None
    with pytest.raises(TooManyClaimsError, match="more than 100 claims"):
        _ = View(fresh, Selection(on=fresh.last_day, window=None)).states


def test_statements_that_are_not_counted_are_not_said(folder, monkeypatch):
    monkeypatch.setattr(Folder, "most_narrow", 100)
    view = View(open_folder(folder.root), Selection(on=DAY, camps=("government",)))
    assert view.counts.statements is None
    assert "statement" not in view.count_sentence


def test_a_folder_that_is_not_whole_is_refused(folder, tmp_path, capsys):
    broken = shutil.copytree(folder.root, tmp_path / "broken")
    part = broken / folder.manifest["parts"][0]["file"]
    content = part.read_bytes()
    part.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert main(["--workspace", str(broken), "check"]) == 2  # cannot be done
    assert "is not what was built" in capsys.readouterr().err
    part.write_bytes(content[:-1])
    with pytest.raises(UnreadableFileError, match="not whole"):
        open_record(broken)
    part.unlink()
    with pytest.raises(UnreadableFileError, match="missing"):
        open_record(broken)
    (broken / "manifest.json").write_text('{"version": 1}')
    with pytest.raises(UnreadableFileError, match="of version 2"):
        open_record(broken)


def test_the_signature_of_a_folder_is_that_of_its_manifest(folder):
    assert [name for name, *_ in signature(folder.root)] == ["manifest.json"]


@pytest.fixture(scope="module")
def piecewise(folder):
    """The folder as if it were too large to be held: it is looked through a few parts at a time."""
    fresh = open_folder(folder.root)
    object.__setattr__(fresh, "most_whole", 100)
    return fresh


@pytest.mark.parametrize("fields", [FILTERS[number] for number in (0, 2, 3, 4, 5)])
def test_disputes_are_counted_and_listed_piece_by_piece_as_in_memory(record, piecewise, fields):
    selection = Selection(**fields)
    held, read = disputing_of(record, selection), disputing_of(piecewise, selection)
    counts = held.counts()
    pd.testing.assert_frame_equal(read.counts(), counts)
    pd.testing.assert_frame_equal(read.concessions(), held.concessions().reset_index(drop=True))
    chapters = chapters_of(counts, held.first_days())
    assert chapters_of(counts, read.first_days()) == chapters
    for first in (0, int(counts["dispute_count"].sum()) // 2):
        pages = [list_page(one.among, chapters, first, 20) for one in (read, held)]
        pd.testing.assert_frame_equal(*pages)


@pytest.mark.parametrize("fields", [FILTERS[number] for number in (0, 2, 5)])
def test_who_speaks_and_who_publishes_is_counted_piece_by_piece_as_in_memory(record, piecewise, fields):
    held, read = (tracking_of(one, Selection(**fields)) for one in (record, piecewise))
    expected, found = held.told(), read.told()
    for name in ("parties", "claimants", "denied_concessions", "publishers"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(expected, name))
    whose = tuple(expected.claimants.loc[1, ["party", "claimant"]])
    for one, other in zip(read.statements(*whose), held.statements(*whose), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_the_statements_of_everybody_are_too_many_to_list(piecewise):
    with pytest.raises(TooManyClaimsError):
        tracking_of(piecewise, Selection()).statements()


def test_milestones_have_as_many_claims_as_in_memory(record, folder):
    for day in (None, DAY, dt.date(2015, 1, 1)):
        assert milestone_numbers(folder, day) == milestone_numbers(record, day)
    for event in record.events.iloc[::9].to_dict("records"):
        assert list(milestone_claims(folder, event).index) == list(milestone_claims(record, event).index)


def test_two_pictures_ask_a_folder_for_days_alone(record, piecewise):
    for one in (Selection(known_by=DAY), Selection(compare="days"), Selection(on=record.last_day, compare="days")):
        assert sides(one, days_asked(piecewise)) == sides(one, days_asked(record))
        assert swapped(one, days_asked(piecewise)) == swapped(one, days_asked(record))


def test_commands_print_a_large_record_piece_by_piece(record, folder, monkeypatch, capsys):
    def printed(workspace, *asked):
        assert main(["--workspace", str(workspace), *asked]) == 0
        return capsys.readouterr().out

    lives = printed(SHIPPED_WORKSPACE, "life", "--format", "csv")
    here = ("disputes", "--district", "Khan Abad")
    table, every = printed(SHIPPED_WORKSPACE, *here), printed(SHIPPED_WORKSPACE, *here, "--format", "csv")
    told = json.loads(printed(SHIPPED_WORKSPACE, *here, "--format", "json"))
    monkeypatch.setattr(Folder, "most_whole", 100)
    assert printed(folder.root, "life", "--format", "csv") == lives
    assert printed(folder.root, *here) == table
    # More of them than are put in order come group after group.
    monkeypatch.setattr(disputes_command, "_MOST_HELD", 20)
    assert sorted(printed(folder.root, *here, "--format", "csv").split()) == sorted(every.split())
    found = json.loads(printed(folder.root, *here, "--format", "json"))
    assert sorted(map(str, found)) == sorted(map(str, told))
    for name in ("disputes", "life"):
        assert main(["--workspace", str(folder.root), name]) == 2
        assert "Choose --format csv or --format json." in capsys.readouterr().err


def test_figures_of_a_district_are_the_same(record, folder):
    selection = Selection(on=dt.date(2015, 10, 10))
    held, read = (figure_groups(View(one, selection).claims_about("AF1901")) for one in (record, folder))
    assert read == held
