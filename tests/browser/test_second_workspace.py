"""A made-up conflict with other camps across the 180th meridian: every page, in one visit."""

import re

import pytest

from tests.browser.driving import ROOT, STANDS, reader_of, running_dashboard

PAGES = {
    "/district?place=QX0303": "Tide League: 1 live claim.",
    "/disputes": "8 disputes",
    "/compare?compare=voices": "according to the councillors",
    "/claims": "16 claims",
    "/claimants": "By claimant",
    "/data": "none is kept aside",
    "/method": "Nobody is quoted: every word here is made up.",
    "/claim?claim=M-03": "A league captain",
    "/milestone?event=EV-LANDING": "Landing at Cape Line",
}


@pytest.fixture(scope="module")
def second(browser):
    with (
        running_dashboard(ROOT / "tests" / "second") as address,
        reader_of(browser, address) as somebody,
    ):
        yield somebody


def test_the_map_is_in_one_piece_and_an_address_counts_from_180_to_180(second):
    second.open("/?place=QX0303&layer=claims,assessments").wait_for_map("2031-05-06")
    assert second.page.title() == "Meridian Isles"
    looks = {pcode: second.look_of(pcode) for pcode in ("QX0301", "QX0303", "QX0201", "QX0203")}
    assert looks == {
        "QX0301": "no_report",
        "QX0303": "fleet+council+league",
        "QX0201": "fleet+council",
        "QX0203": "league",
    }
    boxes = {pcode: second.district(pcode).bounding_box() for pcode in ("QX0301", "QX0202")}
    assert boxes["QX0301"]["x"] + boxes["QX0301"]["width"] < boxes["QX0202"]["x"] < 1440
    legend = second.map.locator(".atlas-legend").inner_text()
    assert "Contested, claimed for both: Lantern Fleet and Harbour Council" in legend
    assert "River" not in legend
    lanes = second.page.locator(".lanes:has(.lane-left) > .lane")
    assert [lane.get_attribute("class") for lane in lanes.all()] == [
        f"lane lane-{camp} lane-{side}"
        for camp, side in (("fleet", "left"), ("council", "right"), ("league", "middle"), ("observer", "middle"))
    ]
    second.open("/?view=9/-16.5/-179.5").wait_for_map()
    zoom, latitude, longitude = second.map.locator("body").evaluate(STANDS)
    assert (zoom, round(latitude, 1), round(longitude, 1)) == (9, -16.5, 180.5)
    second.map.locator("body").evaluate("() => { map.panBy([60, 0], { animate: false }); }")
    second.wait_for_query("view=9/-16.4993/-179.3353")


def test_every_page_speaks_of_the_camps_of_its_workspace_and_of_no_other(second):
    for path, words in PAGES.items():
        second.open(path).page.get_by_text(words).first.wait_for()
        said = second.page.locator("body").inner_text()
        assert not re.search("Taliban|Islamic State|Kunduz|Afghan|cannot be shown", said), path
    assert (second.foreign, second.errors) == ([], [])
