"""Read settings that a person writes: YAML.

Comes in: bytes. Goes out: lists, mappings and texts; a tag changes nothing. Refuses aliases, which are how a few lines
become gigabytes, and anything large or deep.
"""

from __future__ import annotations

from typing import Any

import yaml

from claimatlas.errors import UnreadableFileError
from claimatlas.load import decode

MAX_BYTES = 1_000_000
_MAX_DEPTH = 20


def parse_yaml(name: str, data: bytes) -> Any:
    """Return the content of a YAML file.

    Raises
    ------
    UnreadableFileError
        When it is no YAML, uses aliases or tags, or is larger than ``MAX_BYTES``.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(f"{name} is larger than {MAX_BYTES:,} bytes.")
    text = decode(name, data)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise UnreadableFileError(f"{name} uses an alias (*name), which is not read.")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                raise UnreadableFileError(f"{name} is nested more than {_MAX_DEPTH} levels deep.")
        # As texts: a day, a "no" or a 007 of a mapping is what somebody typed, and no date, false or 7.
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # BaseLoader makes texts, lists and mappings only
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        where = str(getattr(error, "problem_mark", "") or type(error).__name__).strip()
        raise UnreadableFileError(f"{name} is no YAML that can be read ({where}).") from error
