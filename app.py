"""Claim Atlas: who claims what, where and when. Start it with ``streamlit run app.py``."""

import datetime as dt

from claimatlas.ui import shell

shell.run(dt.datetime.now(dt.UTC))
