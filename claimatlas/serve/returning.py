"""Readers whose line was down come back to a whole page.

Comes in: the connection of an open page that names the session it had. Goes out: the same, and one run more.
Refuses to say anew what the reader chose: the session knows.

A run that is under way when the line goes is stopped by Streamlit. The browser that returns is then given what that
run had drawn so far, which can be nothing, and asks for no other: the page would stay as empty as that.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import Runtime

_STREAM = "/_stcore/stream"
_NAMES_A_SESSION = 3


class Returning:
    """ASGI middleware that runs the page of a session once more when its reader is back."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on; ask for a run when its session has it."""
        # Streamlit's pages name what they want to speak, a token, and the session that they had.
        spoken = scope.get("subprotocols", ())
        if scope["type"] != "websocket" or not scope["path"].endswith(_STREAM) or len(spoken) < _NAMES_A_SESSION:
            await self._app(scope, receive, send)
            return
        is_accepted, is_awaited = False, True

        async def noting(message: Message) -> None:
            nonlocal is_accepted
            is_accepted = is_accepted or message["type"] == "websocket.accept"
            await send(message)

        async def connected() -> Message:
            nonlocal is_awaited
            # Whoever listens for the first message has connected the session before.
            if is_accepted and is_awaited:
                is_awaited = False
                run_again(spoken[2].strip())
            return await receive()

        await self._app(scope, connected, noting)


def run_again(session_id: str) -> bool:
    """Run the page of a session as it was asked for last; False when the server has no such session any more."""
    session = Runtime.instance().get_app_session(session_id)
    if session is None:
        return False
    last = session._client_state
    # Without the controls: those that are not named stay as the session has them.
    asked = ClientState(query_string=last.query_string, page_script_hash=last.page_script_hash)
    if last.HasField("context_info"):
        asked.context_info.CopyFrom(last.context_info)
    session.request_rerun(asked)
    return True
