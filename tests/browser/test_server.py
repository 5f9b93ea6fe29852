"""How the dashboard's server behaves towards those who are not its reader."""

import http.client
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.driving import reader_of, running_dashboard


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_another_sites_name_pointed_at_this_machine_opens_no_session(dashboard):
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    own = urlsplit(dashboard).netloc
    for host, answer in ((own, 101), ("attacker.example", 403)):
        # urllib would close a connection that is to be upgraded.
        client = http.client.HTTPConnection(own, timeout=10)
        client.request("GET", "/_stcore/stream", headers={**upgrade, "Host": host, "Origin": f"http://{host}"})
        assert client.getresponse().status == answer
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


def test_a_broken_record_is_told_in_a_sentence_and_a_mended_one_is_read_again(browser, workspace_copy):
    claims = workspace_copy / "claims.csv"
    good = claims.read_bytes()
    with running_dashboard(workspace_copy) as address, reader_of(browser, address) as reader:
        reader.open().wait_for_map("2016-04-17")
        claims.write_bytes(b'claim_id,"never closed\n')
        reader.page.get_by_role("button", name="Day on").click()
        reader.page.get_by_text("claims.csv line 1: the quoting is broken").wait_for()
        assert reader.page.get_by_text("Traceback").count() == 0
        claims.write_bytes(good)
        reader.page.reload()
        reader.wait_for_map()


def test_rows_that_fail_the_check_are_on_the_data_page_with_their_reason(browser, workspace_copy):
    claims = workspace_copy / "claims.csv"
    lines = claims.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace("2016-04-17", "2016-13-17", 1)
    claims.write_text("".join(lines), encoding="utf-8")
    with running_dashboard(workspace_copy) as address, reader_of(browser, address) as reader:
        reader.open("/").wait_for_map()
        reader.page.get_by_role("link", name="1 row refused").click()
        reader.page.get_by_role("heading", name="Refused rows").wait_for()
        reader.page.get_by_text("These rows are on no map and in no count.").wait_for()
