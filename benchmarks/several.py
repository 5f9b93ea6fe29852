"""One to three dashboards behind nginx over one record folder: how many steps a second they answer together.

Comes in: the shipped record, built into a folder, or the folder that is named. Goes out: one line for each number of
processes. Refuses to guess what more cores would give: it says how busy the computer was.

Run it with ``python -m benchmarks.several``; it needs nginx.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.crowd import read
from benchmarks.serving import Server, atlas, serving
from claimatlas.export.built import build
from claimatlas.workspace import SHIPPED_WORKSPACE, WORKSPACE_VARIABLE

_SITE = Path(__file__).resolve().parent.parent / "deploy" / "nginx.conf"
_FRONT = """
server {{
    listen 127.0.0.1:{port};
    access_log off;
    location / {{
        proxy_pass http://claimatlas;
        proxy_http_version 1.1;
        proxy_set_header Host       $http_host;
        proxy_set_header Upgrade    $http_upgrade;
        proxy_set_header Connection $atlas_connection;
        add_header Set-Cookie $atlas_new_seat;
    }}
}}
"""


@contextmanager
def before(servers: Sequence[Server]) -> Iterator[int]:
    """Start nginx with the shipped upstream and seats in front of some servers; yield its port."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        sys.exit("This needs nginx.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    shipped = _SITE.read_text(encoding="utf-8").partition("server {\n    listen 80;")[0]
    named = "".join(f"    server 127.0.0.1:{server.port};\n" for server in servers)
    one, two = "    server 127.0.0.1:8501;\n", "    server 127.0.0.1:8502;\n"
    site = shipped.replace(one, named).replace(two, "") + _FRONT.format(port=port)
    with tempfile.TemporaryDirectory() as folder:
        places = " ".join(
            f"{part}_temp_path {folder}/{part};" for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        text = f"daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}}\nhttp {{ {places}\n{site} }}\n"
        (Path(folder) / "nginx.conf").write_text(text, encoding="utf-8")
        process = subprocess.Popen([program, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/errors"])
        try:
            yield port
        finally:
            process.terminate()
            process.wait()


def measure(processes: int, readers: int, think: float, hold: float) -> str:
    """Let a crowd read through nginx from some processes; return a row of a table."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(atlas(readers + 5))) for _ in range(processes)]
        port = stack.enter_context(before(servers))
        asyncio.run(read(port, processes * 2, think=0.2, hold=2, arrive=1))  # each has opened the record
        waited = asyncio.run(read(port, readers, think=think, hold=hold, arrive=hold / 3))
        memory = sum(server.memory_mb() for server in servers)
    cells = (
        processes, readers, len(waited.steps), f"{len(waited.steps) / hold:.1f}", f"{waited.seconds(0.5):.2f}",
        f"{waited.seconds(0.95):.2f}", waited.wrong, waited.unanswered + waited.turned_away, f"{memory:.0f}",
        f"{os.getloadavg()[0]:.1f}",
    )  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def main() -> int:
    """Measure one, two and three processes."""
    parser = argparse.ArgumentParser(description="Dashboards behind nginx over one record folder.")
    parser.add_argument("--record", help="record folder; by default the shipped record is built into one")
    parser.add_argument("--readers", type=int, default=30)
    parser.add_argument("--think", type=float, default=2.0)
    parser.add_argument("--hold", type=float, default=30.0)
    asked = parser.parse_args()
    print("| processes | readers | steps | per s | p50, s | p95, s | wrong | unanswered | memory, MB | load |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        record = Path(asked.record) if asked.record else Path(folder) / "record"
        if not asked.record:
            build([SHIPPED_WORKSPACE / "claims.csv"], SHIPPED_WORKSPACE, record)
        os.environ[WORKSPACE_VARIABLE] = str(record)
        for processes in (1, 2, 3):
            print(measure(processes, asked.readers, asked.think, asked.hold), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
