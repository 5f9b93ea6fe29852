"""What the atlas is asked, answered by clicking from the map and without reading code."""

import re


def test_who_claimed_khan_abad_on_17_april_2016_and_who_denied_it(reader):
    page = reader.open().wait_for_map("2016-04-17").page
    reader.district("AF1904").click()
    taliban = page.locator("#claim-SEED-07")
    taliban.get_by_text("Mullah Hamidi", exact=True).wait_for()
    assert "Countered by" in taliban.inner_text()
    taliban.locator("footer a").click()
    page.get_by_role("heading", name="Claim SEED-07", exact=True).wait_for()
    reader.wait_for_query("claim=SEED-07")
    history = page.locator(".history")
    history.get_by_text(re.compile(r"Countered by Gen. Dawlat Waziri")).first.wait_for()
    assert history.get_by_role("link", name=re.compile("Al Jazeera")).first.get_attribute("href").startswith("http")
    history.get_by_role("link", name="SEED-15", exact=True).first.click()
    page.get_by_role("heading", name="Claim SEED-15", exact=True).wait_for()
    page.go_back()
    page.get_by_role("heading", name="Claim SEED-07", exact=True).wait_for()
    page.go_back()
    reader.wait_for_map("2016-04-17")
    assert reader.foreign == []


def test_what_was_known_of_kunduz_city_on_28_september_2015_against_a_month_later(reader):
    page = reader.open("/?on=2015-09-28").wait_for_map("2015-09-28").page
    page.get_by_role("link", name="What could be known that evening?").click()
    page.get_by_role("heading", name="28 September 2015, as one could know it that evening").wait_for()
    page.get_by_role("link", name="That evening against a month later").click()
    page.get_by_role("heading", name="28 September 2015, as one could know it by 28 October 2015").wait_for()
    differences = page.locator(".differences")
    differences.get_by_role("link", name="F15-66", exact=True).wait_for()
    assert "Published 15 days later, on 13 October 2015" in differences.inner_text()
    differences.get_by_role("link", name="F15-66", exact=True).click()
    page.get_by_role("heading", name="Claim F15-66", exact=True).wait_for()
    assert reader.errors == []


def test_which_sides_own_officials_conceded_losses_their_ministries_denied(reader):
    page = reader.open().wait_for_map().page
    page.get_by_role("link", name="Disputes", exact=True).first.click()
    page.get_by_role("link", name=re.compile(r"^Where a side contradicts itself")).click()
    reader.wait_for_query("between=one-side")
    page.get_by_role("link", name=re.compile(r"Qader Malia .* concedes, .*Mirwais Stanikzai .* denies")).click()
    page.get_by_role("heading", name="Dispute", exact=True).wait_for()
    page.locator(".disputes .card footer").get_by_role("link", name="J21-10").click()
    page.get_by_role("heading", name="Claim J21-10", exact=True).wait_for()
    page.get_by_text("Denied within its camp").first.wait_for()
    page.get_by_role("link", name="Claimants", exact=True).first.click()
    page.get_by_role("heading", name="Conceded, and denied within the same camp").wait_for()
    pair = page.locator(".track tr").filter(has_text="The deputy governor of Jowzjan said Shiberghan had fallen")
    for claim in ("J21-10", "J21-11"):
        pair.get_by_role("link", name=claim, exact=True).wait_for()


def test_a_number_on_the_page_it_leads_to_is_in_the_address_too(reader):
    page = reader.open("/claims").page
    page.get_by_role("link", name=re.compile("name no district$")).click()
    reader.wait_for_query("rows=no-district")
