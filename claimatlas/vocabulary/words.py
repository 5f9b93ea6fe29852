"""The words of the workspace: its camps, parties and casualties, and what claim types are called in it.

Comes in: what ``workspace`` read at the start. Goes out: ``WORDS``, from which enumerations are made.
Refuses to check: what is here has passed the schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claimatlas.workspace import VOCABULARY_FILE, declared

OBSERVER = "observer"
"""Code of the camp of everybody who does not fight, in every workspace."""
_COLOURS = ("light", "dark", "light_tint", "dark_tint")


@dataclass(frozen=True)
class Word:
    """One code with its words."""

    code: str
    """Code, as it stands in the files."""
    label: str
    """Name on screen."""
    description: str
    """What it means; may be empty."""
    in_sentence: str
    """The label as it stands inside a sentence; empty text for the label in small letters."""
    more: Mapping[str, str]
    """What else the file says of it: ``camp``, ``voice``, ``many``, ``one`` and colours; only what it does say."""

    also: tuple[str, ...] = ()
    """Other names that data sets give a camp."""
    is_state: bool = False
    """Whether data sets call a camp by the country's name, as "Government of"."""

    @property
    def name(self) -> str:
        """Name of the member in its enumeration."""
        return self.code.upper()


@dataclass(frozen=True)
class Words:
    """Everything that one conflict calls its own."""

    camps: tuple[Word, ...]
    """Camps that fight, in the order of the file."""
    observers: Word
    """The camp of everybody else."""
    parties: tuple[Word, ...]
    """Who speaks; ``more`` names the camp."""
    casualties: tuple[Word, ...]
    """Whose losses are counted."""
    claim_types: Mapping[str, Mapping[str, str]]
    """Label and description of claim types that are called otherwise here."""
    silence: str
    """What the silence of a district is not."""

    @property
    def colours(self) -> Mapping[str, Mapping[str, str]]:
        """Colours that the file gives, by camp: ``light``, ``dark``, ``light_tint``, ``dark_tint``."""
        return {
            camp.code: {name: camp.more[name] for name in _COLOURS if name in camp.more}
            for camp in (*self.camps, self.observers)
        }


def small(label: str) -> str:
    """Write a label as it stands inside a sentence, where nothing else is said: ``local officials``."""
    return f"{label[:1].lower()}{label[1:]}"


_OF_EVERY_WORD = frozenset({"code", "label", "description", "in_sentence", "also", "is_state"})


def _word(said: Mapping[str, Any], code: str = "") -> Word:
    return Word(
        code=said.get("code", code),
        label=said["label"],
        description=said.get("description", ""),
        in_sentence=said.get("in_sentence", ""),
        more={name: value for name, value in said.items() if name not in _OF_EVERY_WORD},
        also=tuple(said.get("also", ())),
        is_state=said.get("is_state", False),
    )


def words_of(content: Mapping[str, Any]) -> Words:
    """Read the content of a vocabulary file."""
    return Words(
        camps=tuple(_word(one) for one in content["camps"]),
        observers=_word(content["observers"], OBSERVER),
        parties=tuple(_word(one) for one in content["parties"]),
        casualties=tuple(_word(one) for one in content["casualties"]),
        claim_types=content.get("claim_types", {}),
        silence=content.get("silence", "not control by anybody"),
    )


WORDS = words_of(declared(VOCABULARY_FILE).content)
"""The words of the workspace in which this process started."""
