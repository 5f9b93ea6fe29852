"""What the record is made of, what was refused, and what cannot stand on a map."""

import streamlit as st

from claimatlas.ui import counts, quality, shell

screen = shell.enter("data")

counts.show(screen, "Data")
st.page_link(shell.path_of("bring"), label="Bring your data", icon=":material/upload_file:")
quality.files(screen.record)
quality.refused(screen.record)
quality.flags(screen.record)
quality.unplaced(screen)
quality.coarse(screen)
quality.voices(screen)
