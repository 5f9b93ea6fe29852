"""What the timeline is given, without a browser."""

import json

import pandas as pd


def given(at) -> dict:
    """What the element on the page is given: what differs at each step, and what it is told once."""
    protos = {one.proto.component_name: json.loads(one.proto.json) for one in at.get("bidi_component")}
    told, kept = protos["claimatlas_timeline"], protos["claimatlas_days"]
    assert told["days"] == kept["key"]
    return told | json.loads(kept["told"])


def days(told, rows="days") -> dict[str, list[int]]:
    """Counts of the camps by day."""
    first = pd.Timestamp(told["first"])
    return {f"{first + pd.Timedelta(days=row[0]):%Y-%m-%d}": row[1:] for row in told[rows]}


def total(rows) -> int:
    return sum(map(sum, rows.values()))


def test_every_claim_of_the_record_stands_on_its_first_day(app, record):
    told = given(app(on="2015-09-28"))
    assert (told["on"], told["window"], told["from"], told["to"]) == ("2015-09-28", 30, None, None)
    counted = days(told)
    assert sorted(counted) == sorted({f"{day:%Y-%m-%d}" for day in record.claims["event_date"]})
    assert total(counted) == len(record.claims)
    here = record.claims[record.claims["event_date"] == pd.Timestamp(2015, 9, 28)]["camp"]
    assert counted["2015-09-28"] == [int((here == one["camp"]).sum()) for one in told["camps"]]
    assert [one["place"] for one in told["camps"]] == ["up", "down", "lane", "lane"]
    assert told["beyond"] == []
    assert told["words"]["empty"] == "no claims on record"


def test_the_axis_reaches_to_a_milestone_before_the_first_claim(app, record):
    told = given(app())
    assert told["first"] == "2015-04-24" < f"{record.first_day}"
    assert {"2015-04-24", "2015-09-28"} <= {one["day"] for one in told["milestones"]}


def test_a_day_outside_the_record_is_on_the_axis(app):
    told = given(app(on="2022-01-01"))
    assert told["last"] == "2022-01-01"
    assert told["quiet"][-1][1] == (pd.Timestamp("2022-01-01") - pd.Timestamp(told["first"])).days


def test_filters_and_the_knowledge_clock_decide_what_is_counted(app, record):
    told = given(app(party="taliban", known_by="2015-10-15"))
    claims = record.claims
    passing = claims[(claims["party"] == "taliban") & (claims["reported_date"] <= pd.Timestamp(2015, 10, 15))]
    assert total(days(told)) == len(passing) > 0
    assert told["words"]["empty"] == "no claims for this selection"


def test_what_a_range_leaves_out_is_told_apart_and_is_not_called_quiet(app, record):
    whole = given(app())
    told = given(app(**{"from": "2015-10-01", "to": "2015-10-31"}))
    kept, beyond = days(told), days(told, "beyond")
    assert total(kept) + total(beyond) == len(record.claims)
    # F15-67 and others began on 28 September and reach into October: they pass the range.
    assert kept["2015-09-28"] != beyond["2015-09-28"]
    assert told["quiet"] == whole["quiet"]


def test_nothing_that_passes_leaves_every_day_quiet(app):
    told = given(app(party="iskp", province="AF19"))
    assert told["days"] == []
    assert told["quiet"] == [[0, (pd.Timestamp(told["last"]) - pd.Timestamp(told["first"])).days]]


def test_the_message_holds_days_and_not_claims(app, record):
    told = json.dumps(given(app()))
    assert len(told) < 16_000
    assert not any(summary in told for summary in record.claims["summary"])
