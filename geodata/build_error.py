"""The one way in which the build refuses: a sentence for the person who runs it."""


class BuildError(Exception):
    """The layers cannot be built; the message is one sentence that says what to correct."""
