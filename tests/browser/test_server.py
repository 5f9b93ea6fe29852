"""How the dashboard's server behaves towards those who are not its reader."""

import http.client
import json
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.driving import reader_of, running_dashboard


def answer(address):
    """Status, headers and body of a GET, whatever the status."""
    try:
        with urllib.request.urlopen(address, timeout=10) as found:
            return found.status, found.headers, found.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def status(address):
    return answer(address)[0]


def test_another_sites_name_pointed_at_this_machine_opens_no_session(dashboard):
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    own = urlsplit(dashboard).netloc
    for host, expected in ((own, 101), ("attacker.example", 400)):
        # urllib would close a connection that is to be upgraded.
        client = http.client.HTTPConnection(own, timeout=10)
        client.request("GET", "/_stcore/stream", headers={**upgrade, "Host": host, "Origin": f"http://{host}"})
        assert client.getresponse().status == expected
        client.close()
    for path in ("/", "/ready", "/_stcore/health", "/app/static/atlas/map.css"):
        client = http.client.HTTPConnection(own, timeout=10)
        client.request("GET", path, headers={"Host": "attacker.example"})
        assert client.getresponse().status == 400
        client.close()


def test_nothing_outside_static_is_served_as_static(dashboard):
    for path in ("../claims.csv", "..%2fclaims.csv", "%2e%2e/claims.csv", "leaflet/../../claims.csv"):
        assert status(f"{dashboard}/app/static/{path}") in (400, 403, 404)


def test_the_server_listens_on_loopback_only(dashboard):
    port = urlsplit(dashboard).port
    listening = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        lines = Path(table).read_text(encoding="ascii").splitlines()
        listening += [line.split()[1] for line in lines if line.split()[3] == "0A"]
    hosts = {address.split(":")[0] for address in listening if int(address.split(":")[1], 16) == port}
    assert hosts == {"0100007F"}


def test_every_answer_forbids_the_browser_all_other_hosts(dashboard):
    for path in ("/", "/_stcore/health", "/ready", "/app/static/atlas/map.css", "/no-such-page", "/media/nothing"):
        headers = answer(dashboard + path)[1]
        policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        for kind in ("connect-src", "font-src", "frame-src", "script-src", "worker-src"):
            assert "http" not in policy[kind]
        assert "unsafe" not in policy["script-src"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_readiness_tells_what_the_data_are(dashboard, record):
    code, _, body = answer(f"{dashboard}/ready")
    said = json.loads(body)
    assert (code, said["ready"], said["trouble"]) == (200, True, "")
    assert said["sha256"] == record.sums
    assert said["claims"] == {"accepted": len(record.claims), "refused": 0}


def test_what_no_page_does_is_refused_by_the_browser(reader):
    """Every reader of these tests fails when a page breaks the policy; this is how that shows."""
    reader.open("/method")
    with reader.page.expect_console_message(lambda line: "Content Security Policy" in line.text):
        reader.page.evaluate("fetch('http://example.org/').catch(() => 0)")
    assert reader.foreign == []
    assert "example.org" in reader.refused[0]
    reader.refused.clear()


def test_a_bad_record_leaves_the_last_good_one_on_screen_until_it_is_mended(browser, workspace_copy):
    claims = workspace_copy / "claims.csv"
    good = claims.read_bytes()
    with running_dashboard(workspace_copy, "--sessions=1") as address, reader_of(browser, address) as reader:
        reader.open().wait_for_map("2016-04-17")
        claims.write_bytes(b'claim_id,"never closed\n')
        reader.page.get_by_role("button", name="Day on").click()
        reader.page.get_by_text("claims.csv line 1: the quoting is broken").wait_for()
        reader.page.get_by_text("What is shown was last changed on").wait_for()
        reader.wait_for_map("2016-04-18")
        assert reader.page.get_by_text("Traceback").count() == 0
        said = json.loads(answer(f"{address}/ready")[2])
        assert said["ready"]
        assert "the quoting is broken" in said["trouble"]
        one_reader_too_many(browser, address, reader)
        claims.write_bytes(good.replace(b"2016-04-17", b"2016-13-17", 1))
        reader.page.get_by_role("button", name="Day on").click()
        reader.wait_for_map("2016-04-19")
        reader.page.get_by_text("What is shown was last changed on").wait_for(state="detached")
        # A file with one bad row is a good file: its row is on the data page with the reason.
        reader.page.get_by_role("link", name="1 row refused").click()
        reader.page.get_by_role("heading", name="Refused rows").wait_for()
        reader.page.get_by_text("These rows are on no map and in no count.").wait_for()


def test_outlines_that_are_spoilt_leave_the_map_of_the_last_good_record_for_old_readers_and_new(
    browser, workspace_copy
):
    outlines = workspace_copy / "geodata" / "districts.geojson"
    good = outlines.read_bytes()
    with running_dashboard(workspace_copy) as address, reader_of(browser, address) as reader:
        reader.open().wait_for_map("2016-04-17")
        outlines.write_bytes(good[: len(good) // 2])
        reader.page.get_by_role("button", name="Day on").click()
        reader.page.get_by_text("districts.geojson is not JSON").wait_for()
        reader.wait_for_map("2016-04-18")
        assert reader.map.locator("path[data-pcode]").count() == 18
        reader.page.reload()
        reader.wait_for_map("2016-04-18")
        assert reader.map.locator(".atlas-broken").count() == 0
        outlines.write_bytes(good)
        reader.page.get_by_role("button", name="Day on").click()
        reader.page.get_by_text("districts.geojson is not JSON").wait_for(state="detached")
        reader.wait_for_map("2016-04-19")


def one_reader_too_many(browser, address, first):
    with reader_of(browser, address) as second:
        assert second.page.goto(address).status == 503
        second.page.get_by_role("heading", name="Claim Atlas is busy").wait_for()
    assert status(f"{address}/_stcore/health") == 200
    assert json.loads(answer(f"{address}/ready")[2])["sessions"] == {"taken": 1, "most": 1}
    # Who is in may reload, although the house is full.
    assert first.page.reload().status == 200
    first.wait_for_map("2016-04-18")
