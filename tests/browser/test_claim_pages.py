"""What only a browser shows of the pages of claims, milestones and claimants."""

from playwright.sync_api import expect

from tests.browser.driving import PATIENCE_MS


def is_wider_than_the_screen(reader):
    return reader.page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollWidth > innerWidth; }"
    )


def test_a_claims_history_grows_when_the_knowledge_clock_is_lifted(reader):
    reader.open("/claim?claim=F15-40&known-by=2015-10-01")
    steps = reader.page.locator(".history .steps li")
    expect(steps).to_have_count(2, timeout=PATIENCE_MS)
    reader.page.get_by_role("link", name="Show it as known to date").click()
    expect(steps).to_have_count(3, timeout=PATIENCE_MS)
    reader.page.wait_for_url(lambda address: "known-by" not in address)
    left = reader.page.locator(".history .claim").bounding_box()
    right = reader.page.locator(".history .related .card").first.bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    steps.get_by_role("link", name="F15-47").click()
    reader.page.get_by_role("heading", name="Claim F15-47").wait_for()
    reader.wait_for_query("claim=F15-47")
    assert reader.errors == []


def test_every_number_of_a_claimant_leads_to_its_statements(reader):
    reader.open("/claimants")
    parties = reader.page.locator(".track table").first
    parties.get_by_role("columnheader", name="Statements").get_by_role("button").click()
    expect(parties.get_by_role("row").nth(1)).to_contain_text("Social media")
    assert parties.get_by_role("columnheader", name="Statements").get_attribute("aria-sort") == "ascending"
    reader.page.get_by_role("link", name="7: countered, Zabihullah Mujahid").click()
    reader.wait_for_query("who=taliban/Zabihullah")
    reader.wait_for_query("outcome=countered")
    listed = reader.page.locator(".track").filter(has_text="Clear this choice")
    title = listed.get_by_role("heading", name="Zabihullah Mujahid (Taliban): countered, 7 statements")
    expect(title).to_be_in_viewport(timeout=PATIENCE_MS)
    expect(title).to_be_focused()
    expect(listed.get_by_role("rowheader")).to_have_count(7)
    listed.get_by_role("rowheader", name="O16-03").get_by_role("link").click()
    reader.page.get_by_role("heading", name="Claim O16-03").wait_for()
    assert reader.errors == []


def test_on_a_phone_nothing_is_wider_than_the_screen(phone):
    for path, there in (
        ("/claimants?who=taliban/Zabihullah Mujahid&outcome=countered", ".track .reflow"),
        ("/claim?claim=J21-10", ".history .steps"),
    ):
        phone.open(path)
        phone.page.locator(there).first.wait_for()
        assert not is_wider_than_the_screen(phone), path
    assert phone.errors == []
