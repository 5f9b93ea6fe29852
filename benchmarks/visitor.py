"""One reader of a dashboard, without a browser: a real WebSocket that speaks Streamlit's own messages.

Comes in: the address of a server, what to change. Goes out: an ``Answer`` for each message that was sent.
Refuses to count an answer whose map does not show the day that was asked for.

Like a browser it keeps large messages of the last runs and names them, so that the server need not send them again, and
its map asks for a day by its own way before the page is asked. It fetches no files and draws nothing: what it measures
is the server.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter
from urllib.parse import parse_qs, urlencode
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

_KEPT_RUNS = 2
"""For how many runs a browser keeps a message, Streamlit's ``global.maxCachedMessageAge``."""
_MAP = "streamlit_folium.st_folium"
_TRIGGER = "$$STREAMLIT_INTERNAL_KEY_{}__events"
"""Under what an element of the second kind reports, by its own id."""
DAY = "control-on"
SIDE = "control-camp"
TIMELINE = "timeline"


@dataclass(frozen=True)
class Answer:
    """What came of one message."""

    seconds: float
    """From sending it to the end of the run."""
    messages: int
    """How many messages came."""
    size: int
    """Bytes of these, before compression."""
    is_right: bool
    """Whether the run ended well and its map shows the day that was asked for."""


@dataclass
class Visitor:
    """An open page."""

    connection: ClientConnection
    port: int
    cookie: str
    """By which the server knows the browser, and nginx its process."""
    widgets: dict[str, str] = field(default_factory=dict)
    """Ids of controls and elements by the key that the page gave them."""
    session: str = ""
    """What the server calls the session: a dropped line comes back to it by this name."""
    query: str = ""
    """The address that the page wrote last."""
    page: str = ""
    """What the server calls the page that is shown."""
    _maps: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Messages that are kept, by sum: the run that used one last, and what it tells a map."""
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _runs: int = 0

    async def open(self, day: str, query: str = "") -> Answer:
        """Ask for the page as a browser does that has just loaded it."""
        self.query = query
        return await self._run(day, query, [])

    async def step(self, day: str) -> Answer:
        """Step to another day: by the timeline where there is one, else by the box for the day."""
        if TIMELINE not in self.widgets:
            return await self._run(day, self.query, self._with(WidgetState(id=self.widgets[DAY]), [day]))
        begin = perf_counter()
        size, is_right = await self._ahead(day)
        answer = await self._run(day, self.query, [*self._states.values(), self._going(day)])
        return replace(
            answer,
            seconds=perf_counter() - begin,
            messages=answer.messages + 1,
            size=answer.size + size,
            is_right=answer.is_right and is_right,
        )

    async def _ahead(self, day: str) -> tuple[int, bool]:
        """Ask for what the map says on a day; return how many bytes came, and whether they are of that day."""
        asked = {key: values for key, values in parse_qs(self.query).items() if key not in ("on", "view")}
        path = f"/answer?{urlencode({'on': day, **asked}, doseq=True)}"
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = (f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {self.cookie}", "Connection: close", "", "")
        writer.write("\r\n".join(lines).encode())
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        return len(body), b" 200 " in head.splitlines()[0] and f'"on":"{day}"'.encode() in body

    async def filter(self, day: str, sides: list[str]) -> Answer:
        """Choose sides; none stands for all of them."""
        return await self._run(day, self.query, self._with(WidgetState(id=self.widgets[SIDE]), sides))

    def _going(self, day: str) -> WidgetState:
        asked = [{"event": "go", "value": {"page": "", "parameters": {"on": [day]}}}]
        return WidgetState(id=_TRIGGER.format(self.widgets[TIMELINE]), json_trigger_value=json.dumps(asked))

    def _with(self, state: WidgetState, values: list[str]) -> list[WidgetState]:
        state.string_array_value.data.extend(values)
        self._states[state.id] = state
        return list(self._states.values())

    def _asking(self, query: str, states: list[WidgetState]) -> bytes:
        asking = BackMsg()
        run = asking.rerun_script
        run.query_string = query
        run.page_script_hash = self.page
        run.widget_states.widgets.extend(states)
        run.cached_message_hashes.extend(self._maps)
        run.context_info.timezone = "UTC"
        run.context_info.locale = "en"
        return asking.SerializeToString()

    async def _run(self, day: str, query: str, states: list[WidgetState]) -> Answer:
        self._runs += 1
        begin = perf_counter()
        await self.connection.send(self._asking(query, states))
        answer = await self._answer(day)
        self._maps = {key: kept for key, kept in self._maps.items() if self._runs - kept[0] < _KEPT_RUNS}
        return replace(answer, seconds=perf_counter() - begin)

    async def _answer(self, day: str) -> Answer:
        count, size, shown, ended = 0, 0, "", None
        # A run that turns to another one has not answered yet: both are the answer.
        while ended in {None, ForwardMsg.FINISHED_EARLY_FOR_RERUN}:
            raw = await self.connection.recv()
            message = ForwardMsg.FromString(raw)
            count, size = count + 1, size + len(raw)
            shown = self._take(message) or shown
            ended = message.script_finished if message.WhichOneof("type") == "script_finished" else None
        return Answer(0.0, count, size, ended == ForwardMsg.FINISHED_SUCCESSFULLY and day in shown)

    async def lose_the_line(self, day: str) -> None:
        """Step to a day, and be gone without a word as soon as the server has begun with it."""
        await self.connection.send(self._asking(self.query, [self._going(day)]))
        while ForwardMsg.FromString(await self.connection.recv()).WhichOneof("type") != "new_session":
            pass
        self.connection.transport.abort()

    async def see(self, day: str) -> None:
        """Wait, without asking for anything, for a run whose map shows a day."""
        while not (await self._answer(day)).is_right:
            pass

    def _take(self, message: ForwardMsg) -> str:
        """Take in one message as a browser does; return what it tells the map, or nothing."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "ref_hash":
            _, told = self._maps[message.ref_hash]
            self._maps[message.ref_hash] = (self._runs, told)
            return told
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            told = self._element(message)
            if message.metadata.cacheable:
                self._maps[message.hash] = (self._runs, told)
            return told
        return ""

    def _element(self, message: ForwardMsg) -> str:
        element = message.delta.new_element
        shown = getattr(element, element.WhichOneof("type"))
        # $$ID-sum-key is what Streamlit calls a control that has a key.
        _, _, key = getattr(shown, "id", "").removeprefix("$$ID-").partition("-")
        if key:
            self.widgets[key] = shown.id
        is_map = getattr(shown, "component_name", "") == _MAP
        return str(shown.json_args) if is_map else ""


@asynccontextmanager
async def visiting(port: int, lost: Visitor | None = None) -> AsyncIterator[Visitor]:
    """Connect to a server on loopback, as a new reader or as one that lost the line and has the page still open."""
    # What stands second is a token that only a signed-in reader has.
    names = ["streamlit", "-", lost.session] if lost else ["streamlit"]
    seat = uuid4().hex
    cookie = lost.cookie if lost else f"_streamlit_xsrf={seat}; atlas_seat={seat}"
    async with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=names,
        additional_headers={"Cookie": cookie},
        max_size=None,
        open_timeout=60,
        ping_interval=None,
    ) as connection:
        yield replace(lost, connection=connection, session="") if lost else Visitor(connection, port, cookie)
