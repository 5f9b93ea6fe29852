"""The command that measures: what it is asked, what it says of growth and ratios; and ratios that must not be lost.

The guards are generous: a loss of three times fails, noise does not. Both sides of a ratio are measured in turns.
"""

import datetime as dt
import json
import math
from time import perf_counter

import polars as pl
import pytest

from benchmarks import command, placing, report, writing
from benchmarks.asking import DAY, step
from benchmarks.placing import points
from benchmarks.workspaces import write_workspace
from claimatlas.cli import bench
from claimatlas.cli.shell import main
from claimatlas.disputes import count_disputes
from claimatlas.places import district_at
from claimatlas.record import SHIPPED_WORKSPACE, open_record

SMALL, LARGE = 12_000, 60_000


def test_the_command_prints_a_table_and_writes_json(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "KEPT", tmp_path)
    assert main(["bench", "load", "--claims", "1k", "--json", str(tmp_path / "found.json")]) == 0
    out = capsys.readouterr().out
    assert "whole, s" in out
    assert "1,000" in out
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert set(found["found"]["load"]) == {"1000"}
    assert found["found"]["load"]["1000"]["peak memory, MB"] > 10
    assert found["machine"]["polars"] == pl.__version__
    assert len(found["load"]["before"]) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["speed"], "There is no bench 'speed'; there are load, place, ask, screen, export, stream, publish."),
        (["load", "--claims", "many"], "--claims: 'many' is no size; write 1k,100k,1m."),
        (["load", "--claims", "0"], "--claims: '0' is no size"),
        (["load", "--districts", "0"], "--districts must be 1 or more."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_measured_is_said_in_one_sentence(words, said, capsys):
    assert main(["bench", *words]) == 2
    assert said in capsys.readouterr().err


def test_without_the_folder_or_a_package_of_another_library_nothing_is_measured(capsys, monkeypatch):
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "plotly" else name)
    assert main(["bench", "screen"]) == 2
    assert capsys.readouterr().err == "Not installed: plotly. 'make bench' installs them and runs every bench.\n"
    monkeypatch.setattr(bench, "find_spec", lambda _: None)
    assert main(["bench"]) == 2
    assert capsys.readouterr().err.startswith("The folder benchmarks/ is not here")


def test_growth_is_an_exponent_and_is_not_told_of_one_size_or_of_next_to_nothing():
    assert report.grows({1_000: 0.1, 10_000: 1.0, 100_000: 100.0}, "work, s") == pytest.approx(2)
    assert report.grows({10_000: 1.0}, "work, s") is None
    assert report.grows({1_000: 0.001, 10_000: 0.002}, "work, s") is None


def test_a_ratio_says_whether_it_meets_its_target():
    found = {"load": {100_000: {"whole, s": 3.5, "polars, read alone, s": 1.0, "peak memory, MB": 70, "file, MB": 20}}}
    told = report.ratios(found)
    assert [(one["is"], one["wanted"], one["met"]) for one in told] == [
        (3.5, "at most 3", False),
        (3.5, "at most 4", True),
    ]
    assert "no" in report.ratio_table(told)


def test_files_are_measured_by_format_with_what_they_hold_in_memory(monkeypatch):
    """In one process, and without the folder: each has its own bench or test."""

    def here(work, *arguments):
        own = {"built": lambda *_: {"s": 1.0}, "one_format": lambda _, ending: one_format(SHIPPED_WORKSPACE, ending)}
        return own[work.split(":")[1]](*arguments) | {"peak_mb": 1}

    one_format = writing.one_format
    monkeypatch.setattr(writing, "measured", here)
    monkeypatch.setattr(writing, "LISTING", ("csv",))
    found = writing.measure_folder(SHIPPED_WORKSPACE)
    assert list(found) == ["build, s", "build, peak memory, MB", "csv, s", "csv, MB", "csv, peak memory, MB"]
    assert found["csv, MB"] == pytest.approx((SHIPPED_WORKSPACE / "claims.csv").stat().st_size / 1e6, rel=0.02)
    assert {"pandas to_csv, s", "pandas to_excel, s"} == set(writing.others(str(SHIPPED_WORKSPACE)))


def least(*works, turns=3):
    """The least time of each work, taken in turns, so that a busy moment hits all alike."""
    taken = [[] for _ in works]
    for _ in range(turns):
        for times, work in zip(taken, works, strict=True):
            begun = perf_counter()
            work()
            times.append(perf_counter() - begun)
    return [min(times) for times in taken]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    place = tmp_path_factory.mktemp("made")
    return [write_workspace(place / str(count), count, 18) for count in (SMALL, LARGE)]


@pytest.fixture(scope="module")
def records(folders):
    return [open_record(folder) for folder in folders]


def test_opening_a_record_stays_near_to_reading_its_file(folders):
    ours, polars = least(
        lambda: open_record(folders[1]), lambda: pl.read_csv(folders[1] / "claims.csv", infer_schema=False), turns=2
    )
    # Five times on so small a record, of which a part is the outlines.
    assert ours < 3 * 5 * polars


def test_placing_stays_far_ahead_of_a_spatial_join():
    places, districts = points(SHIPPED_WORKSPACE, 150_000)
    ours, sjoin = least(lambda: district_at(places, districts), lambda: placing._by_sjoin(places, districts))
    assert sjoin > 8 / 3 * ours


def test_counting_disputes_grows_with_the_claims_and_not_with_their_pairs(records):
    small, large = least(*(lambda record=record: count_disputes(record.claims) for record in records), turns=2)
    assert large < 3 * (LARGE / SMALL) ** 1.15 * small


def test_a_step_hardly_grows_with_the_claims(records):
    days = iter(range(100))
    small, large = least(
        *(lambda record=record: step(record, DAY + dt.timedelta(days=next(days))) for record in records), turns=7
    )
    assert math.log(large / small) / math.log(LARGE / SMALL) < 0.6
