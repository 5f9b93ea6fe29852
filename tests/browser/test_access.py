"""Every page holds for readers with a keyboard, a screen reader or weak eyes: axe-core finds no serious violation."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from claimatlas.load import read_bytes
from tests.browser.driving import reader_of

AXE = read_bytes(Path(axe_playwright_python.__path__[0], "axe.min.js")).decode()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Only colours differ in the dark.
RULES = {"light": WCAG, "dark": ["color-contrast"]}
# Each with a sign that it is drawn to the end.
PAGES = {
    "/?on=2021-06-22&place=AF1905&layer=assessments,claims": ".lane-taliban .card",
    "/district?place=AF1904&on=2016-04-17": ".chronicle .card",
    "/disputes?district=AF2806": ".disputes .card",
    "/disputes?dispute=explicit_counter.F15-40.F15-46": ".disputes .card",
    "/compare?on=2015-09-28&vs-known-by=2015-10-28": ".differences",
    "/claim?claim=F15-40": ".history",
    "/milestone?event=EV-2016-04-QUSH-TEPA": ".ledger .card",
    "/claimants?party=un": ".track table",
    "/claims?claim=F15-40&order=reliability": ".ledger .card",
    "/data": "[data-testid=stDataFrame]",
    "/bring": "[data-testid=stFileUploader]",
    "/method": "[data-testid=stExpander]",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_violation(browser, dashboard, scheme):
    found = []
    with reader_of(browser, dashboard, color_scheme=scheme, reduced_motion="reduce") as reader:
        for path, sign in PAGES.items():
            reader.open(path)
            reader.page.locator(sign).first.wait_for()
            reader.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
            for frame in reader.page.frames:
                frame.evaluate(AXE)
            told = reader.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES[scheme])
            found += [
                f"{path}: {one['id']} at {one['nodes'][0]['target']}"
                for one in told["violations"]
                if one["impact"] in ("serious", "critical")
            ]
        assert found == []
        reader.page.set_content("<img src='data:,'><p style='color: #bbb; background: #fff'>pale</p>")
        reader.page.evaluate(AXE)
        spoilt = reader.page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)
        assert {"image-alt", "color-contrast"} <= {one["id"] for one in spoilt["violations"]}


def focus_of(reader):
    """Name of what has the focus, through shadow roots."""
    return reader.page.evaluate(
        """() => {
          let node = document.activeElement;
          while (node.shadowRoot && node.shadowRoot.activeElement) node = node.shadowRoot.activeElement;
          return node.tagName === 'IFRAME' ? node.title : node.getAttribute('aria-label') || node.textContent;
        }"""
    )


def test_the_first_keys_lead_past_navigation_and_map(reader):
    reader.open("/?on=2016-04-17").wait_for_map("2016-04-17")
    reader.page.locator(".track .fold").wait_for()
    for presses, lands in ((1, "st_folium"), (2, "Day shown"), (3, "The map in words: 5 districts"), (4, "District")):
        reader.page.evaluate("() => { document.activeElement.blur(); getSelection().removeAllRanges(); }")
        reader.page.locator("#claimatlas-skip a").nth(presses - 1).focus()
        assert reader.page.locator("#claimatlas-skip").bounding_box()["height"] > 24
        reader.page.keyboard.press("Enter")
        assert lands in focus_of(reader)
    # First of all that a keyboard can reach.
    assert reader.page.evaluate("() => document.body.firstElementChild.id") == "claimatlas-skip"
    reader.page.get_by_role("link", name="Method").first.click()
    reader.page.get_by_role("heading", name="Method").wait_for()
    assert reader.page.locator("#claimatlas-skip").count() == 0


def test_the_map_in_words_has_the_same_districts_in_the_same_order_with_the_same_marks(reader):
    reader.open("/?on=2015-10-08").wait_for_map("2015-10-08")
    paths = reader.map.locator("path[data-pcode]")
    named = paths.evaluate_all("all => all.map(one => [one.dataset.pcode, one.getAttribute('aria-label')])")
    fold = reader.page.locator(".track .fold")
    fold.locator("summary").first.click()
    rows = fold.locator("tbody tr")
    said = rows.evaluate_all(
        """rows => rows.map(
          (row) => [row.querySelector('a').textContent, row.children[1].querySelector('.line').innerText],
        )"""
    )
    assert [f"{name}: {look.strip()}" for name, look in said] == [label for _, label in sorted(named)]
    imam_sahib = rows.filter(has=reader.page.get_by_text("Imam Sahib", exact=True)).inner_text()
    assert "Conceded by the government" in imam_sahib
    assert "latest: 1 October 2015, capture (local officials)" in imam_sahib
    assert rows.locator("[lang=fa]").count() == 18
    rows.first.get_by_role("link").first.click()
    reader.wait_for_query("place=AF1901")


def test_the_guide_is_open_until_it_is_folded_and_stays_folded(browser, dashboard):
    with reader_of(browser, dashboard, viewport={"width": 390, "height": 844}) as reader:
        reader.open().wait_for_map()
        guide = reader.page.locator(".guide details")
        assert guide.get_attribute("open") is not None
        assert "Silence is not control." in guide.inner_text()
        # It makes room for a district, and stays when it is wanted beside one.
        reader.district("AF1901").dispatch_event("click")
        reader.wait_for_query("place=AF1901")
        expect(guide).not_to_have_attribute("open", "")
        guide.locator("summary").click()
        expect(guide).to_have_attribute("open", "")
        guide.locator("summary").click()
        reader.page.reload()
        reader.wait_for_map()
        guide.wait_for(state="attached")
        assert guide.get_attribute("open") is None
        # Map and timeline are on the first screen, or a swipe below it.
        assert reader.page.locator(".timeline").bounding_box()["y"] < 2 * 844
        assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= 390
