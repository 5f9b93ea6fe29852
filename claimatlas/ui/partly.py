"""What stands in place of a part of a page that asks more of a record folder than is read at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from claimatlas.errors import TooManyClaimsError


@contextmanager
def told() -> Iterator[None]:
    """Say in words, in the place of what is drawn inside, that it is not shown and what can be done."""
    try:
        yield
    except TooManyClaimsError as error:
        with st.container(border=True):
            st.markdown("**This part is not shown.**")
            st.text(str(error))
