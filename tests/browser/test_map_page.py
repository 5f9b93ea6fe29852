"""What only a browser shows of the map page."""

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.driving import PATIENCE_MS, STANDS, reader_of


def test_the_first_view_is_the_day_of_the_report_drawn_with_no_network(reader):
    reader.open().wait_for_map("2016-04-17")
    reader.wait_for_query("on=2016-04-17")
    assert reader.map.locator("path[data-pcode]").count() == 18
    assert reader.look_of("AF1904") == "taliban+government"
    assert reader.look_of("AF2805") == "taliban"
    assert reader.look_of("AF2801") == "no_report"
    assert reader.foreign == []
    assert reader.errors == []


def test_contested_districts_are_filled_with_a_stripe_of_each_side(reader):
    reader.open().wait_for_map()
    fill = reader.district("AF1904").get_attribute("fill")
    number = re.search(r"#(\d+)", fill).group(1)
    pattern = reader.map.locator(f"[id='{number}']")
    strokes = pattern.locator("path").evaluate_all("paths => paths.map(path => path.getAttribute('stroke'))")
    assert strokes == ["#d55e00", "#0072b2"]


def test_the_three_sides_named_around_kunduz_city_are_arrows(reader):
    reader.open("/?on=2016-04-17&window=7").wait_for_map()
    arrows = reader.map.locator(".atlas-arrow-shape").evaluate_all(
        "shapes => shapes.map(shape => shape.getAttribute('transform')).sort()"
    )
    assert arrows == ["rotate(0)", "rotate(270)", "rotate(90)"]


def test_on_paper_nothing_stands_on_anything_else_and_the_ledger_is_whole(reader):
    reader.open("/?on=2016-04-17&place=AF1901").wait_for_map()
    reader.page.locator(".ledger .card").first.wait_for()
    reader.page.emulate_media(media="print")
    frame = reader.page.locator("iframe[title*='st_folium']").bounding_box()
    panel = reader.page.locator(".st-key-place-panel").bounding_box()
    ledger = reader.page.locator(".ledger").bounding_box()
    assert frame["y"] + frame["height"] <= panel["y"]
    assert ledger["y"] + ledger["height"] <= panel["y"] + panel["height"] + 1


def test_the_map_itself_says_that_a_claim_is_not_a_fact(reader):
    reader.open().wait_for_map()
    assert reader.map.locator(".atlas-caution").inner_text() == "A claim is not a fact; silence is not control."


def test_a_click_on_a_district_opens_its_claims_with_the_sides_opposed(reader):
    reader.open().wait_for_map()
    reader.district("AF1904").click()
    reader.wait_for_query("place=AF1904")
    ledger = reader.page.locator(".ledger")
    ledger.locator(".lane-taliban").get_by_text("Mullah Hamidi", exact=True).wait_for()
    assert ledger.locator(".lane-government").get_by_text("Gen. Dawlat Waziri", exact=True).is_visible()
    links = ledger.locator("a").evaluate_all("links => links.map(link => [link.protocol, link.host, link.rel])")
    own = urlsplit(reader.address).netloc
    outside = [(protocol, rel) for protocol, host, rel in links if host != own]
    assert outside
    assert len(outside) < len(links)
    assert all(protocol in ("http:", "https:") and "noreferrer" in rel for protocol, rel in outside)
    left = ledger.locator(".lane-taliban").bounding_box()
    right = ledger.locator(".lane-government").bounding_box()
    assert left["x"] + left["width"] <= right["x"]


def test_a_district_is_chosen_with_the_keyboard(reader):
    reader.open().wait_for_map()
    reader.district("AF1905").focus()
    reader.page.keyboard.press("Enter")
    reader.wait_for_query("place=AF1905")


def test_the_timeline_jumps_to_a_milestone_by_its_name(reader):
    reader.open().wait_for_map()
    reader.page.get_by_role("combobox", name="Milestone").click()
    reader.page.keyboard.type("Kunduz city falls")
    reader.page.get_by_role("option", name="28 September 2015: Kunduz city falls").click()
    reader.wait_for_query("on=2015-09-28")
    reader.wait_for_map("2015-09-28")
    assert reader.look_of("AF1901") == "taliban+government"


def map_state(reader):
    """Zoom and centre; a pixel at zoom 10 is 0.0014 degrees, and the centre is read to that."""
    view = reader.map.locator("#map_div").evaluate("() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng]")
    return pytest.approx(view, abs=0.001)


RECORD_FRAMES = """() => {
  window.blankFrames = 0;
  window.frames_seen = 0;
  const drawn = () => [...document.querySelectorAll('path[data-pcode]')]
    .filter(shape => (shape.getAttribute('d') || '').length > 10 && shape.getBoundingClientRect().width > 0).length;
  // Districts outside the view have an empty outline: as many as at the start must be there in every frame.
  const wanted = drawn();
  const look = () => {
    window.frames_seen += 1;
    if (drawn() < Math.max(wanted, 1) || document.getElementById('map_div').offsetHeight < 200) window.blankFrames += 1;
    requestAnimationFrame(look);
  };
  window.mark = Math.random();
  look();
}"""


def test_zoom_and_centre_survive_ten_steps_and_no_frame_is_blank(reader):
    reader.open().wait_for_map("2016-04-17")
    reader.map.locator("#map_div").evaluate("() => { map.setView([36.75, 68.9], 10, {animate: false}); }")
    before = map_state(reader)
    frame = reader.map.locator("#map_div")
    frame.evaluate(RECORD_FRAMES)
    mark = frame.evaluate("() => window.mark")
    slider = reader.page.get_by_role("slider", name="Day shown")
    slider.focus()
    for step in range(1, 11):
        reader.page.keyboard.press("ArrowRight")
        reader.wait_for_map(f"2016-04-{17 + step:02d}")
    assert map_state(reader).expected == before
    seen = frame.evaluate("() => ({mark: window.mark, blank: window.blankFrames, frames: window.frames_seen})")
    assert seen["mark"] == mark, "the frame was loaded anew"
    assert seen["frames"] > 10
    assert seen["blank"] == 0


def test_fast_steps_are_not_undone_by_an_address_that_comes_back_late(reader):
    reader.open().wait_for_map("2016-04-17")
    reader.page.get_by_role("slider", name="Day shown").focus()
    for _ in range(5):
        reader.page.keyboard.press("ArrowRight")
    reader.wait_for_map("2016-04-22")
    reader.wait_for_query("on=2016-04-22")


def test_the_back_button_returns_to_the_view_before(reader):
    reader.open().wait_for_map("2016-04-17")
    reader.wait_for_query("on=2016-04-17")
    entries = reader.page.evaluate("() => history.length")
    # A run of steps is one act, and choosing a district amid it another.
    for day in ("2016-04-18", "2016-04-19"):
        reader.page.get_by_role("button", name="Day on").click()
        reader.wait_for_map(day)
    reader.wait_for_query("on=2016-04-19")
    assert reader.page.evaluate("() => history.length") == entries + 1
    reader.district("AF1904").click()
    reader.wait_for_query("place=AF1904")
    reader.page.get_by_role("button", name="Day on").click()
    reader.wait_for_map("2016-04-20")
    reader.wait_for_query("on=2016-04-20")
    assert reader.page.evaluate("() => history.length") == entries + 3
    for kept in ("on=2016-04-19&window=30&place=AF1904", "on=2016-04-19&window=30", "on=2016-04-17&window=30"):
        reader.page.go_back()
        reader.page.wait_for_function("kept => location.search === '?' + kept", arg=kept, timeout=PATIENCE_MS)
    reader.wait_for_map("2016-04-17")


def test_tiles_are_off_until_asked_for_and_then_only_tiles_are_asked_for(reader):
    reader.open().wait_for_map()
    assert reader.foreign == []
    reader.page.get_by_role("button", name="Layers").click()
    reader.page.get_by_text("Nothing leaves the page.").wait_for()
    reader.page.get_by_role("combobox", name="Pictures of the ground").click()
    reader.page.get_by_role("option", name="OpenTopoMap").click()
    reader.wait_for_query("tiles=terrain")
    reader.page.get_by_text("learn your network address").wait_for()
    reader.map.locator(".atlas-with-tiles").wait_for(state="attached")
    reader.map.get_by_text("OpenTopoMap CC BY-SA").wait_for()
    reader.page.wait_for_timeout(500)
    assert reader.foreign
    assert all(address.startswith("https://a.tile.opentopomap.org/") for address in reader.foreign)


def test_layers_are_shown_and_hidden_from_one_list_and_stand_in_the_address(reader):
    reader.open("/?on=2015-10-08").wait_for_map("2015-10-08")
    legend = reader.map.locator(".atlas-legend")
    assert "River" in legend.text_content()
    reader.page.get_by_role("button", name="Layers").click()
    reader.page.get_by_text("Rivers", exact=True).click()
    reader.wait_for_query("hide=rivers")
    reader.page.get_by_text("Number of claims", exact=True).click()
    reader.wait_for_query("layer=claims")
    reader.map.locator("[data-claims='58']").wait_for(state="attached")
    assert "River" not in legend.text_content()
    assert "by camp of the speaker" in legend.text_content()
    reader.page.reload()
    reader.map.locator("[data-claims='58']").wait_for(state="attached")
    assert "River" not in reader.map.locator(".atlas-legend").text_content()


def test_age_and_concession_are_marks_of_their_own_and_the_tooltip_says_who_spoke_last(reader):
    reader.open("/?on=2015-10-08").wait_for_map("2015-10-08")
    assert [reader.district(pcode).get_attribute("data-age") for pcode in ("AF1901", "AF1904")] == ["fresh", "recent"]
    fresh, recent = (float(reader.district(pcode).get_attribute("fill-opacity")) for pcode in ("AF1901", "AF1904"))
    assert recent < fresh
    assert reader.map.locator(".atlas-marks [data-conceded]").evaluate_all(
        "marks => marks.map(mark => mark.dataset.conceded)"
    ) == ["government"]
    reader.district("AF1905").hover()
    said = reader.map.locator(".atlas-tooltip").inner_text()
    assert "Imam Sahib" in said
    assert "Conceded by the government: its own latest live claim gives ground to another side." in said
    assert "1 October 2015: capture (local officials)" in said.replace("\t", " ")


def test_districts_are_one_tab_stop_and_arrow_keys_go_from_one_to_the_next(reader):
    reader.open().wait_for_map("2016-04-17")
    stop = reader.map.locator("path[data-pcode][tabindex='0']")
    assert stop.count() == 1
    stands = reader.map.locator("#map_div").evaluate(STANDS)
    stop.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        reader.page.keyboard.press(key)
    focused = reader.map.locator("path[data-pcode]:focus")
    assert focused.get_attribute("data-pcode") == "AF1902"
    assert reader.map.locator("#map_div").evaluate(STANDS) == stands
    reader.page.keyboard.press("Enter")
    reader.wait_for_query("place=AF1902")


def test_the_legend_names_every_fill_on_the_map_and_no_other(reader):
    reader.open("/?on=2016-04-17&window=7").wait_for_map()
    fills = reader.map.locator("path[data-pcode]").evaluate_all("p => [...new Set(p.map(x => x.getAttribute('fill')))]")
    legend = reader.map.locator(".atlas-symbol-fill rect").evaluate_all("r => r.map(x => x.getAttribute('fill'))")
    assert sorted(fills) == sorted(legend)


# Names that meet another name, a row of marks or an arrow; how many names there are.
MEETINGS = """() => {
  const boxes = (selector) =>
    [...document.querySelectorAll(selector)].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const names = boxes('.atlas-name:not(.atlas-hidden)');
  const marks = boxes('.atlas-marks svg > g, .atlas-arrow-shape');
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const found = names.flatMap(([name, box], index) =>
    [...names.slice(index + 1), ...marks].filter(([, other]) => meet(box, other)).map(([other]) => [name, other]));
  return [found, names.length];
}"""


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows_the_page_and_no_name_meets_another_at_any_zoom(browser, dashboard, width, scheme):
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with reader_of(browser, dashboard, **options) as reader:
        reader.open("/?on=2016-04-17" if width == 1440 else "/?on=2016-04-17&layer=claims").wait_for_map()
        assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= width
        brief = reader.page.locator(".track .wide").first
        brief.wait_for()
        assert brief.evaluate("table => table.scrollWidth <= table.clientWidth")
        if width == 1440:
            band = reader.page.locator(".timeline .band").bounding_box()
            assert band["y"] + band["height"] <= 900, "the timeline is in sight under the map"
        frame = reader.map.locator("#map_div")
        found, count = frame.evaluate(MEETINGS)
        assert count >= 20
        assert found == []
        for zoom in range(6, 14):
            frame.evaluate("(_, zoom) => { map.setView([36.73, 68.86], zoom, {animate: false}); }", zoom)
            found, count = frame.evaluate(MEETINGS)
            assert count >= 1
            assert found == [], f"zoom {zoom}"


def test_on_a_phone_map_timeline_and_ledger_follow_each_other(phone):
    phone.open("/?on=2016-04-17").wait_for_map()
    phone.district("AF1904").tap()
    # What is said of it stays inside the map, and the claims are one tap away.
    tooltip, around = (phone.map.locator(name) for name in (".atlas-tooltip", "#map_div"))
    tooltip.wait_for()
    said, whole = tooltip.bounding_box(), around.bounding_box()
    assert whole["x"] <= said["x"]
    assert said["x"] + said["width"] <= whole["x"] + whole["width"]
    assert "Its claims stand below the timeline." in tooltip.inner_text()
    phone.page.locator(".ledger .card").first.wait_for()
    to_claims = phone.map.get_by_role("button", name="Read the claims about Khan Abad")
    assert to_claims.bounding_box()["y"] >= whole["y"] + whole["height"], "it covers nothing of the map"
    frame = phone.page.locator("iframe[title*='st_folium']").bounding_box()
    button = to_claims.bounding_box()
    assert button["y"] + button["height"] <= frame["y"] + frame["height"], "and is whole"
    to_claims.tap()
    phone.page.wait_for_function(
        "() => document.querySelector('.st-key-place-panel').getBoundingClientRect().top < 100", timeout=PATIENCE_MS
    )
    assert phone.page.locator(".st-key-place-panel").bounding_box()["y"] > 0
    frame = phone.page.locator("iframe[title*='st_folium']").bounding_box()
    slider = phone.page.get_by_role("slider", name="Day shown").bounding_box()
    phone.page.locator(".ledger .card").first.wait_for()
    ledger = phone.page.locator(".ledger").bounding_box()
    assert frame["width"] >= 340
    assert frame["y"] < slider["y"] < ledger["y"]
    assert slider["y"] < 2 * 844


def saved(reader, name):
    """What the browser saves when a button is pressed: its name, its bytes."""
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("button", name=name, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_snapshot_is_two_clicks_away_and_its_sidecar_one_more(reader):
    reader.open("/?on=2016-04-17&window=7").wait_for_map()
    for label, name, first in (
        ("PNG picture, 144 dpi", "claim-atlas-2016-04-17.png", b"\x89PNG"),
        ("PDF page, Letter", "claim-atlas-2016-04-17-letter.pdf", b"%PDF"),
        ("GeoJSON of the districts", "claim-atlas-2016-04-17.geojson", b"{"),
    ):
        reader.page.get_by_role("button", name="Snapshot").click()
        file, content = saved(reader, label)
        assert file == name
        assert content.startswith(first)
        assert saved(reader, "Save again") == (file, content)
        beside, sidecar = saved(reader, "Sidecar")
        about = json.loads(sidecar)
        assert beside == f"{name}.json"
        assert about["snapshot"]["sha256"] == hashlib.sha256(content).hexdigest()
        assert about["parameters"]["on"] == ["2016-04-17"]
        assert len(about["claim_ids"]["live"]) == 14
    reader.page.get_by_role("button", name="Close", exact=True).click()
    reader.page.get_by_role("button", name="Sidecar").wait_for(state="detached")


def test_a_range_of_days_becomes_a_contact_sheet_and_a_film(reader):
    reader.open("/?on=2016-04-17&from=2016-04-12&to=2016-04-14").wait_for_map()
    for label, name, first in (
        ("Contact sheet", "claim-atlas-2016-04-12-contact-sheet.png", b"\x89PNG"),
        ("Film (GIF)", "claim-atlas-2016-04-12-film.gif", b"GIF89a"),
    ):
        reader.page.get_by_role("button", name="Snapshot").click()
        reader.page.get_by_text("3 maps, one every day.", exact=False).wait_for()
        file, content = saved(reader, label)
        assert file == name
        assert content.startswith(first)
    about = json.loads(saved(reader, "Sidecar")[1])
    assert about["snapshot"]["days"] == ["2016-04-12", "2016-04-13", "2016-04-14"]


def test_a_snapshot_can_be_stopped_while_it_is_drawn(reader):
    reader.open("/?on=2016-04-17").wait_for_map()
    downloads = []
    reader.page.on("download", lambda download: downloads.append(download.suggested_filename))
    reader.page.get_by_role("button", name="Snapshot").click()
    reader.page.get_by_role("button", name="PNG picture, 300 dpi").click()
    reader.page.get_by_role("progressbar").wait_for()
    reader.page.locator(".st-key-stop-making button").click()
    reader.page.get_by_text("Stopped: claim-atlas-2016-04-17-print.png was not made.").wait_for()
    # The page goes on as before, and nothing was saved.
    reader.page.get_by_role("button", name="Snapshot").click()
    assert saved(reader, "CSV of 360 claims")[0] == "claim-atlas-2016-04-17.csv"
    assert downloads == ["claim-atlas-2016-04-17.csv"]


@pytest.mark.parametrize("width", [390, 1440])
def test_no_district_bears_the_name_of_another(browser, dashboard, width):
    on_other_ground = """() => {
      const shapes = [...document.querySelectorAll('path[data-pcode]')];
      return [...document.querySelectorAll('.atlas-name-district:not(.atlas-hidden)')].flatMap((name) => {
        const box = name.getBoundingClientRect();
        const under = document.elementsFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2)
          .find((element) => shapes.includes(element));
        const said = under && under.getAttribute('aria-label').split(':')[0];
        return said && said !== name.textContent ? [[name.textContent, said]] : [];
      });
    }"""
    # How much nearer a name is to another district than to its own, in pixels; a line leads from a name to its ground.
    nearer_to_another = """(_, [name, own, other]) => {
      const names = [...document.querySelectorAll('.atlas-name-district')];
      const box = names.find((one) => one.textContent === name).getBoundingClientRect();
      const away = (pcode) => {
        const path = document.querySelector(`path[data-pcode='${pcode}']`);
        const at = path.getScreenCTM();
        return Math.min(...Array.from({length: 400}, (_, step) => {
          const {x, y} = path.getPointAtLength((path.getTotalLength() * step) / 400).matrixTransform(at);
          return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
        }));
      };
      return away(own) - away(other);
    }"""
    with reader_of(browser, dashboard, viewport={"width": width, "height": 1000}) as reader:
        reader.open("/?on=2016-04-17&window=7").wait_for_map()
        frame = reader.map.locator("#map_div")
        assert frame.evaluate(on_other_ground) == []
        if width == 1440:  # on a phone a line says so
            assert frame.evaluate(nearer_to_another, ["Qush Tepa", "AF2805", "AF2811"]) < 0
        assert frame.evaluate(nearer_to_another, ["Darzab", "AF2811", "AF2805"]) < 0
        # Every district with a live claim is named, and on a wide screen nearly every silent one.
        names = set(reader.map.locator(".atlas-name-district:not(.atlas-hidden)").all_text_contents())
        assert names >= {"Kunduz", "Khan Abad", "Imam Sahib", "Dasht-e-Archi", "Qush Tepa"}
        assert len(names) >= (17 if width == 1440 else 14)


def test_under_a_filter_silence_is_said_to_come_from_it(reader):
    reader.open("/?on=2015-09-28&party=taliban,government").wait_for_map("2015-09-28")
    reader.map.get_by_text("No report among the claims selected (not government control)").wait_for()
    assert reader.map.get_by_text("No report in the window").count() == 0
