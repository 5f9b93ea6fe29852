"""What the map says and does not say."""

from claimatlas.ui import method, shell

screen = shell.enter("method")

method.limits()
method.reading()
method.codes()
method.columns()
method.sources(screen.record)
