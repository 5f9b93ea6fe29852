"""What every code of the contract can do."""

from __future__ import annotations

from enum import StrEnum
from typing import Self, TypeVar

_CodeT = TypeVar("_CodeT", bound="Code")


class Code(StrEnum):
    """A code of the contract that knows how to name itself.

    Members are written as ``code, label, description``. The defaults are there for type checkers alone, which
    read looking a member up, ``Camp("taliban")``, as making one.
    """

    label: str
    description: str

    def __new__(cls, code: str, label: str = "", description: str = "") -> Self:
        """Keep the code as the text of the member, and its words beside it."""
        return labelled(cls, code, label, description)

    @property
    def in_sentence(self) -> str:
        """The label as it stands inside a sentence: ``the Taliban``, ``local officials``."""
        return _IN_SENTENCE.get(self.label) or f"{self.label[:1].lower()}{self.label[1:]}"


_IN_SENTENCE = {
    "Taliban": "the Taliban",
    "Government": "the government",
    "Islamic State": "Islamic State",
    "United Nations": "the United Nations",
}


def labelled(cls: type[_CodeT], code: str, label: str, description: str) -> _CodeT:
    """Make a member that is its code as text, with its words beside it; for ``__new__`` of a class with more fields."""
    member = str.__new__(cls, code)
    member._value_ = code
    member.label = label
    member.description = description
    return member
