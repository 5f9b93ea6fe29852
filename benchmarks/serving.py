"""A server to be measured: started on a free port of loopback, watched from outside, ended by its id.

Comes in: a command. Goes out: ``Server``, with what the system says of its memory and its time.
Refuses to measure from inside: a process that counts itself counts its counting. Linux only (``/proc``).
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 120
_TICK = os.sysconf("SC_CLK_TCK")
_SETTINGS = ("--server.headless=true", "--server.address=127.0.0.1", "--server.fileWatcherType=none")


@dataclass(frozen=True)
class Server:
    """A process that serves."""

    process: subprocess.Popen[bytes]
    """It."""
    port: int
    """Where it listens."""

    def memory_mb(self) -> float:
        """Return what of it lies in memory now, in megabytes of 1,000,000 bytes."""
        return self._status("VmRSS")

    def most_memory_mb(self) -> float:
        """Return the most of it that ever lay in memory."""
        return self._status("VmHWM")

    def _status(self, name: str) -> float:
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines()
        kilobytes = next(line.split()[1] for line in lines if line.startswith(f"{name}:"))
        return int(kilobytes) * 1024 / 1_000_000

    def processor_seconds(self) -> float:
        """Return the time it has had on a processor, whatever else the machine did."""
        # The name of the process stands in brackets and may hold anything.
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def answer(self, path: str, accept: str = "*/*") -> tuple[int, str, float]:
        """Ask for a path; return status, body and seconds."""
        begin = time.perf_counter()
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            client.request("GET", path, headers={"Accept": accept})
            answer = client.getresponse()
            body = answer.read().decode("utf-8", "replace")
        finally:
            client.close()
        return answer.status, body, time.perf_counter() - begin


def atlas(sessions: int) -> list[str]:
    """Return the command of the dashboard as it is served, with so many seats."""
    return [sys.executable, "-m", "claimatlas", "serve", f"--sessions={sessions}", "--port={port}"]


def stock() -> list[str]:
    """Return the command of the stock way."""
    return [sys.executable, "-m", "streamlit", "run", "benchmarks/stock.py", "--server.port={port}", *_SETTINGS]


@contextmanager
def serving(command: Sequence[str]) -> Iterator[Server]:
    """Start a server and wait until it is healthy; end it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [word.format(port=port) for word in command]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Server(process, port)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            sys.exit(f"The server ended at once: {' '.join(map(str, server.process.args))}")
        try:
            if server.answer("/_stcore/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"The server did not answer within {START_SECONDS} seconds.")
