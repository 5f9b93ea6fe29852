"""The shipped nginx configuration, as it stands, in front of a real dashboard on loopback."""

import datetime as dt
import http.client
import http.server
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser.driving import ROOT, free_port, reader_of

pytestmark = pytest.mark.nginx
NAME = "127.0.0.1"


def write_certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    today = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def own_site(folder, upstreams, plain, secure):
    """The shipped file with names, ports and certificate put in, as its reader is told to do."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for shipped, own in (
        ("/etc/ssl/atlas.example.org", str(folder)),
        ("atlas.example.org", NAME),
        ("127.0.0.1:8501", f"127.0.0.1:{upstreams[0]}"),
        ("127.0.0.1:8502", f"127.0.0.1:{upstreams[1]}"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl"),
    ):
        assert shipped in text
        text = text.replace(shipped, own)
    return text


@contextmanager
def running_nginx(folder, *upstreams):
    """Ports of http and https of an nginx with the shipped configuration."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "This test needs nginx; make test says how to leave it out."
    plain, secure = free_port(), free_port()
    write_certificate(folder)
    (folder / "site.conf").write_text(own_site(folder, upstreams, plain, secure), encoding="utf-8")
    parts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{part}_temp_path {folder}/{part};" for part in parts)
    (folder / "nginx.conf").write_text(
        f"user {pwd.getpwuid(os.getuid()).pw_name}; worker_processes 1; pid {folder}/pid; daemon off;\n"
        f"error_log {folder}/error.log; events {{}} http {{ {temporary} include {folder}/site.conf; }}\n",
        encoding="utf-8",
    )
    server = subprocess.Popen([program, "-e", folder / "error.log", "-p", folder, "-c", folder / "nginx.conf"])
    try:
        deadline = time.monotonic() + 20
        while server.poll() is None and time.monotonic() < deadline:
            try:
                with socket.create_connection((NAME, secure), timeout=5):
                    break
            except OSError:
                time.sleep(0.05)
        assert server.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
        yield plain, secure
    finally:
        server.terminate()
        server.wait(timeout=20)


def https(port, source="127.0.0.1"):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # a certificate made for this test
    return http.client.HTTPSConnection(NAME, port, timeout=10, context=context, source_address=(source, 0))


class Process(http.server.BaseHTTPRequestHandler):
    """Says which of two processes it is, and sets the cookie that Streamlit sets."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Set-Cookie", "_streamlit_xsrf=2|x; Path=/; SameSite=Lax")
        self.end_headers()
        self.wfile.write(str(self.server.server_port).encode())

    def log_message(self, *_):
        pass


@contextmanager
def two_processes():
    servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Process) for _ in range(2)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield [server.server_port for server in servers]
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def ask(port, path="/", method="GET", body=None, source="127.0.0.1", **headers):
    with closing(https(port, source)) as connection:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def test_readers_stay_with_one_process_and_the_door_is_shut_to_the_rest(tmp_path):
    with two_processes() as ports, running_nginx(tmp_path, *ports) as (plain, secure):
        first = [ask(secure) for _ in range(14)]
        assert {int(body) for _, _, body in first} == set(ports)
        for _, headers, body in first:
            cookies = headers.get_all("Set-Cookie")
            assert len(cookies) == 2
            assert all("secure" in one.lower() and "samesite=lax" in one.lower() for one in cookies)
            seat = next(one for one in cookies if one.startswith("atlas_seat="))
            assert "HttpOnly" in seat
            assert headers["Strict-Transport-Security"] == "max-age=31536000"
            assert headers["Server"] == "nginx"
            again = ask(secure, "/disputes", Cookie=seat.split(";")[0])
            assert again[2] == body
            assert [one for one in again[1].get_all("Set-Cookie") if "atlas_seat" in one] == []
        to_encrypted(plain)
        with pytest.raises((http.client.BadStatusLine, ConnectionError)):
            ask(secure, Host="attacker.example")
        assert ask(secure, method="PUT", body=b"x" * 22_100_000)[0] == 413
        assert ask(secure, "/ready")[0] == 200
        assert ask(secure, "/ready", source="127.0.0.2")[0] == 403


def to_encrypted(port):
    with closing(http.client.HTTPConnection(NAME, port, timeout=10)) as connection:
        connection.request("GET", "/claims?on=2016-04-17")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (308, f"https://{NAME}/claims?on=2016-04-17")


def test_the_dashboard_works_behind_it(tmp_path, dashboard, browser):
    port = urlsplit(dashboard).port
    with running_nginx(tmp_path, port, port) as (_, secure):
        address = f"https://{NAME}:{secure}"
        with reader_of(browser, address, ignore_https_errors=True) as reader:
            with reader.page.expect_websocket(lambda line: line.url.startswith(f"wss://{NAME}")):
                reader.open("/?on=2016-04-18")
            reader.wait_for_map("2016-04-18")
            assert {cookie["name"]: cookie["secure"] for cookie in reader.page.context.cookies()} == {
                "_streamlit_xsrf": True,
                "atlas_seat": True,
            }
        headers = ask(secure)[1]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
