"""The line goes, the server goes, nothing may be written: what a reader meets who stays on the page."""

import asyncio
import subprocess
import sys
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

from benchmarks.visitor import visiting
from tests.browser.driving import PATIENCE_MS, ROOT, apart, free_port, reader_of, running_dashboard, wait_for_health
from tests.browser.test_bring_page import spreadsheet
from tests.unit.test_faults_keep import GED, read_only

DAY, NEXT = "2016-04-17", "2016-04-18"
PATIENCE = 60


class Line:
    """A line to a server that can be cut and mended."""

    def __init__(self, server):
        self.server, self.port, self.is_up = server, 0, True
        self.loop, self.ends = asyncio.new_event_loop(), set()

    async def open(self):
        self.listener = await asyncio.start_server(self.join, "127.0.0.1", 0)
        self.port = self.listener.sockets[0].getsockname()[1]

    async def join(self, reader, writer):
        self.ends.add(writer)
        try:
            if not self.is_up:
                raise ConnectionError
            there, to_there = await asyncio.open_connection("127.0.0.1", self.server)
        except OSError:
            writer.transport.abort()
            return
        self.ends.add(to_there)
        await asyncio.gather(self.pass_on(reader, to_there), self.pass_on(there, writer))

    async def pass_on(self, source, target):
        try:
            while chunk := await source.read(65536):
                target.write(chunk)
                await target.drain()
        except OSError:
            pass  # the end of a line that was cut
        finally:
            target.transport.abort() if not self.is_up else target.close()

    def cut(self):
        self.run(self._cut())

    async def _cut(self):
        self.is_up = False
        for end in self.ends:
            end.transport.abort()
        self.ends.clear()

    async def close(self):
        self.listener.close()
        await self._cut()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)


@contextmanager
def line_to(port):
    line = Line(port)
    thread = threading.Thread(target=line.loop.run_forever)
    thread.start()
    try:
        line.run(line.open())
        yield line
        line.run(line.close())
    finally:
        line.loop.call_soon_threadsafe(line.loop.stop)
        thread.join()
        line.loop.close()


async def lost_in_the_middle(port):
    async with visiting(port) as visitor:
        await visitor.open(DAY, f"on={DAY}")
        await visitor.lose_the_line(NEXT)
    async with asyncio.timeout(PATIENCE), visiting(port, lost=visitor) as back:
        await back.see(NEXT)
    return visitor.session, back.session


def test_who_loses_the_line_in_the_middle_of_a_run_comes_back_to_the_whole_page(dashboard):
    """Streamlit stops the run and sends what it had drawn till then; nobody would ask for the rest."""
    before, after = apart(lost_in_the_middle(urlsplit(dashboard).port))
    assert before == after


def test_a_line_that_is_down_for_a_while_leaves_the_selection_and_a_form_that_was_begun(browser, dashboard):
    with line_to(urlsplit(dashboard).port) as line, reader_of(browser, f"http://127.0.0.1:{line.port}") as reader:
        page = reader.open(f"/?on={DAY}&camp=taliban").page
        reader.wait_for_map(DAY)
        page.get_by_role("slider", name="Day shown").press("ArrowRight")
        line.cut()
        page.get_by_text("Connecting").wait_for()
        line.is_up = True
        reader.wait_for_map(NEXT)
        reader.wait_for_query("camp=taliban")
        begin_to_bring(page, reader)
        line.cut()
        page.get_by_text("Connecting").wait_for()
        line.is_up = True
        page.locator("button:not([disabled])", has_text="Read the table so").click()
        page.get_by_text("2 rows read as a table of your own, 1 accepted, 1 refused").wait_for()


def begin_to_bring(page, reader):
    reader.open(f"/bring?on={NEXT}&camp=taliban")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "<b>mine</b>.csv", "mimeType": "text/csv", "buffer": spreadsheet()}
    )
    page.get_by_text("Which column is what").wait_for()
    day = page.get_by_role("textbox", name="reported_date")
    day.fill("2016-04-20")
    day.press("Enter")
    page.locator("button:not([disabled])", has_text="Read the table so").wait_for()


@contextmanager
def server_on(port):
    command = [sys.executable, "-m", "claimatlas", "serve", f"--port={port}"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        wait_for_health(port, server)
        yield
    finally:
        server.kill()
        server.communicate()


def test_a_server_that_is_killed_and_started_again_says_that_what_was_brought_is_gone(browser):
    port = free_port()
    with reader_of(browser, f"http://127.0.0.1:{port}") as reader, reader_of(browser, reader.address) as other:
        with server_on(port):
            other.open(f"/?on={DAY}&camp=taliban").wait_for_map(DAY)
            begin_to_bring(reader.page, reader)
            lost = reader.page.get_by_text("The server no longer has this file")
            assert lost.count() == 0
        for page in (reader.page, other.page):
            page.get_by_text("Connecting").wait_for()
        with server_on(port):
            for page in (reader.page, other.page):
                page.get_by_text("Connecting").wait_for(state="detached", timeout=2 * PATIENCE_MS)
            # The next thing that the reader does is the first that the new server hears of him.
            reader.page.locator("button:not([disabled])", has_text="Read the table so").click()
            lost.wait_for()
            assert reader.page.locator(".lost .name").inner_text() == "<b>mine</b>.csv"
            reader.wait_for_query("camp=taliban")
            # A filter and the day are in the address, and are as they were.
            other.page.get_by_role("slider", name="Day shown").press("ArrowRight")
            other.wait_for_map(NEXT)
            other.wait_for_query("camp=taliban")


def test_a_dashboard_over_a_disk_that_cannot_be_written_to_shows_all_and_adds_nothing(browser, workspace_copy):
    with read_only(workspace_copy) as why, running_dashboard(workspace_copy) as address:
        before = (workspace_copy / "claims.csv").read_bytes()
        with reader_of(browser, address) as reader:
            page = reader.open().wait_for_map(DAY).page
            reader.open("/bring")
            page.locator("input[type=file]").first.set_input_files(GED)
            page.get_by_role("button", name="Add 5 claims to the record").click()
            page.get_by_text(f"workspace cannot be written to: {why}.").wait_for()
            assert reader.errors == []
        assert (workspace_copy / "claims.csv").read_bytes() == before
