"""Many days at once: a file for each, a contact sheet, a film; what is finished is whole, and each is made again."""

import datetime as dt
import io
import json
import re
import sys
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from claimatlas import export, series
from claimatlas import vocabulary as voc
from claimatlas.cli import progress
from claimatlas.cli.shell import main
from claimatlas.errors import UsageError
from claimatlas.export.strip import Strip
from claimatlas.selection import Selection
from claimatlas.series import days_at, milestones_between, spread, step_words
from claimatlas.view import NOT_FACTS, View

DAYS = tuple(dt.date(2015, 9, 22) + dt.timedelta(days=7 * number) for number in range(4))
SPAN = ("--every", "7d", "--from", "2015-09-22", "--to", "2015-10-16")


# ---- which days


@given(
    number=st.integers(1, 400),
    unit=st.sampled_from("dw"),
    first=st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)),
    length=st.integers(0, 3000),
)
def test_days_are_in_the_span_at_equal_distances(number, unit, first, length):
    step, last = number * (7 if unit == "w" else 1), first + dt.timedelta(days=length)
    days = days_at(f"{number}{unit}", first, last)
    assert days[0] == first
    assert {(after - before).days for before, after in pairwise(days)} <= {step}
    assert last - dt.timedelta(days=step) < days[-1] <= last


@given(
    first=st.dates(dt.date(1700, 1, 1), dt.date(2199, 12, 31)),
    last=st.dates(dt.date(1700, 1, 1), dt.date(2199, 12, 31)),
    most=st.integers(1, 400),
)
def test_no_time_is_too_long_for_the_usual_step(first, last, most):
    first, last = sorted((first, last))
    assert 1 <= len(days_at(spread(first, last, most), first, last)) <= most


@pytest.mark.parametrize(("step", "words"), [("1d", "every day"), ("7d", "every 7 days"), ("1m", "every month")])
def test_a_step_is_said_in_words(step, words):
    assert step_words(step) == words


def test_a_month_without_such_a_day_is_met_on_its_last_and_the_next_on_the_day_again():
    days = days_at("1m", dt.date(2015, 10, 31), dt.date(2016, 3, 31))
    assert [day.isoformat()[5:] for day in days] == ["10-31", "11-30", "12-31", "01-31", "02-29", "03-31"]


@pytest.mark.parametrize("step", ["", "7", "d", "0d", "-7d", "7 d", "7y", "1.5d", "٧d", "99999d"])
def test_what_is_no_step_is_refused(step):
    with pytest.raises(UsageError, match="is no step"):
        days_at(step, DAYS[0], DAYS[-1])


def test_a_series_has_an_end_after_its_beginning_and_not_too_many_days():
    with pytest.raises(UsageError, match="before its first day"):
        days_at("7d", DAYS[-1], DAYS[0])
    with pytest.raises(UsageError, match=r"at most 4,000 days"):
        days_at("1d", dt.date(2000, 1, 1), dt.date(2030, 1, 1))
    assert (
        len(days_at("1d", dt.date(2000, 1, 1), dt.date(2000, 1, 1) + dt.timedelta(days=series.MOST_DAYS - 1))) == 4000
    )


def test_milestones_come_in_their_order_and_both_ends_count(record):
    found = milestones_between(record.events, None, None)
    assert len(found) == len(record.events)
    assert found.is_monotonic_increasing
    first, last = found.iloc[3].date(), found.iloc[9].date()
    between = milestones_between(record.events, first, last)
    assert set(between.index) == set(found[(found >= pd.Timestamp(first)) & (found <= pd.Timestamp(last))].index)


# ---- pictures of many days


@pytest.fixture(scope="module")
def strip(record):
    return Strip(View(record, Selection(on=DAYS[0])), export.Request("/?on=2015-09-22", days=DAYS))


def words_of(page):
    root = ET.fromstring(page.svg({"Date": None}))  # our own bytes
    return " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_the_legend_of_a_series_explains_exactly_the_marks_of_all_its_days(record, strip):
    every = {entry.label for view in strip.views for entry in view.legend}
    assert [entry.label for entry in strip.legend] == sorted(every, key=[e.label for e in strip.legend].index)
    assert every == {entry.label for entry in strip.legend}
    assert len(every) > len(strip.views[0].legend)
    small = {entry.symbol for entry in strip.short_legend}
    assert small == {"fill", "age", "province"}


def test_a_contact_sheet_names_every_day_and_holds_what_a_snapshot_holds(record, strip):
    said = squeezed(words_of(strip.contact_sheet()))
    days = ("22 September 2015", "29 September 2015", "6 October 2015", "13 October 2015")
    labels = [entry.label for entry in strip.short_legend]
    told = (strip.title, "All claims. Each map shows the 30 days", NOT_FACTS, "0 live claims", "CC BY 4.0", "km")
    origin = ("/?on=2015-09-22", "Claim Atlas", *record.sums.values())
    assert [words for words in (*days, *labels, *told, *origin) if squeezed(words) not in said] == []
    assert strip.title == "Kunduz and Jowzjan: claims from 22 September 2015 to 13 October 2015"


def test_nothing_jumps_between_the_frames_of_a_film(strip):
    first, last = (Image.open(io.BytesIO(strip.frame(number).png({}, 36))) for number in (0, 3))
    assert first.size == last.size
    one, other = (np.asarray(image.convert("L")).astype(int) for image in (first, last))
    differing = np.abs(one - other) > 40
    # Jowzjan, in the left half of the map, has no claim on any of these days; nor does the legend change.
    height, width = differing.shape
    assert not differing[int(height * 0.17) : int(height * 0.7), : width // 2].any()
    assert not differing[int(height * 0.8) :, : width // 2].any()
    assert differing[:, width // 2 :].any()


@pytest.mark.parametrize(("kind", "days"), [("film", ()), ("contact-sheet", ()), ("frame", DAYS[1:])])
def test_a_series_needs_its_days(record, kind, days):
    with pytest.raises(UsageError, match="series"):
        export.render(View(record, Selection(on=DAYS[0])), kind, export.Request(days=days))


# ---- the command line


@pytest.fixture
def run(capsys):
    def ran(*words):
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err

    return ran


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A series with everything that it can bring, made once."""
    made = tmp_path_factory.mktemp("series") / "deep" / "out"
    words = ("snapshot", *SPAN, "--party", "taliban", "--format", "csv", "--contact-sheet", "--film")
    assert main((*words, "--out-dir", str(made))) == 0
    return made


def test_every_day_has_a_file_with_its_sidecar_and_so_have_sheet_frames_and_film(folder):
    days = [f"{day}.csv" for day in DAYS]
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    files = [*days, "contact-sheet.png", "film.gif", *(f"film/000{number}.png" for number in range(1, 5))]
    assert made == {*files, *(f"{name}.json" for name in files)}
    about = json.loads((folder / f"{DAYS[2]}.csv.json").read_bytes())
    # The days of the series are no filter of claims.
    assert (about["parameters"]["on"], about["parameters"]["party"]) == ([str(DAYS[2])], ["taliban"])
    assert not {"from", "to"} & set(about["parameters"])


def test_a_film_shows_each_day_and_rests_at_the_end(folder):
    film = Image.open(io.BytesIO((folder / "film.gif").read_bytes()))
    durations = []
    for number in range(film.n_frames):
        film.seek(number)
        durations.append(film.info["duration"])
    assert (film.n_frames, durations) == (4, [900, 900, 900, 2600])
    assert film.size[0] == 960
    assert film.info["loop"] == 0


@pytest.mark.parametrize("name", ["contact-sheet.png", "film.gif", "film/0003.png"])
def test_what_is_made_of_several_days_is_made_again_from_its_sidecar(folder, run, tmp_path, name):
    again = tmp_path / f"again{(folder / name).suffix}"
    code, _, err = run("snapshot", "--from-sidecar", folder / f"{name}.json", "--out", again)
    assert (code, err) == (0, "")
    assert again.read_bytes() == (folder / name).read_bytes()
    assert (tmp_path / f"{again.name}.json").read_bytes() == (folder / f"{name}.json").read_bytes()


def test_a_series_of_milestones_has_each_of_their_days_once(run, record, tmp_path):
    span = ("--from", "2016-01-01", "--to", "2016-12-31")
    code, out, _ = run("snapshot", "--milestones", *span, "--format", "geojson", "--out-dir", tmp_path)
    events = milestones_between(record.events, dt.date(2016, 1, 1), dt.date(2016, 12, 31))
    days = sorted({f"{day:%Y-%m-%d}" for day in events})
    assert code == 0
    assert out[::2] == [str(tmp_path / f"{day}.geojson") for day in days]


def test_a_briefing_for_each_milestone(run, tmp_path):
    words = ("--milestones", "--briefing", "--from", "2016-04-15", "--to", "2016-04-15", "--out-dir", tmp_path)
    code, out, _ = run("snapshot", *words)
    assert code == 0
    assert out[::2] == [str(tmp_path / "2016-04-15-EV-2016-04-KUNDUZ-ASSAULT.pdf")]
    assert (tmp_path / "2016-04-15-EV-2016-04-KUNDUZ-ASSAULT.pdf").read_bytes().startswith(b"%PDF")


def test_an_interrupt_leaves_what_is_finished_and_nothing_half(run, tmp_path, monkeypatch):
    true, calls = export.write_snapshot, []

    def interrupted(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return true(*arguments)

    monkeypatch.setattr(export, "write_snapshot", interrupted)
    code, out, err = run("snapshot", *SPAN, "--format", "csv", "--out-dir", tmp_path)
    assert code == 130
    assert err == f"Stopped: 2 of 4 files are in {tmp_path}, each whole.\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(line.rsplit("/", 1)[1] for line in out)
    monkeypatch.setattr(export, "write_snapshot", true)
    assert all(run("verify", tmp_path / f"{day}.csv")[0] == 0 for day in DAYS[:2])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--every", "7d", "--out-dir", "x"), "--every needs --from and --to, the first and the last day."),
        ((*SPAN, "--milestones", "--out-dir", "x"), "A series needs either --every or --milestones."),
        (SPAN, "The following arguments are required: --out-dir."),
        ((*SPAN, "--out-dir", "x", "--out", "y.png"), "A series is written to --out-dir and has its own days"),
        ((*SPAN, "--out-dir", "x", "--on", "2016-04-17"), "A series is written to --out-dir and has its own days"),
        ((*SPAN, "--out-dir", "x", "--format", "docx"), "--format is one of png, svg, pdf"),
        ((*SPAN, "--out-dir", "x", "--briefing"), "--briefing at a step needs --place."),
        (("--milestones", "--from", "1990-01-01", "--to", "1990-12-31", "--out-dir", "x"), "no milestone in this time"),
        (("--on", "2016-04-17", "--out", "x.png", "--film"), "--film belongs to a series"),
    ],
)
def test_what_cannot_be_a_series_is_refused_in_one_sentence_and_makes_no_folder(
    run, tmp_path, monkeypatch, words, sentence
):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("snapshot", *words)
    assert (code, out) == (2, [])
    assert sentence in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


class Terminal(io.StringIO):
    """Standard error that somebody looks at."""

    def isatty(self):
        return True


def test_a_bar_is_seen_on_a_terminal_only_and_is_gone_at_the_end(monkeypatch, tmp_path):
    monkeypatch.setattr(progress, "_AFTER_SECONDS", 0.0)
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert main(("snapshot", *SPAN, "--format", "csv", "--out-dir", str(tmp_path))) == 0
    said = sys.stderr.getvalue()
    assert "2 of 4: 2015-10-06 [############............]" in said
    assert said.endswith("\r\x1b[K")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert main(("snapshot", *SPAN, "--format", "csv", "--out-dir", str(tmp_path))) == 0
    assert sys.stderr.getvalue() == ""


def test_every_kind_of_file_says_whether_it_is_to_look_at():
    assert {kind for kind in export.KINDS if kind not in export.FORMATS} == {
        "briefing",
        "contact-sheet",
        "frame",
        "film",
    }
    assert all(isinstance(known.group, voc.Group) for known in export.KINDS.values())
