"""Every page holds for readers with a keyboard, a screen reader or weak eyes: axe-core finds no serious violation."""

from pathlib import Path

import axe_playwright_python
import pytest

from claimatlas.load import read_bytes
from tests.browser.driving import reader_of

AXE = read_bytes(Path(axe_playwright_python.__path__[0], "axe.min.js")).decode()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Only colours differ in the dark.
RULES = {"light": WCAG, "dark": ["color-contrast"]}
# Each with a sign that it is drawn to the end.
PAGES = {
    "/?on=2021-06-22&place=AF1905&layer=assessments": ".lane-taliban .card",
    "/district?place=AF1904&on=2016-04-17": ".chronicle .card",
    "/disputes?district=AF2806": ".disputes .card",
    "/disputes?dispute=explicit_counter.F15-40.F15-46": ".disputes .card",
    "/compare?on=2015-09-28&vs-known-by=2015-10-28": ".differences",
    "/claim?claim=F15-40": ".history",
    "/milestone?event=EV-2016-04-QUSH-TEPA": ".ledger .card",
    "/claimants?party=un": ".track table",
    "/claims?claim=F15-40&order=reliability": ".ledger .card",
    "/data": "[data-testid=stDataFrame]",
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
