"""What every code of the contract can do."""

from __future__ import annotations

from enum import StrEnum
from typing import Self, TypeVar

from claimatlas.vocabulary.words import small

_CodeT = TypeVar("_CodeT", bound="Code")


class Code(StrEnum):
    """A code of the contract that knows how to name itself.

    Members are written as ``code, label, description``. The defaults are there for type checkers alone, which
    read looking a member up, ``Camp("observer")``, as making one.
    """

    label: str
    description: str
    said: str
    """The label inside a sentence where a small first letter does not do; empty text elsewhere."""

    def __new__(cls, code: str, label: str = "", description: str = "", said: str = "") -> Self:
        """Keep the code as the text of the member, and its words beside it."""
        return labelled(cls, code, label, description, said)

    @property
    def in_sentence(self) -> str:
        """The label as it stands inside a sentence: ``the United Nations``, ``local officials``."""
        return self.said or small(self.label)


def labelled(cls: type[_CodeT], code: str, label: str, description: str, said: str = "") -> _CodeT:
    """Make a member that is its code as text, with its words beside it; for ``__new__`` of a class with more fields."""
    member = str.__new__(cls, code)
    member._value_ = code
    member.label = label
    member.description = description
    member.said = said
    return member
