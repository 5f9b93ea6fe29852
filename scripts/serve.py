"""Start the dashboard on loopback, say where it is, and open a browser if there is one."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

HOST = "127.0.0.1"
START_SECONDS = 120


def chosen_port(text: str) -> int:
    """Read the port, and refuse one that cannot be had."""
    if not text.isdecimal() or not 0 < int(text) < 2**16:
        sys.exit(f"PORT is '{text}', but must be a number from 1 to 65535.")
    port = int(text)
    with socket.socket() as probe:
        # As the server does; without it the minute after a stop would count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            sys.exit(f"Port {port} is not allowed here; choose another one: make run PORT=8502.")
        except OSError:
            sys.exit(f"Port {port} is taken; choose another one: make run PORT={port % 65535 + 1}.")
    return port


def workspace_environment() -> dict[str, str]:
    """Pass the workspace on by its full path, and refuse one that is not there."""
    environment = dict(os.environ)
    if named := environment.get("CLAIMATLAS_WORKSPACE"):
        folder = Path(named).expanduser().resolve()
        if not folder.is_dir():
            sys.exit(f"WORKSPACE is '{named}', but there is no such folder.")
        environment["CLAIMATLAS_WORKSPACE"] = str(folder)
    return environment


def answers(address: str) -> bool:
    """Whether the dashboard is up."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return direct.open(f"{address}/_stcore/health", timeout=2).status == 200
    except (urllib.error.URLError, OSError):
        return False


def open_browser(address: str) -> None:
    """Open a browser where a person sits in front of a screen."""
    has_screen = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not has_screen or os.environ.get("CI"):
        return
    try:
        webbrowser.open(address)
    except webbrowser.Error:
        print("No browser opened; copy the address into one.")


def main() -> int:
    """Run the dashboard until it ends or is stopped."""
    port = chosen_port(sys.argv[1])
    environment = workspace_environment()
    address = f"http://{HOST}:{port}"
    command = [sys.executable, "-m", "claimatlas", "serve", f"--address={HOST}", f"--port={port}", "--tiles"]
    print("Starting Claim Atlas", flush=True)
    server = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        deadline = time.monotonic() + START_SECONDS
        while server.poll() is None and not answers(address):
            if time.monotonic() > deadline:
                server.terminate()
                sys.exit(f"Claim Atlas did not start within {START_SECONDS} seconds.")
            time.sleep(0.2)
        if server.poll() is None:
            print(f"Claim Atlas is at {address} - Ctrl-C stops it", flush=True)
            open_browser(address)
        return server.wait()
    except KeyboardInterrupt:
        # Ctrl-C reaches the server too, by itself.
        server.wait()
        print("Claim Atlas has stopped.")
        return 0


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(main())
