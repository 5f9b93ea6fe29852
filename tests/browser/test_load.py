"""The client of the load script speaks to a real server as a browser does; no browser is needed."""

import json
import time
from urllib.parse import urlsplit

from benchmarks.crowd import read
from benchmarks.load import Row, table
from benchmarks.visitor import visiting
from tests.browser.driving import apart
from tests.browser.test_server import answer

DAY, NEXT = "2016-04-17", "2016-04-18"


async def two_visits(port):
    async with visiting(port) as one, visiting(port) as other:
        opened = await one.open(DAY, f"on={DAY}"), await other.open(NEXT, f"on={NEXT}")
        return (one, *opened, await one.step(NEXT), await one.filter(NEXT, ["taliban"]), await one.step(DAY))


def test_two_sessions_open_the_map_step_and_filter_each_with_its_own_day(dashboard):
    one, *answers = apart(two_visits(urlsplit(dashboard).port))
    assert [answer.is_right for answer in answers] == [True] * 5
    assert f"on={DAY}" in one.query
    assert "camp=taliban" in one.query
    # What was sent before and has not changed is named and not sent again.
    assert answers[4].size < answers[0].size


async def wrong_day(port):
    async with visiting(port) as visitor:
        return await visitor.open(NEXT, f"on={DAY}")


def test_an_answer_with_another_day_on_its_map_is_not_counted_as_right(dashboard):
    assert not apart(wrong_day(urlsplit(dashboard).port)).is_right


def taken(address):
    return json.loads(answer(f"{address}/ready")[2])["sessions"]["taken"]


def test_a_crowd_of_two_is_waited_for_and_leaves_its_seats(dashboard):
    before = taken(dashboard)
    waited = apart(read(urlsplit(dashboard).port, 2, think=0.2, hold=0.5, arrive=0.1))
    assert (len(waited.opened), waited.unanswered, waited.turned_away, waited.wrong) == (2, 0, 0, 0)
    assert len(waited.steps) >= 2
    assert waited.seconds(0.5) <= waited.seconds(0.95) <= waited.seconds(1.0)
    # Readers of other tests may still be leaving: then there are fewer of them, not more.
    deadline = time.monotonic() + 30
    while taken(dashboard) > before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert taken(dashboard) <= before
    row = Row("atlas", 2, 0.2, len(waited.steps), 1, 0.1, 0.2, 0.3, 0.4, 50, 200, 0, 0, 1.5)
    assert table([row]).splitlines()[-1].startswith("| 2 | 0.2 | atlas |")
