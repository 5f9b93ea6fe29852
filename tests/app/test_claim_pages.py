"""The pages of one claim, one milestone and the claimants, and the order of the claims table, without a browser."""

import re

from claimatlas import permalink


def asked(at):
    return permalink.encode(at.session_state["claimatlas.selection"])


def texts(at):
    blocks = [*at.title, *at.header, *at.subheader, *at.text, *at.caption, *at.markdown, *at.code]
    return "\n".join(str(one.value) for one in blocks)


def links(at):
    return [(one.proto.label, one.proto.query_string) for one in at.get("page_link")]


def told(at):
    """What the elements of ours are told, as text."""
    return "\n".join(str(one.proto) for one in at.get("bidi_component"))


def test_no_claim_chosen_leads_to_the_claims(app):
    at = app("claim")
    assert "No claim is chosen." in texts(at)
    assert any(label == "360 claims to choose from" for label, _ in links(at))


def test_a_claim_is_told_in_full_with_its_life_and_the_claims_around_it(app):
    said = told(app("claim", claim="F15-40"))
    for words in (
        "Hamdullah Danishi",
        "4, doubtful",
        "F, cannot be judged",
        "Recapture of Kunduz announced",
        "A claim of another camp counters it.",
        "Countered by (2)",
        "explicit_counter.F15-40.F15-46",
        "F15-47",
        "Syndicated",
    ):
        assert words in said, words


def test_the_knowledge_clock_says_how_many_later_deeds_there_are(app):
    said = told(app("claim", claim="F15-40", known_by="2015-10-01"))
    assert "The knowledge clock stops on 1 October 2015. 1 more by later publications." in said
    assert "Countered by (1)" in said


def test_a_claim_that_was_not_out_yet_is_shown_and_said_to_be_unknown(app):
    said = told(app("claim", claim="J21-12", known_by="2021-08-07"))
    assert "Not yet published" in said
    assert "nobody could know of this claim" in said
    assert "The Taliban spokesman said the governor" in said


def test_a_denial_of_its_own_camp_is_explained(app):
    said = told(app("claim", claim="J21-10"))
    assert "Denied within its camp" in said
    assert "which changes nothing in how it stands" in said
    assert "Countered by (own side) (1)" in said
    assert "Confirmed by and confirms (1)" in said


def test_a_link_to_a_claim_that_came_out_later_says_from_when_it_counts(app):
    assert "That claim was out on 2 July 2019 already" in told(app("claim", claim="J19-02"))
    assert "J19-02, published later: 31 July 2019" in told(app("claim", claim="J19-04", known_by="2019-07-10"))


def test_copies_of_one_report_are_named_as_one(app):
    said = told(app("claim", claim="A16-05"))
    assert "Counted once with it" in said
    assert "Split out of one statement, which counts once." in told(app("claim", claim="SEED-12"))


def test_a_claim_can_be_cited_and_found_on_the_map(app, record):
    at = app("claim", claim="F15-40", known_by="2015-10-01")
    (citation,) = [one.value for one in at.code]
    assert "Hamdullah Danishi (Local officials), published 1 October 2015." in citation
    assert record.sums["claims.csv"] in citation
    assert citation.endswith("/claim?on=2015-10-01&window=30&known-by=2015-10-01&claim=F15-40")
    there = dict(links(at))["Show on the map: 1 October 2015"]
    assert "on=2015-10-01" in there
    assert "place=AF1901" in there


def test_a_milestone_is_no_finding_and_has_its_claims_neighbours_and_disputes(app):
    at = app("milestone", event="EV-2015-09-KUNDUZ-FALL")
    assert [one.value for one in at.title] == ["Kunduz city falls"]
    assert "A milestone is a place on the timeline, not a finding." in texts(at)
    assert "36 claims of this milestone" in texts(at)
    assert "F15-01" in told(at)
    labels = dict(links(at))
    assert any(label.startswith("Before: 23 June 2015, Chahar Darah") for label in labels)
    assert any(label.startswith("After: 1 October 2015, Recapture") for label in labels)
    (disputes,) = [query for label, query in labels.items() if label.endswith("in its districts and days")]
    assert "district=AF1901" in disputes
    assert "from=2015-09-28&to=2015-09-28" in disputes
    assert "on=2015-09-28" in labels["Show on the map: 28 September 2015"]


def test_a_milestone_says_what_the_filters_and_the_clock_leave_out(app):
    at = app("milestone", event="EV-2015-09-KUNDUZ-FALL", party="taliban", known_by="2015-09-28")
    assert "left out by the filters" in texts(at)
    assert "published after the knowledge clock's day" in texts(at)
    next(one for one in at.button if one.label == "Show every claim of it").click().run()
    assert "party" not in asked(at)
    next(one for one in at.button if one.label == "Clear the knowledge clock").click().run()
    assert "36 claims of this milestone" in texts(at)


def test_without_a_milestone_all_of_them_are_listed(app, record):
    said = told(app("milestone"))
    assert "39 milestones, earliest first." in said
    assert all(event_id in said for event_id in record.events.index)


def test_claims_that_cannot_be_judged_stand_apart_with_their_number(app):
    at = app("claims")
    next(one for one in at.selectbox if one.label == "Order").set_value("credibility").run()
    assert asked(at)["order"] == ["credibility"]
    headings = [one.value for one in at.header]
    assert headings == [
        "Credibility of the information: on the scale (100)",
        "Credibility of the information: cannot be judged (260)",
    ]
    scale, apart = (one.value for one in at.dataframe)
    assert scale["information_credibility"].is_monotonic_increasing
    assert set(scale["information_credibility"]) == {
        "1, confirmed by other sources",
        "2, probably true",
        "3, possibly true",
        "4, doubtful",
    }
    assert set(apart["information_credibility"].str.strip()) == {"6, cannot be judged"}


def test_sorted_by_its_header_a_grade_that_cannot_be_judged_is_never_beside_the_bottom_of_the_scale(app):
    (table,) = (one.value for one in app("claims").dataframe)
    letters = [cell.strip()[0] for cell in sorted(set(table["source_reliability"]))]
    assert letters == ["F", "B"]


def test_a_chosen_claim_leads_to_its_page(app):
    labels = dict(links(app("claims", claim="F15-40")))
    (query,) = [query for label, query in labels.items() if label.startswith("The page of F15-40")]
    assert "claim=F15-40" in query


def test_the_claimants_page_says_what_its_numbers_do_not_mean(app):
    at = app("claimants")
    for words in ("Being countered is not being wrong", "names are never merged by likeness", "no score"):
        assert words in texts(at)
    said = told(at)
    assert "7: countered, Zabihullah Mujahid" in said
    assert "186 claimants with fewer than 5 statements" in said
    assert "Choose a number above" in said
    # A median over fewer than five statements is quiet, also where its party made many.
    medians = set(re.findall(r'median ([^"\\]+)\W+style\W+(median[a-z ]*)', said))
    assert {("0 days, n = 27", "median"), ("206 days, n = 1", "median unsure")} <= medians
    assert all((int(words.split()[-1]) < 5) == (style == "median unsure") for words, style in medians)


def test_a_number_lists_its_statements_with_life_and_days(app):
    said = told(app("claimants", who="taliban/Zabihullah Mujahid", outcome="countered"))
    assert "Zabihullah Mujahid (Taliban): countered, 7 statements" in said
    assert "Countered after 0 days by" in said


def test_a_party_is_listed_by_its_filter(app):
    said = told(app("claimants", party="iskp", outcome="corroborated"))
    assert "Islamic State: corroborated, 1 statement" in said


def test_whose_officials_conceded_what_their_own_side_denied_is_answered(app):
    at = app("claimants")
    assert "Government: 10 concessions denied by its own side." in texts(at)
    assert "explicit_counter.J21-10.J21-11" in told(at)


def test_a_selection_without_claims_says_so(app):
    at = app("claimants", known_by="2010-01-01")
    assert "No claim on record passes this selection" in texts(at)


def test_the_data_page_leads_to_what_became_of_statements(app):
    assert any(label.startswith("What became of their statements") for label, _ in links(app("data")))
