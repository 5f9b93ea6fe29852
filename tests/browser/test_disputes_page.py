"""What only a browser shows of the disputes page."""

from tests.browser.driving import PATIENCE_MS, reader_of


def open_disputes(reader, query=""):
    reader.open(f"/disputes?on=2016-04-17{query}")
    reader.page.locator(".disputes .chapter").first.wait_for(timeout=PATIENCE_MS)
    return reader


def test_from_the_map_to_who_concedes_what_the_own_ministry_denies(reader):
    reader.open().wait_for_map()
    reader.page.get_by_role("link", name="Disputes").first.click()
    reader.page.get_by_role("link", name="Where a side contradicts itself (49)").click()
    reader.wait_for_query("between=one-side")
    reader.page.get_by_role("link", name="Mirwais Stanikzai (interior ministry spokesman) denies").first.click()
    reader.wait_for_query("dispute=explicit_counter.J21-10.J21-11")
    said = reader.page.locator(".concession")
    said.wait_for()
    assert said.inner_text() == (
        "Qader Malia (J21-10) concedes: the claim gives ground to the Taliban, not to the speaker's own side. "
        "Mirwais Stanikzai (J21-11) denies it."
    )
    reader.page.get_by_role("link", name="All disputes").first.click()
    reader.page.wait_for_function("() => !location.search.includes('dispute=')")
    reader.page.get_by_text("Disputes 1 to 10 of 49, in the order of time.").wait_for()
    reader.wait_for_query("between=one-side")
    assert reader.foreign == []
    assert reader.errors == []


def test_rules_districts_and_pages_are_chosen_with_the_keyboard_and_stand_in_the_address(reader):
    open_disputes(reader, "&page=3")
    reader.page.get_by_role("link", name="A part or the whole").focus()
    reader.page.keyboard.press("Enter")
    reader.wait_for_query("rule=part_or_whole")
    assert "page=" not in reader.page.url
    kunduz = reader.page.locator(".district[data-place='AF1901']")
    kunduz.focus()
    assert reader.page.locator(".reading").inner_text().startswith("Kunduz: ")
    reader.page.keyboard.press("Enter")
    reader.wait_for_query("district=AF1901")
    reader.page.locator(".district[data-place='AF1901'][aria-current]").wait_for()
    reader.page.get_by_role("link", name="Next").last.click()
    reader.wait_for_query("page=2")
    reader.page.get_by_text("Page 2 of").first.wait_for()
    # Whoever turned the page at its end reads on at its top.
    reader.page.wait_for_function(
        "() => { const top = document.querySelector('.st-key-disputes-list').getBoundingClientRect().top;"
        " return top > -20 && top < 300; }"
    )
    reader.page.go_back()
    reader.page.get_by_text("Page 1 of").first.wait_for()


def test_the_sides_stand_opposed_and_every_way_on_is_an_address(reader):
    open_disputes(reader, "&rule=opposed_ground&district=AF1904")
    pair = reader.page.locator(".pair").filter(has=reader.page.get_by_text("SEED-15", exact=True)).first
    left, right = pair.locator(".camp-taliban").bounding_box(), pair.locator(".camp-government").bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    dispute = reader.page.locator("article.dispute").first
    link = dispute.get_by_role("link", name="Link to this dispute").get_attribute("href")
    assert link.startswith(f"{reader.address}/disputes?dispute=opposed_ground.")
    chapter = reader.page.locator(".chapter").first
    hrefs = chapter.locator(".heading a").evaluate_all("links => links.map(link => link.href)")
    assert any("/milestone?" in href and "event=EV-" in href for href in hrefs)
    assert any("/district?" in href and "place=AF1904" in href for href in hrefs)


def test_a_citation_is_copied_or_else_selected(browser, dashboard):
    address = "/disputes?dispute=explicit_counter.F15-40.F15-46"
    with reader_of(browser, dashboard, permissions=["clipboard-read", "clipboard-write"]) as reader:
        reader.open(address)
        reader.page.get_by_text("Cite this dispute").click()
        reader.page.get_by_role("button", name="Copy").click()
        reader.page.get_by_text("Copied.").wait_for()
        text = reader.page.evaluate("() => navigator.clipboard.readText()")
        assert text.splitlines()[-1] == f"{dashboard}{address}"
        assert "SHA-256" in text
        assert "F15-40: Hamdullah Danishi; acting governor; about 1 October 2015" in text
        # As on a page that came without encryption: there is no clipboard to write to.
        reader.page.evaluate("() => Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        reader.page.get_by_role("button", name="Copy").click()
        reader.page.get_by_text("The text is selected: copy it with your keyboard.").wait_for()
        field = reader.page.locator(".cite textarea")
        assert field.evaluate("field => field.selectionEnd - field.selectionStart === field.value.length")


def test_a_phone_shows_both_claims_below_each_other_and_nothing_beside_the_screen(phone):
    open_disputes(phone)
    cards = phone.page.locator(".pair").first.locator(".card")
    first, second = cards.nth(0).bounding_box(), cards.nth(1).bounding_box()
    assert first["y"] + first["height"] <= second["y"]
    assert first["x"] >= 0
    assert first["x"] + first["width"] <= 390
    assert phone.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    wide = phone.page.locator(".counts_map figure").evaluate_all(
        "figures => figures.map(figure => figure.getBoundingClientRect().right)"
    )
    assert max(wide) <= 390
