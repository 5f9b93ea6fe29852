"""The picture says everything that it must, in marks and in words."""

import datetime as dt
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
import shapely
from PIL import Image

from claimatlas import __version__, export, permalink
from claimatlas import vocabulary as voc
from claimatlas.export import picture
from claimatlas.export.fills import fill
from claimatlas.export.page import Page
from claimatlas.legend import CONTEXT_LEGEND, Occurring, legend
from claimatlas.selection import Selection
from claimatlas.symbology import FADED, LIGHT, LOOKS, faded
from claimatlas.view import NOT_FACTS, View

CASES = {
    "first view": Selection(),
    "a week": Selection(on=dt.date(2015, 9, 30), window=7),
    "nothing": Selection(parties=("iskp",), known_by=dt.date(2016, 1, 1)),
    "much": Selection(
        on=dt.date(2021, 8, 30),
        window=None,
        known_by=dt.date(2021, 8, 31),
        parties=("taliban", "government", "local_official"),
        since=dt.date(2015, 1, 1),
        until=dt.date(2021, 9, 1),
        place="AF1904",
    ),
}


@pytest.fixture(scope="module")
def view_of(record):
    return lru_cache(lambda case: View(record, CASES[case]))


@pytest.fixture(scope="module")
def words_of(view_of):
    """All real text of the SVG of a case, in the order in which it is written."""

    @lru_cache
    def words(case):
        return words_in(export.render(view_of(case), "svg"))

    return words


def words_in(svg):
    root = ET.fromstring(svg)  # our own bytes
    return " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))


def squeezed(text):
    """Without blanks: a line may break anywhere."""
    return re.sub(r"\s", "", text)


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def share_of(png, colour):
    """Share of the pixels that are exactly of a colour."""
    wanted = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return float((pixels(png) == wanted).all(axis=2).mean())


@pytest.mark.parametrize("case", CASES)
def test_the_picture_holds_what_was_asked_and_the_caution(view_of, words_of, case):
    view, said = view_of(case), squeezed(words_of(case))
    sentences = (view.title, view.filter_sentence, view.clock_sentence, view.count_sentence, NOT_FACTS)
    assert [sentence for sentence in sentences if squeezed(sentence) not in said] == []


@pytest.mark.parametrize("case", CASES)
def test_the_picture_holds_its_origin(view_of, words_of, case):
    view, said = view_of(case), squeezed(words_of(case))
    origin = (
        "geoBoundaries gbOpen AFG ADM2, CC BY 4.0",
        "Runfola et al. 2020",
        "OCHA COD-AB",
        "Made with Natural Earth",
        "Lambert azimuthal equal-area",
        f"Claim Atlas {__version__}",
        view.record.sums["claims.csv"],
        view.record.sums["geodata"][:16],
        permalink.address(view.selection),
    )
    assert [words for words in origin if squeezed(words) not in said] == []


@pytest.mark.parametrize("case", CASES)
def test_the_legend_explains_exactly_the_marks_that_occur(view_of, words_of, case):
    view, said = view_of(case), words_of(case)
    sides = frozenset({"taliban", "government", "iskp"})
    possible = Occurring(frozenset(LOOKS), frozenset(FADED), sides, sides | {""}, has_milestone=True, place_chosen=True)
    every = [entry for silent in (False, True) for entry in legend(replace(possible, is_filtered=silent))]
    shown = {entry.label for entry in every if entry.label in said}
    assert shown == {entry.label for entry in view.legend}
    assert {entry.label for entry in CONTEXT_LEGEND.values()} <= shown


def test_every_district_is_named(record, words_of):
    said = words_of("first view")
    names = record.places.gazetteer.district_names.values()
    assert [name for name in names if not all(word in said for word in name.split())] == []


def test_an_empty_selection_has_words(words_of):
    assert "No claim of this selection decides the map on this day." in words_of("nothing")


def test_north_and_kilometres_are_there(words_of):
    assert re.search(r"\b50 km\b", words_of("first view"))
    assert " N " in words_of("first view")


@pytest.mark.parametrize("key", LOOKS)
def test_a_fill_shows_every_one_of_its_colours(key):
    page = Page("#ffffff", 800, 550)
    fill(page, shapely.box(0, 0, 800, 550), LOOKS[key])
    png = page.png({}, 144)
    colours = LOOKS[key].colours(LIGHT)
    least = 0.001 if not LOOKS[key].camps else 0.7 / len(colours)
    assert all(share_of(png, colour) > least for colour in colours), key


def test_contested_districts_show_both_camps(view_of):
    png = export.render(view_of("first view"), "png")
    assert share_of(png, LIGHT.camps["taliban"]) > 0.01
    assert share_of(png, LIGHT.camps["government"]) > 0.01
    assert share_of(png, LIGHT.camps["iskp"]) == 0


def test_a_map_without_claims_shows_no_camp(view_of):
    png = export.render(view_of("nothing"), "png")
    assert [camp for camp, colour in LIGHT.camps.items() if share_of(png, colour) > 0] == []


def test_only_colours_of_the_palette_are_used(view_of):
    svg = export.render(view_of("much"), "svg").decode()
    palette = {LIGHT.paper, LIGHT.land, LIGHT.silent, LIGHT.silent_mark, LIGHT.ink, LIGHT.quiet_ink, LIGHT.border}
    palette |= {LIGHT.province_border, LIGHT.water, LIGHT.chosen, *LIGHT.camps.values(), *LIGHT.tints.values()}
    palette |= {faded(colour, age, LIGHT) for colour in tuple(palette) for age in FADED}
    assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) <= palette


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_same_view_gives_the_same_bytes(record, ending):
    first, second = (export.render(View(record, CASES["first view"]), ending) for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_threads_do_not_disturb_each_other(record, view_of):
    alone = [export.render(view_of(case), "svg") for case in ("first view", "a week")]
    with ThreadPoolExecutor(4) as pool:
        views = [View(record, CASES[case]) for case in ("first view", "a week") * 2]
        together = list(pool.map(lambda view: export.render(view, "svg"), views))
    assert together == alone * 2


def test_drawing_changes_no_setting_and_obeys_none(view_of):
    undisturbed = export.render(view_of("a week"), "png")
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "path", "savefig.dpi": 20, "text.color": "red"}):
        before = dict(mpl.rcParams)
        assert export.render(view_of("a week"), "png") == undisturbed
        assert dict(mpl.rcParams) == before


def test_no_clock_and_no_machine_is_in_the_metadata(view_of):
    svg = export.render(view_of("a week"), "svg").decode()
    assert "dc:date" not in svg
    blocks = Image.open(io.BytesIO(export.render(view_of("a week"), "png"))).text
    assert set(blocks) == {"Software", "Title", "Description", "Source", "Copyright"}
    assert blocks["Software"] == f"Claim Atlas {__version__}"


def test_the_picture_has_the_size_it_says(view_of):
    width, height = Image.open(io.BytesIO(export.render(view_of("first view"), "png"))).size
    assert (width, height) == (1600, 1100)


def test_print_has_twice_the_pixels_of_the_same_map(view_of):
    request = export.Request(resolution=voc.Resolution.PRINT)
    fine = Image.open(io.BytesIO(export.render(view_of("first view"), "png", request)))
    assert fine.size == (3333, 2291)
    assert [round(per_inch) for per_inch in fine.info["dpi"]] == [300, 300]
    usual = Image.open(io.BytesIO(export.render(view_of("first view"), "png"))).convert("L")
    difference = np.asarray(fine.convert("L").resize(usual.size)).astype(int) - np.asarray(usual)
    assert np.abs(difference).mean() < 3


def test_no_word_of_a_claim_is_in_the_picture(claim, record_of):
    hostile = {
        "claimant": "<script>alert(1)</script>",
        "summary": "$\\frac{HOSTILE}{2}$",
        "notes": "HOSTILE notes",
        "publisher": "HOSTILE press",
        "place_as_reported": "HOSTILE place",
        "quote": "HOSTILE words",
    }
    svg = export.render(View(record_of(claim(**hostile)), Selection()), "svg").decode()
    assert "HOSTILE" not in svg
    assert "<script" not in svg


def test_words_that_make_the_legend_wide_do_not_press_the_credits_into_a_column_of_letters(view_of, monkeypatch):
    usual = picture._Sheet(view_of("first view"), export.Request(), picture.WIDTH).least_height
    monkeypatch.setattr(picture, "legend_size", lambda _: (picture.WIDTH - 2 * picture.MARGIN - 30, 80.0))
    assert picture._Sheet(view_of("first view"), export.Request(), picture.WIDTH).least_height < 1.3 * usual


def test_an_address_from_outside_is_letters_only(view_of):
    address = "https://x.example/?a=$\\frac{1}{2}$&b=<script>alert(1)</script>&c=قندوز\u202e"
    svg = export.render(view_of("a week"), "svg", export.Request(address)).decode()
    assert "<script" not in svg
    assert squeezed("https://x.example/?a=$%5Cfrac%7B1%7D%7B2%7D$&b=%3Cscript%3E") in squeezed(words_in(svg))


def test_a_long_question_is_never_cut_off(record):
    everything = tuple(record.places.gazetteer.district_names)
    asked = Selection(
        districts=everything,
        parties=("taliban", "government", "local_official", "un", "ngo", "media", "analyst", "resident"),
        claim_types=("advance", "capture", "recapture", "hold", "besiege", "repel", "withdraw", "surrender"),
    )
    view = View(record, asked)
    svg = export.render(view, "svg")
    assert squeezed(view.filter_sentence) in squeezed(words_in(svg))
    assert squeezed(permalink.address(asked)) in squeezed(words_in(svg))


MAP_ROWS = 900
"""Rows of pixels compared: title and map. The sums under them change with every word of the record."""
MEAN_DIFFERENCE = 0.2
"""Greatest mean difference of a channel, of 255: another font engine moves the edges of letters a little."""
DIFFERING_SHARE = 0.0005
"""Greatest share of pixels that differ by more than 24 of 255: half of the smallest district."""


@pytest.mark.golden
@pytest.mark.parametrize(("name", "case"), [("map-2016-04-17.png", "first view"), ("map-2015-09-30.png", "a week")])
def test_the_map_looks_like_the_one_on_file(view_of, golden, tmp_path, name, case):
    made = export.render(view_of(case), "png")
    expected, actual = pixels(golden(name, made))[:MAP_ROWS], pixels(made)[:MAP_ROWS]
    assert actual.shape == expected.shape
    difference = np.abs(actual - expected)
    differing = (difference.max(axis=2) > 24).mean()
    if difference.mean() > MEAN_DIFFERENCE or differing > DIFFERING_SHARE:
        (tmp_path / name).write_bytes(made)
    assert difference.mean() <= MEAN_DIFFERENCE, f"see {tmp_path / name}"
    assert differing <= DIFFERING_SHARE, f"see {tmp_path / name}"
