"""What only a browser shows of the Compare page: two maps that are one to the hand."""

import pytest

from tests.browser.driving import PATIENCE_MS

KUNDUZ = "/compare?on=2015-09-28&known-by=2015-09-28&vs-known-by=2015-10-28"
STATE = "() => [map.getZoom(), map.getCenter().lat, map.getCenter().lng].map((n) => n.toFixed(3)).join(' ')"


def frames(reader):
    """Both maps, when they show what was asked."""
    found = [reader.page.locator("iframe[title*='st_folium']").nth(side).content_frame for side in (0, 1)]
    for one in found:
        one.locator("[data-shown]").wait_for(timeout=PATIENCE_MS)
    return found


def where(frame):
    return frame.locator("#map_div").evaluate(STATE)


def wait_until_both_stand(reader, before):
    """Wait until both maps have left where they stood and stand still at one place; return it."""
    reader.page.wait_for_function(
        """(before) => {
          const at = [...document.querySelectorAll("iframe[title*='st_folium']")].map(({ contentWindow: { map } }) =>
            [map.getZoom(), map.getCenter().lat, map.getCenter().lng].map((n) => n.toFixed(3)).join(" "));
          const still = at[0] === at[1] && at[0] !== before && window.stoodAt === at[0];
          window.stoodAt = at[0];
          return still;
        }""",
        arg=before,
        polling=150,
    )
    return reader.page.evaluate("() => window.stoodAt")


def test_the_maps_move_together_whichever_the_reader_takes_and_the_page_does_not_run(reader):
    sent = []
    reader.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.extend([frame])))
    reader.open(KUNDUZ)
    left, right = frames(reader)
    reader.page.locator(".differences tr[data-pcode]").first.wait_for()
    stood = where(left)
    assert where(right) == stood
    assert sent
    sent.clear()
    left.locator("#map_div").focus()
    reader.page.keyboard.press("ArrowRight")
    panned = wait_until_both_stand(reader, stood)
    right.get_by_role("button", name="Jowzjan", exact=True).click()
    fitted = wait_until_both_stand(reader, panned)
    box = reader.page.locator("iframe[title*='st_folium']").nth(1).bounding_box()
    reader.page.mouse.move(box["x"] + 260, box["y"] + 150)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 200, box["y"] + 120, steps=6)
    assert where(left) == where(right) != fitted
    reader.page.mouse.up()
    dragged = wait_until_both_stand(reader, fitted)
    left.locator(".leaflet-control-zoom-in").click()
    zoomed = wait_until_both_stand(reader, dragged)
    zoom, latitude, longitude = map(float, zoomed.split())
    # The zoom is what it will be as soon as the animation begins; the address waits for its end.
    reader.wait_for_query(f"view={zoom:g}/")
    written = reader.page.evaluate("() => new URL(location.href).searchParams.get('view')").split("/")
    assert [float(part) for part in written] == pytest.approx([zoom, latitude, longitude], abs=0.01)
    assert sent == []
    assert reader.errors == []
    assert reader.foreign == []


def test_a_step_keeps_both_frames_and_where_they_stand(reader):
    reader.open(KUNDUZ)
    left, right = frames(reader)
    stood = where(left)
    left.get_by_role("button", name="Kunduz", exact=True).click()
    stood = wait_until_both_stand(reader, stood)
    for frame in (left, right):
        frame.locator("#map_div").evaluate("() => { window.mark = true; }")
    reader.page.get_by_role("link", name="That evening against as known today").click()
    reader.page.get_by_role("heading", name="28 September 2015, as known today").wait_for()
    reader.page.get_by_role("button", name="Swap sides").click()
    reader.page.locator("iframe[title*='st_folium']").first.wait_for()
    left.locator("path[data-pcode='AF1904'][data-look='taliban']").wait_for()
    right.locator("path[data-pcode='AF1904'][data-look='no_report']").wait_for()
    assert [frame.locator("#map_div").evaluate("() => window.mark") for frame in (left, right)] == [True, True]
    # Half a pixel is 0.003 degrees here: legends of other lengths let the frames breathe.
    places = [[float(part) for part in where(frame).split()] for frame in (left, right)]
    assert places == [pytest.approx([float(part) for part in stood.split()], abs=0.006)] * 2


def test_what_was_known_of_kunduz_that_evening_is_read_from_the_map_by_clicking(reader):
    reader.open("/?on=2015-09-28").wait_for_map("2015-09-28")
    reader.page.get_by_role("link", name="What could be known that evening?").click()
    _, right = frames(reader)
    reader.page.get_by_role("link", name="That evening against a month later").click()
    reader.wait_for_query("vs-known-by=2015-10-28")
    row = reader.page.locator(".differences tr[data-pcode='AF1901']")
    row.get_by_text("Published 15 days later, on 13 October 2015").first.wait_for()
    assert row.locator(".half").nth(1).locator(".claim-head a").all_inner_texts() == ["F15-66", "F15-67"]
    assert row.locator(".half").nth(0).get_by_text("11 live claims").is_visible()
    right.locator("path[data-pcode='AF1901']").click()
    reader.wait_for_query("place=AF1901")
    reader.page.get_by_role("heading", name="Everything said of Kunduz").wait_for()
    for frame in frames(reader):
        frame.get_by_text("Chosen district").wait_for()
    row.get_by_role("link", name="F15-67").last.click()
    reader.wait_for_query("claim=F15-67")
    reader.page.wait_for_url("**/claim?**")


def test_on_a_phone_the_pictures_stand_under_each_other_and_nothing_overflows(phone):
    phone.open(KUNDUZ)
    frames(phone)
    phone.page.locator(".differences tr[data-pcode]").first.wait_for()
    one, other = (phone.page.locator("iframe[title*='st_folium']").nth(side).bounding_box() for side in (0, 1))
    assert one["y"] + one["height"] <= other["y"]
    assert min(one["width"], other["width"]) >= 340
    assert phone.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    table = phone.page.locator(".differences").evaluate("root => [root.scrollWidth, root.clientWidth]")
    assert table[0] <= table[1]
