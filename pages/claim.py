"""One claim in full, with its history and the claims around it."""

from claimatlas.ui import shell
from claimatlas.ui.claim import in_full

in_full.show(shell.enter("claim"))
