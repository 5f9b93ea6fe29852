"""What only a browser shows of the district page."""

import datetime as dt
from pathlib import Path

import pytest

from claimatlas.selection import long_day

KHAN_ABAD = "/district?place=AF1904&on=2016-04-17"


def settled(reader, iso):
    """The address and the strip both say the day."""
    reader.wait_for_query(f"on={iso}")
    reader.page.locator(".strip .tag").get_by_text(long_day(dt.date.fromisoformat(iso)), exact=True).wait_for()


def test_the_two_claims_of_khan_abad_stand_opposed_and_are_joined_by_a_line(reader):
    reader.open(KHAN_ABAD)
    chronicle = reader.page.locator(".chronicle")
    left = chronicle.locator("[data-claim='SEED-07']")
    right = chronicle.locator("[data-claim='SEED-15']")
    right.wait_for()
    one, other = left.bounding_box(), right.bounding_box()
    assert one["x"] + one["width"] < other["x"]
    assert abs(one["y"] - other["y"]) < 2
    line = chronicle.locator(".link[data-maker='SEED-07'][data-named='SEED-15']")
    box = line.locator(".line").bounding_box()
    assert box["x"] == pytest.approx(one["x"] + one["width"], abs=3)
    assert box["x"] + box["width"] == pytest.approx(other["x"], abs=3)
    assert line.locator(".end").count() == 2, "each counters the other"
    left.hover()
    chronicle.locator(".entry.lit[data-claim='SEED-15']").wait_for()
    assert chronicle.locator(".entry.lit").count() == 2
    right.get_by_role("link", name="SEED-15", exact=True).click()
    reader.wait_for_query("claim=SEED-15")
    reader.page.wait_for_url("**/claim?**")
    assert reader.foreign == []
    assert reader.errors == []


def test_the_day_is_set_on_the_strip_by_keys_by_pointer_and_in_the_table(reader):
    reader.open(KHAN_ABAD)
    handle = reader.page.get_by_role("slider", name="Day shown")
    handle.focus()
    for _ in range(3):
        reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("PageUp")
    assert handle.get_attribute("aria-valuetext") == ("20 May 2016: No report in the window (not government control)")
    settled(reader, "2016-05-20")
    # The focus stays where it is, so that the next key is not lost.
    reader.page.keyboard.press("Home")
    reader.page.keyboard.press("Enter")
    settled(reader, "2015-04-26")
    whole = reader.page.locator(".strip .whole svg").bounding_box()
    reader.page.mouse.click(whole["x"] + whole["width"] - 1, whole["y"] + 40)
    # Two or three days lie under one pixel.
    reader.wait_for_query("on=2021-08-0")
    reader.page.locator(".strip summary").click()
    reader.page.locator(".strip table").get_by_role("link", name="17 April 2016", exact=True).click()
    settled(reader, "2016-04-17")
    assert reader.errors == []


def test_the_name_in_dari_is_marked_as_such_and_set_from_right_to_left(reader):
    reader.open(KHAN_ABAD)
    name = reader.page.locator(".native p")
    assert name.inner_text() == "خان آباد"
    assert name.evaluate("node => [node.lang, getComputedStyle(node).direction]") == ["fa", "rtl"]


def test_a_long_chronicle_lands_at_the_day_shown_and_the_window_is_a_link(reader):
    reader.open("/district?place=AF1901&on=2015-10-13")
    board = reader.page.locator(".chronicle .board")
    shown = reader.page.locator(".chronicle .shown")
    shown.wait_for()
    assert shown.locator("h3").inner_text() == "13 October 2015, the day shown"
    assert board.evaluate("board => board.scrollTop") > 1000
    # Lines join cards wherever they stand: each end touches its card.
    misses = reader.page.locator(".chronicle .link").evaluate_all(
        """groups => groups.filter(group => {
          const path = group.querySelector('.line');
          const board = group.closest('.content').getBoundingClientRect();
          const near = (point, id) => {
            const box = group.getRootNode().querySelector(`.entry[data-claim='${id}'] .card`).getBoundingClientRect();
            const [x, y] = [point.x + board.left, point.y + board.top];
            return x > box.left - 2 && x < box.right + 2 && y > box.top - 2 && y < box.bottom + 2;
          };
          const end = path.getPointAtLength(path.getTotalLength());
          return !near(path.getPointAtLength(0), group.dataset.maker) || !near(end, group.dataset.named);
        }).length"""
    )
    assert reader.page.locator(".chronicle .link").count() > 20
    assert misses == 0
    reader.page.locator(".chronicle .windows").get_by_role("link", name="7 days").click()
    reader.wait_for_query("window=7")
    reader.page.locator(".chronicle .windows [aria-current]").get_by_text("7 days").wait_for()


def test_an_open_end_reaches_beyond_its_number_and_bars_of_both_sides_share_one_scale(reader):
    reader.open("/district?place=AF1906&on=2018-04-10")
    bars = reader.page.locator(".bars")
    at_least = bars.locator("[data-claim='D18-01']").first
    at_least.get_by_text("at least 18 Taliban").wait_for()
    assert at_least.locator(".open-end").count() == 1
    widths = [
        bars.locator(f"[data-claim='{claim}'] .solid").first.bounding_box()["width"] for claim in ("D18-03", "D18-06")
    ]
    assert widths[0] / widths[1] == pytest.approx(50 / 59, abs=0.01)
    taliban = bars.locator(".side-left [data-claim='D18-06'] .solid").first.bounding_box()
    ministry = bars.locator(".side-right [data-claim='D18-01'] .solid").first.bounding_box()
    assert taliban["x"] + taliban["width"] == pytest.approx(ministry["x"], abs=1)
    bars.get_by_role("link", name="See the dispute").first.click()
    reader.wait_for_query("rule=figures_differ")


def test_on_a_phone_each_claim_keeps_its_side_and_a_finger_sets_the_day(phone):
    phone.open(KHAN_ABAD)
    cards = phone.page.locator(".chronicle .entry")
    cards.first.wait_for()
    boxes = [cards.nth(number).bounding_box() for number in range(cards.count())]
    assert {round(box["x"]) for box in boxes} == {round(boxes[0]["x"])}
    assert cards.locator(".speaker").all_inner_texts() == ["Government", "Taliban", "Government"]
    borders = cards.locator(".card").evaluate_all(
        "cards => cards.map(card => [getComputedStyle(card).borderLeftWidth, getComputedStyle(card).borderRightWidth])"
    )
    assert borders == [["1px", "4px"], ["4px", "1px"], ["1px", "4px"]]
    assert phone.page.locator(".chronicle .link").count() == 0
    assert phone.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    around = phone.page.locator(".strip .around svg").bounding_box()
    phone.page.locator(".strip .around svg").tap(position={"x": around["width"] / 2 + 30, "y": around["height"] - 60})
    phone.page.wait_for_function("() => !location.search.includes('on=2016-04-17')")
    day = phone.page.locator(".strip .handle").get_attribute("aria-valuetext")
    assert day.split(":")[0].endswith("April 2016") or day.split(":")[0].endswith("May 2016")


def test_a_briefing_is_two_clicks_away_from_the_district_and_from_the_milestone(reader):
    for address, button, name in (
        ("/district?on=2016-04-17&place=AF1904", "Briefing (PDF), A4", "claim-atlas-2016-04-17-AF1904.pdf"),
        (
            "/milestone?event=EV-2016-04-KUNDUZ-ASSAULT",
            "Briefing (PDF), Letter",
            "claim-atlas-2016-04-15-EV-2016-04-KUNDUZ-ASSAULT-letter.pdf",
        ),
    ):
        reader.open(address)
        reader.page.get_by_role("button", name="Briefing", exact=False).first.click()
        with reader.page.expect_download() as waiting:
            reader.page.get_by_role("button", name=button, exact=True).click()
        assert waiting.value.suggested_filename == name
        assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
