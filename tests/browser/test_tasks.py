"""What a newcomer is asked to do from the address alone: with a mouse, with keys alone, with a finger on a phone."""

from typing import ClassVar

import pytest
from playwright.sync_api import expect

from tests.browser.driving import PATIENCE_MS, Reader, reader_of

FALL = "28 September 2015: Kunduz city falls"


class Mouse:
    """Clicks, and types into what was clicked."""

    options: ClassVar[dict] = {}

    def __init__(self, reader: Reader):
        self.page = reader.page

    def press(self, thing):
        thing.click()

    def choose(self, label, words):
        self.press(self.page.get_by_role("combobox", name=label))
        self.page.keyboard.type(words)
        self.press(self.the_one(words))

    def the_one(self, words):
        """The option that is left of the list, once the list has followed what was typed."""
        expect(self.page.get_by_role("option")).to_have_count(1, timeout=PATIENCE_MS)
        return self.page.get_by_role("option", name=words)

    def to_the_filters(self):
        pass

    def to_the_page(self):
        pass

    def leave(self, day):
        self.page.keyboard.type(day.replace("-", ""))
        # Past the calendar's button: the box tells its day when it is left.
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Tab")

    def write_day(self, label, day):
        box = self.page.get_by_test_id("stDateInput").filter(has=self.page.get_by_text(label, exact=True))
        self.press(box.get_by_role("spinbutton").first)
        self.leave(day)


class Keys(Mouse):
    """Never points: reaches everything by its place in the tab order and acts with keys."""

    def press(self, thing):
        thing.focus()
        self.page.keyboard.press("Enter")

    def choose(self, label, words):
        self.page.get_by_role("combobox", name=label).focus()
        self.page.keyboard.type(words)
        self.the_one(words).wait_for()
        self.page.keyboard.press("Enter")

    def write_day(self, label, day):
        box = self.page.get_by_test_id("stDateInput").filter(has=self.page.get_by_text(label, exact=True))
        box.get_by_role("spinbutton").first.focus()
        self.leave(day)


class Finger(Mouse):
    """Taps, on a screen of 390 pixels, where the filters are a drawer."""

    options: ClassVar[dict] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

    def press(self, thing):
        thing.tap()

    def to_the_filters(self):
        self.press(self.page.get_by_test_id("stExpandSidebarButton"))

    def to_the_page(self):
        self.press(self.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button"))


@pytest.mark.parametrize("hand_kind", [Mouse, Keys, Finger])
def test_from_the_address_alone(browser, dashboard, hand_kind):
    with reader_of(browser, dashboard, **hand_kind.options) as reader:
        hand, page = hand_kind(reader), reader.page
        reader.open().wait_for_map("2016-04-17")

        # Where do both sides claim ground on 17 April 2016? The words beside the map say what its colours do.
        brief = page.locator(".track caption").filter(has_text="5 districts with a live claim")
        brief.wait_for()
        contested = page.locator(".track tr").filter(has_text="Taliban").filter(has_text="Government")
        assert {row.split("\t")[0].split("\n")[0] for row in contested.all_inner_texts()} >= {"Kunduz", "Khan Abad"}
        assert [reader.look_of(pcode) for pcode in ("AF1901", "AF1904", "AF1905")] == ["taliban+government"] * 3

        # Find the day Kunduz city fell, and play the three weeks around it.
        hand.choose("Milestone", FALL)
        reader.wait_for_map("2015-09-28")
        hand.to_the_filters()
        hand.write_day("From", "2015-09-18")
        reader.wait_for_query("from=2015-09-18")
        hand.write_day("To", "2015-10-08")
        reader.wait_for_query("to=2015-10-08")
        hand.to_the_page()
        page.get_by_label("Speed").select_option("7 days a second")
        hand.press(page.get_by_role("button", name="Play", exact=True))
        page.locator(".timeline .status").filter(has_text="The range ends here").wait_for()
        reader.wait_for_map("2015-10-08")

        # The map of only government claims of August 2021.
        hand.to_the_filters()
        hand.write_day("To", "2021-08-31")
        hand.write_day("From", "2021-08-01")
        reader.wait_for_query("from=2021-08-01")
        hand.choose("Camp of the speaker", "Government")
        reader.wait_for_query("camp=government")
        page.keyboard.press("Escape")  # the list stays open for a second choice
        hand.write_day("On", "2021-08-08")
        reader.wait_for_map("2021-08-08")
        hand.to_the_page()
        asked = "Claims from the camp of the government, about events from 1 August 2021 to 31 August 2021."
        page.get_by_text(asked).first.wait_for()

        # Hand over the exact view as a link.
        reader.wait_for_query("on=2021-08-08")
        link = page.url
        looks = reader.map.locator("path[data-pcode]").evaluate_all("all => all.map(one => one.dataset.look)")
        assert reader.foreign == []
    with reader_of(browser, dashboard) as other:
        other.page.goto(link)
        other.wait_for_map("2021-08-08")
        other.page.get_by_text(asked).first.wait_for()
        assert other.map.locator("path[data-pcode]").evaluate_all("all => all.map(one => one.dataset.look)") == looks
