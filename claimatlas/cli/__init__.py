"""The command line: one module per command, and ``shell``, which starts them.

Comes in: words of a shell. Goes out: text on standard output, one sentence on standard error, an exit code.
Refuses to know anything that the dashboard does not know as well.
"""
