"""The door of the server: who is let in, how many, and what the browser is told."""

import json

import pytest
from starlette.requests import Request

from claimatlas import permalink
from claimatlas.cli import shell
from claimatlas.draw import message
from claimatlas.errors import UsageError
from claimatlas.serve import settings
from claimatlas.serve.answering import Answering
from claimatlas.serve.headers import page_scripts, policy, tile_hosts
from claimatlas.serve.options import Options, options
from claimatlas.serve.seats import HELD_SECONDS, Seats
from claimatlas.view import View

PLAIN = {"address": "127.0.0.1", "port": 8501, "names": (), "sessions": 50, "upload_megabytes": 20, "tiles": False}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"port": 0}, "The port is 0, but must be from 1 to 65,535."),
        ({"sessions": 0}, "The number of sessions is 0, but must be from 1 to 10,000."),
        ({"upload_megabytes": -1}, "The size of an upload in megabytes is -1, but must be from 1 to 1,000."),
        ({"address": "0.0.0.0"}, "0.0.0.0 can be reached from a network: give the names under which browsers will"),
        ({"address": "somewhere"}, "'somewhere' is no address to listen on, such as 127.0.0.1."),
        ({"names": ("https://atlas.example",)}, "'https://atlas.example' is no name of a host"),
        ({"names": ("*",)}, "'[*]' is no name of a host"),
    ],
)
def test_what_would_open_the_door_too_far_is_refused(asked, sentence):
    with pytest.raises(UsageError, match=sentence):
        options(**PLAIN | asked)


def test_the_names_of_this_computer_are_always_among_those_let_in():
    assert options(**PLAIN | {"names": ("Atlas.Example",), "address": "0.0.0.0"}).names == (
        "127.0.0.1",
        "localhost",
        "atlas.example",
    )


def test_streamlit_is_told_to_send_nothing_home_and_to_show_no_details():
    told = settings(Options())
    assert told["browser.gatherUsageStats"] is False
    assert told["client.showErrorDetails"] == "none"
    assert told["server.enableXsrfProtection"] is True
    assert told["server.allowedHosts"] == ["127.0.0.1", "localhost"]


def test_no_host_but_those_of_tiles_is_ever_allowed():
    strict = policy(page_scripts())
    assert "http" not in strict
    open_ = policy(page_scripts(), tile_hosts())
    named = [word for word in open_.replace(";", "").split() if word.startswith("http")]
    assert named == list(tile_hosts())
    assert all(host.startswith("https://") and "*" not in host for host in named)


def test_the_script_in_streamlits_page_is_allowed_by_its_sum():
    sums = [one for one in page_scripts() if one.startswith("'sha256-")]
    assert len(sums) == 1


def test_seats_are_held_for_pages_given_to_connections_and_freed():
    seats = Seats(2)
    assert seats.hold("", 0)
    assert seats.hold("", 0)
    assert not seats.hold("", 0)
    assert seats.sit("a", 1)
    assert seats.sit("b", 1)
    assert not seats.sit("c", 1)
    seats.leave("a")
    assert seats.taken == 1
    assert seats.sit("c", 2)


def test_a_page_that_never_connects_gives_its_seat_up():
    seats = Seats(1)
    assert seats.hold("", 0)
    assert not seats.hold("", HELD_SECONDS - 1)
    assert seats.hold("", HELD_SECONDS)


def test_who_is_in_may_reload_in_a_full_house_and_holds_one_seat_more_at_most():
    seats = Seats(1)
    assert seats.sit("a", 0)
    for _ in range(5):
        assert seats.hold("a", 1)
    assert seats.taken == 2
    seats.leave("a")
    assert not seats.hold("b", 2)
    assert seats.sit("a", 2)
    assert seats.taken == 1


def test_the_command_refuses_in_one_sentence(capsys, monkeypatch, tmp_path):
    assert shell.main(["serve", "--address", "0.0.0.0"]) == 2
    assert "give the names" in capsys.readouterr().err
    assert shell.main(["--workspace", str(tmp_path / "none"), "serve"]) == 2
    assert "is not a folder." in capsys.readouterr().err
    monkeypatch.setenv("CLAIMATLAS_SESSIONS", "many")
    assert shell.main(["serve"]) == 2
    assert "CLAIMATLAS_SESSIONS is 'many', but must be a whole number." in capsys.readouterr().err


def answered(query, browser="a"):
    """What the map of a browser with a seat is told: status and JSON."""
    seats = Seats(2)
    seats.sit("a", 0)
    cookie = f"_streamlit_xsrf={browser}".encode()
    scope = {"type": "http", "query_string": query.encode(), "headers": [(b"cookie", cookie)]}
    found = Answering(seats).answer(Request(scope))
    assert found.headers["Cache-Control"] == "no-store"
    return found.status_code, json.loads(found.body)


@pytest.mark.parametrize(
    "query", ["on=2016-04-17&window=30", "on=2015-10-03&window=all&camp=taliban&place=AF1901&hide=status"]
)
def test_the_map_is_told_by_its_own_way_what_a_run_of_the_page_tells_it(record, query):
    asked = {key: values.split(",") for key, values in (pair.split("=") for pair in query.split("&"))}
    selection = permalink.decode(asked, record.places.gazetteer).selection
    assert answered(query) == (200, json.loads(json.dumps(message(View(record, selection)))))


def test_who_has_no_page_open_is_not_answered():
    assert answered("on=2016-04-17", browser="b")[0] == 403


@pytest.mark.parametrize(
    "query", ["", "window=30", "on=2016-04-31", "on=2016-04-17&camp=martians", "on=2016-04-17&x=1"]
)
def test_what_does_not_exist_is_not_answered(query):
    status, told = answered(query)
    assert (status, list(told)) == (400, ["refused"])
