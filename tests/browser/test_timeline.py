"""The timeline under the map, as a hand, a finger and a keyboard meet it."""

import re

import pytest

from tests.browser.driving import PATIENCE_MS, STANDS, reader_of


def day_handle(reader):
    return reader.page.get_by_role("slider", name="Day shown")


def wait_for_day(reader, words):
    reader.page.wait_for_function(
        """words => [...document.querySelectorAll('*')].filter(node => node.shadowRoot).some(node => {
              const handle = node.shadowRoot.querySelector('.handle-on');
              return handle && handle.getAttribute('aria-valuetext').startsWith(words);
            })""",
        arg=words,
        timeout=PATIENCE_MS,
    )


def band_box(reader):
    band = reader.page.locator(".timeline .band")
    band.scroll_into_view_if_needed()
    return band.bounding_box()


def history_length(reader):
    return reader.page.evaluate("() => history.length")


def test_a_drag_of_the_day_is_drawn_at_once_and_is_one_step_back(reader):
    reader.open().wait_for_map("2016-04-17")
    reader.wait_for_query("on=2016-04-17")
    handle = day_handle(reader)
    handle.scroll_into_view_if_needed()
    assert handle.get_attribute("aria-valuetext").startswith("17 April 2016: Taliban 10, Government 12, Observers 5")
    entries = history_length(reader)
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 10
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    seen = []
    for step in range(1, 7):
        reader.page.mouse.move(x + step * 12, y)
        seen.append(int(handle.get_attribute("aria-valuenow")))
        reader.page.wait_for_timeout(60)
    assert seen == sorted(set(seen)), "the day follows the hand, and no answer moves it back"
    reader.page.mouse.up()
    landed = handle.get_attribute("aria-valuetext")
    iso = reader.page.evaluate("day => new Date(day * 864e5).toISOString().slice(0, 10)", seen[-1])
    reader.wait_for_map(iso)
    reader.wait_for_query(f"on={iso}")
    assert handle.get_attribute("aria-valuetext") == landed
    assert history_length(reader) == entries + 1
    # The map is there before the page: the day is a step to go back from when the session has heard of it.
    reader.page.get_by_role("heading", level=1).filter(has_text=landed.split(":")[0]).wait_for()
    reader.page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
    reader.page.go_back()
    reader.wait_for_map("2016-04-17")
    wait_for_day(reader, "17 April 2016")


def test_play_is_followed_by_the_map_and_by_nothing_that_moves_it(reader):
    reader.open("/?on=2016-04-14").wait_for_map("2016-04-14")
    frame = reader.map.locator("#map_div")
    frame.evaluate("() => { map.setView([36.75, 68.9], 10, {animate: false}); }")
    before = frame.evaluate(STANDS)
    frame.evaluate(
        """() => {
          window.days = []; window.blank = 0;
          new MutationObserver(() => window.days.push(document.querySelector('[data-shown]').dataset.shown))
            .observe(document.querySelector('[data-shown]'), {attributes: true, attributeFilter: ['data-shown']});
          const look = () => {
            if (document.getElementById('map_div').offsetHeight < 200) window.blank += 1;
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    reader.page.get_by_label("Speed").select_option("7 days a second")
    reader.page.get_by_role("button", name="Play", exact=True).click()
    # The day is on the map for a moment only: what is waited for is what was seen since, and not what stands there.
    while not frame.evaluate("() => window.days.some((day) => day >= '2016-04-17')"):
        assert reader.page.locator(".timeline .status").text_content().startswith("Playing")
        reader.page.wait_for_timeout(20)
    day_handle(reader).press("ArrowRight")
    reader.page.get_by_role("button", name="Play", exact=True).wait_for()
    shown = list(dict.fromkeys(frame.evaluate("() => window.days")))
    assert shown == sorted(shown)
    # 14 April has no claims, the 15th and the 17th have: whatever the pace, play passes over neither.
    assert {"2016-04-15", "2016-04-17"} <= set(shown)
    assert frame.evaluate(STANDS) == pytest.approx(before, abs=0.001)
    assert frame.evaluate("() => window.blank") == 0
    assert "Paused on" in reader.page.locator(".timeline .status").text_content()


def test_a_stretch_drawn_over_the_bars_is_the_range_and_goes_again(reader):
    reader.open().wait_for_map("2016-04-17")
    box = band_box(reader)
    reader.page.mouse.move(box["x"] + 40, box["y"] + 30)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 90, box["y"] + 34, steps=4)
    reader.page.mouse.move(box["x"] + 140, box["y"] + 34, steps=4)
    reader.page.mouse.up()
    reader.wait_for_query("from=2015-")
    reader.wait_for_query("to=201")
    assert "on=2016-04-17" in reader.page.url
    reader.page.locator(".timeline .bar.beyond").first.wait_for(state="attached")
    first = reader.page.get_by_role("slider", name="Range from")
    begun = first.get_attribute("aria-valuetext")
    first.focus()
    reader.page.keyboard.press("ArrowRight")
    assert first.get_attribute("aria-valuetext") != begun
    reader.page.get_by_role("button", name="Clear range").click()
    reader.page.wait_for_function("() => !/[?&](from|to)=/.test(location.search)")
    reader.page.locator(".timeline .bar.beyond").first.wait_for(state="detached")


def test_the_keyboard_steps_days_claims_and_milestones(reader):
    reader.open("/?on=2015-09-28").wait_for_map("2015-09-28")
    handle = day_handle(reader)
    handle.focus()
    reader.page.keyboard.press("Shift+ArrowLeft")
    assert handle.get_attribute("aria-valuetext").startswith("23 June 2015: ")
    reader.page.keyboard.press("ArrowLeft")
    assert handle.get_attribute("aria-valuetext").startswith("22 June 2015: ")
    reader.page.keyboard.press("End")
    assert handle.get_attribute("aria-valuetext").startswith("8 August 2021: ")
    assert reader.page.get_by_role("button", name="Day on").get_attribute("aria-disabled") == "true"
    reader.wait_for_map("2021-08-08")
    reader.page.get_by_role("button", name="Month", exact=True).click()
    mark = reader.page.locator(".timeline .mark").last
    mark.focus()
    reader.page.keyboard.press("ArrowLeft")
    reader.page.keyboard.press("End")
    reader.page.keyboard.press("Enter")
    reader.page.get_by_role("link", name="Kunduz city falls").wait_for()
    stops = reader.page.locator(".timeline [tabindex='0'], .timeline select, .timeline a, .timeline summary").count()
    assert stops <= 9


def test_a_bar_is_read_under_the_pointer_and_a_long_silence_is_named(reader):
    reader.open().wait_for_map("2016-04-17")
    reader.page.locator(".timeline .silence").filter(has_text="no claims").first.wait_for()
    box = band_box(reader)
    near = day_handle(reader).bounding_box()
    reader.page.mouse.move(near["x"] + near["width"] / 2, box["y"] + 40)
    readout = reader.page.locator(".timeline .readout")
    readout.get_by_text("April 2016:", exact=True).wait_for()
    assert re.fullmatch(
        r"April 2016: Taliban \d+, Government \d+, Observers \d+ claims Read them", readout.inner_text()
    )
    readout.get_by_role("link", name="Read them").click()
    reader.wait_for_query("from=2016-04-01")
    reader.wait_for_query("to=2016-04-30")
    reader.page.get_by_role("heading", name="Claims", exact=True).wait_for()


def test_a_finger_moves_the_day_and_targets_are_large_enough(browser, dashboard):
    options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}
    with reader_of(browser, dashboard, **options) as phone:
        phone.open().wait_for_map("2016-04-17")
        handle = day_handle(phone)
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        client = phone.page.context.new_cdp_session(phone.page)
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

        def touch(kind, *points):
            client.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]}
            )

        touch("touchStart", (x, y))
        for step in range(1, 6):
            touch("touchMove", (x + step * 14, y))
        touch("touchEnd")
        wait_for_day(phone, handle.get_attribute("aria-valuetext").split(":")[0])
        assert int(handle.get_attribute("aria-valuenow")) > 16908 + 200
        sizes = phone.page.locator(
            ".timeline button:visible, .timeline select, .timeline [role=slider]:visible"
        ).evaluate_all("nodes => nodes.map(n => n.getBoundingClientRect()).map(b => [b.width, b.height])")
        assert sizes
        assert all(width >= 24 and height >= 24 for width, height in sizes), sizes
        assert phone.page.evaluate("() => document.documentElement.scrollWidth") <= 390
        assert phone.errors == []


def test_the_fills_of_the_map_follow_the_hand_before_the_server_has_answered(reader):
    """All in one piece of script: no answer can come between a key and what is read."""
    reader.open("/?on=2016-04-14").wait_for_map("2016-04-14")
    reader.page.get_by_role("slider", name="Day shown").evaluate("node => (window.day = node)")
    presses = """(count) => {
      const frame = document.querySelector("iframe[title*='st_folium']");
      const inside = frame.contentDocument;
      for (let press = 0; press < count; press += 1) {
        window.day.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      }
      const paths = [...inside.querySelectorAll('path[data-pcode]')];
      const marks = [...inside.querySelectorAll('.atlas-marks, .atlas-arrow')];
      return {
        foretold: inside.querySelector('[data-foretold]').dataset.foretold,
        shown: inside.querySelector('[data-shown]').dataset.shown,
        fills: Object.fromEntries(paths.map(({ dataset }) => [dataset.pcode, [dataset.look, dataset.age]])),
        marks: marks.filter((mark) => getComputedStyle(mark).visibility !== 'hidden').length,
      };
    }"""
    fills = """() => Object.fromEntries([...document.querySelectorAll('path[data-pcode]')].map(
      ({ dataset }) => [dataset.pcode, [dataset.look, dataset.age]]))"""
    before = reader.map.locator("body").evaluate(fills)
    told = reader.page.evaluate(presses, 3)
    assert (told["foretold"], told["shown"], told["marks"]) == ("2016-04-17", "2016-04-14", 0)
    assert told["fills"] != before
    reader.wait_for_map("2016-04-17")
    reader.map.locator("#map_div:not([data-foretold])").wait_for()
    assert reader.map.locator("body").evaluate(fills) == told["fills"]
    assert reader.errors == []


def test_the_map_is_answered_whole_by_its_own_way_before_the_page_is(reader):
    """Marks, legend and fills are those that the page's own answer brings, which comes after."""
    reader.open("/?on=2016-04-14&camp=taliban").wait_for_map("2016-04-14")
    said = """() => [...document.querySelectorAll('path[data-pcode], .atlas-marks, .atlas-arrow, .atlas-legend')].map(
      (node) => [node.dataset.pcode, node.dataset.look, node.dataset.age, node.textContent])"""
    title = reader.page.get_by_role("heading", level=1)
    assert "14 April 2016" in title.inner_text()
    reader.map.locator("body").evaluate("() => window.claimatlas.answer('2016-04-17')")
    assert reader.map.locator("[data-shown]").get_attribute("data-shown") == "2016-04-17"
    assert "14 April 2016" in title.inner_text()
    early = reader.map.locator("body").evaluate(said)
    reader.open("/?on=2016-04-16&camp=taliban").wait_for_map("2016-04-16")
    with reader.page.expect_response(lambda response: "/answer?on=2016-04-17" in response.url) as told:
        reader.page.get_by_role("slider", name="Day shown").press("ArrowRight")
    assert told.value.ok
    assert "camp=taliban" in told.value.url
    reader.page.get_by_role("heading", level=1).filter(has_text="17 April 2016").wait_for()
    assert reader.map.locator("body").evaluate(said) == early
    assert len(early) > 18
    assert reader.errors == []
