"""Start one command and turn every error into one sentence.

Comes in: the words of the command line. Goes out: exit code 0, 1 for "found problems", 2 for usage.
Refuses to show a traceback for anything this package raises on purpose.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import NoReturn

from claimatlas import __version__
from claimatlas.errors import ClaimAtlasError, UnreadableFileError, UsageError

_PROGRAM = "python -m claimatlas"
USAGE = 2
INTERRUPTED = 130
"""What a shell reports for a program that was interrupted: 128 and the number of the signal."""
PIPE_CLOSED = 141
"""What a shell reports for a program whose reader went away: 128 and the number of the signal."""


@dataclass(frozen=True)
class Command:
    """One command: a module with ``add_arguments(parser)`` and ``run(arguments) -> int``."""

    name: str
    """Word on the command line."""
    module: str
    """Module that does it."""
    summary: str
    """What it does, for the help."""


COMMANDS: tuple[Command, ...] = (
    Command("check", "claimatlas.cli.check", "check a file of claims or milestones against the contract"),
    Command("state", "claimatlas.cli.state", "say what is claimed of each district on a day"),
    Command("disputes", "claimatlas.cli.disputes", "list pairs of claims that do not go together"),
    Command("life", "claimatlas.cli.life", "say how claims stand, and what made them stand so"),
    Command("place", "claimatlas.cli.place", "find the P-code of a spelling"),
    Command("import", "claimatlas.cli.importing", "bring somebody else's table, UCDP GED, ACLED or GeoConfirmed"),
    Command("snapshot", "claimatlas.cli.snapshot", "write the map of a day to a file"),
    Command("build", "claimatlas.cli.build", "make a record folder of claims files that are too large for memory"),
    Command("publish", "claimatlas.cli.publish", "write a record as a site that needs no server"),
    Command("verify", "claimatlas.cli.verify", "compare a snapshot with its sidecar and the record"),
    Command("bench", "claimatlas.cli.bench", "measure how long the work takes, beside other libraries"),
    Command("serve", "claimatlas.cli.serve", "serve the dashboard, with its door shut to what no reader needs"),
)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are ours: one sentence, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}; see '{self.prog} --help'.")


def main(words: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    words : sequence of str, optional
        The command line without the program's name; by default that of the process.

    Returns
    -------
    int
        Exit code: 0, 1 when the command found problems, 2 when it could not do what was asked.
    """
    asked = sys.argv[1:] if words is None else list(words)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # The contract is UTF-8 wherever the output goes; the locale of a scheduled job often is not.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        code = _run(asked)
        # A reader that went away is noticed here and not while the interpreter ends.
        sys.stdout.flush()
    except ClaimAtlasError as error:
        said = error.in_full if isinstance(error, UnreadableFileError) else str(error)
        print(_one_line(said), file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        _forget_output()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _run(asked: Sequence[str]) -> int:
    # The words of a workspace are read when a command is imported, so its folder has to be known before.
    first = _Parser(prog=_PROGRAM, add_help=False, allow_abbrev=False)
    first.add_argument("--workspace")
    folder = first.parse_known_args(asked)[0].workspace
    if folder:
        from claimatlas.workspace import start_in

        start_in(folder)
    try:
        arguments = _parser(asked).parse_args(asked)
    except SystemExit as done:  # argparse has printed the help or the version
        return int(done.code or 0)
    return int(arguments.run(arguments))


def _parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=_PROGRAM,
        description="Claim Atlas: who claims what, where and when, in an armed conflict. A claim is not a fact.",
        epilog="Exit code: 0, 1 when problems were found, 2 when it cannot be done as asked.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Claim Atlas {__version__}")
    parser.add_argument(
        "--workspace",
        metavar="DIR",
        help="folder with claims.csv, events.csv and geodata/; by default CLAIMATLAS_WORKSPACE or the shipped record",
    )
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    for command in COMMANDS:
        summary = f"{command.summary[:1].upper()}{command.summary[1:]}."
        own = commands.add_parser(command.name, help=command.summary, description=summary, allow_abbrev=False)
        # Only the command that is asked for is imported: the maps of one must not slow down the help of another.
        if command.name in asked:
            module = import_module(command.module)
            module.add_arguments(own)
            own.set_defaults(run=module.run)
    return parser


def _one_line(text: str) -> str:
    """Write an error as one line in which nothing can move the cursor or pass for a second line."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in " ".join(text.split()))


def _forget_output() -> None:
    """Send what is still to be written nowhere, or the interpreter complains of the closed pipe as it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
