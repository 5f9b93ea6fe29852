"""The page's address: written, restored, and honest about what it cannot restore."""

import json
from pathlib import Path

import pytest

from tests.browser.driving import PATIENCE_MS, reader_of, running_dashboard


def test_everything_chosen_is_in_the_address_and_is_restored_by_it(reader, browser, dashboard):
    reader.open().wait_for_map()
    party = reader.page.get_by_role("combobox", name="Party").first
    party.click()
    reader.page.get_by_role("option", name="Taliban").click()
    reader.wait_for_query("party=taliban")
    reader.wait_for_map("2016-04-17")
    address = reader.page.evaluate("() => location.pathname + location.search")
    with reader_of(browser, dashboard) as another:
        another.open(address).wait_for_map("2016-04-17")
        another.page.get_by_text("Claims made by the Taliban.").wait_for()
        assert another.look_of("AF1904") == "taliban"
        assert another.look_of("AF1906") == "no_report"


def test_what_an_address_asks_for_in_vain_is_named(reader):
    reader.open("/?on=2016-04-17&party=martians&district=Atlantis&on=2016-04-18&colour=red").wait_for_map("2016-04-17")
    for named in ("martians", "Atlantis", "2016-04-18", "colour=red"):
        reader.page.get_by_text(named).first.wait_for()


def test_a_hostile_address_is_shown_as_text(reader):
    reader.open(
        "/?party=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E!%5Bx%5D(http%3A%2F%2Fexample.org%2Fx.png)"
    ).wait_for_map()
    reader.page.get_by_text("<img src=x onerror=alert(1)>![x](http://example.org/x.png)").wait_for()
    assert reader.foreign == []


@pytest.mark.parametrize(
    ("page", "sign"),
    [
        ("map", "Kunduz and Jowzjan: claims on 28 September 2015"),
        ("disputes", "Disputes"),
        ("compare", "Compare"),
        ("claims", "Claims"),
        ("claimants", "Claimants"),
        ("data", "Data"),
        ("method", "Method"),
        ("district", "Khan Abad"),
        ("claim", "Claim F15-40"),
        ("milestone", "Kunduz city falls"),
    ],
)
def test_a_deep_link_works_on_a_cold_server(browser, page, sign):
    with running_dashboard() as address, reader_of(browser, address) as reader:
        read = "place=AF1904&claim=F15-40&event=EV-2015-09-KUNDUZ-FALL"
        reader.open(f"/{page}?on=2015-09-28&window=7&party=taliban&{read}")
        reader.page.get_by_role("heading", name=sign, exact=True).wait_for(timeout=PATIENCE_MS)
        reader.wait_for_query("on=2015-09-28")
        reader.wait_for_query("party=taliban")
        reader.page.get_by_role("button", name="Clear filters").wait_for()
        assert reader.page.url.split("?")[0] == f"{address}/{page}"
        assert reader.page.get_by_text("Page not found").count() == 0
        assert reader.foreign == []


def test_filters_and_clocks_stay_when_the_page_changes(reader):
    reader.open("/?on=2015-09-28&window=7&party=taliban&known-by=2015-10-01").wait_for_map("2015-09-28")
    reader.page.get_by_role("link", name="Claims", exact=True).first.click()
    reader.page.get_by_role("heading", name="Claims", exact=True).wait_for()
    for part in ("on=2015-09-28", "window=7", "party=taliban", "known-by=2015-10-01"):
        reader.wait_for_query(part)
    reader.page.get_by_role("link", name="Map", exact=True).first.click()
    reader.wait_for_map("2015-09-28")
    reader.wait_for_query("known-by=2015-10-01")


def test_a_number_leads_to_its_claims(reader):
    reader.open("/?on=2016-04-17&window=7").wait_for_map()
    reader.page.get_by_role("link", name="14 decide the map").click()
    reader.wait_for_query("rows=live")
    reader.page.get_by_text("14 rows, by event day.").wait_for()


def test_where_the_map_stands_is_in_the_address_and_is_restored_by_it(reader, browser, dashboard):
    reader.open("/?on=2016-04-17").wait_for_map("2016-04-17")
    reader.map.get_by_role("button", name="Kunduz", exact=True).click()
    reader.wait_for_query("view=")
    reader.page.wait_for_timeout(600)  # the map glides there; its end has no sign on the page
    reader.page.get_by_role("slider", name="Day shown").focus()
    reader.page.keyboard.press("ArrowRight")
    reader.wait_for_map("2016-04-18")
    reader.wait_for_query("on=2016-04-18")
    reader.wait_for_query("view=")
    stands = "() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]"
    here = reader.map.locator("#map_div").evaluate(stands)
    assert here[0] > 8
    address = reader.page.evaluate("() => location.pathname + location.search")
    with reader_of(browser, dashboard) as another:
        another.open(address).wait_for_map("2016-04-18")
        assert another.map.locator("#map_div").evaluate(stands) == pytest.approx(here, abs=0.01)


def test_a_pan_does_not_run_the_page_again(reader):
    frames = []
    reader.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(len(frame))))
    reader.open("/?on=2016-04-17").wait_for_map("2016-04-17")
    reader.page.wait_for_timeout(1500)
    sent = len(frames)
    reader.map.locator("#map_div").evaluate("() => { map.panBy([80, 40], {animate: false}); map.setZoom(9); }")
    reader.wait_for_query("view=")
    reader.page.wait_for_timeout(1500)
    assert len(frames) == sent


def test_a_claim_has_an_address_of_its_own(reader):
    reader.open("/claims?claim=F15-40")
    reader.page.locator(".ledger #claim-F15-40").wait_for()
    reader.wait_for_query("claim=F15-40")


@pytest.mark.parametrize("day", ["1500-01-01", "9999-12-31", "2016-02-30"])
def test_a_day_beyond_reason_is_named_and_the_page_stands(reader, day):
    reader.open(f"/?on={day}").wait_for_map("2016-04-17")
    reader.page.get_by_text(f"on={day} is not a day").wait_for()
    reader.page.get_by_role("slider", name="Day shown").wait_for()


def test_the_address_on_a_snapshot_opens_the_view(reader):
    reader.open("/?on=2016-04-17&window=7").wait_for_map()
    reader.page.get_by_role("button", name="Snapshot").click()
    with reader.page.expect_download():
        reader.page.get_by_role("button", name="GeoJSON of the districts").click()
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("button", name="Sidecar").click()
    address = json.loads(Path(waiting.value.path()).read_bytes())["address"]
    reader.open(address).wait_for_map("2016-04-17")
    assert reader.page.get_by_text("Page not found").count() == 0
