"""Two pictures side by side: what was known by two days, two days, or two parties."""

from claimatlas.ui import shell
from claimatlas.ui.compare import pictures

screen = shell.enter("compare")

pictures.show(screen)
