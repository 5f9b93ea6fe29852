"""Claim Atlas: who claims what, where and when. Start it with ``streamlit run app.py``."""

from claimatlas.ui import shell

shell.run()
