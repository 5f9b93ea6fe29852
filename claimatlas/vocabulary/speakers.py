"""Who speaks, and for which side: made from the vocabulary file of the workspace.

Nothing outside this folder names a side. What the atlas needs of one it asks by its place: ``FIRST`` stands left and
up wherever sides are opposed, ``SECOND`` right and down, all others between them.
"""

from __future__ import annotations

from typing import Self

from claimatlas.vocabulary.coded import Code, labelled
from claimatlas.vocabulary.words import WORDS


class Camp(Code):
    """Side of the conflict; observers are everybody who does not fight."""

    # Said to type checkers alone, which would take the only member written out for the only one there is.
    OBSERVER: Camp

    vars().update(
        {one.name: (one.code, one.label, one.description, one.in_sentence) for one in (*WORDS.camps, WORDS.observers)}
    )

    @property
    def is_belligerent(self) -> bool:
        """Whether the camp fights, and so can gain or lose ground."""
        return self is not Camp.OBSERVER

    @property
    def side(self) -> str:
        """Where it stands wherever camps are opposed: ``left``, ``right`` or ``middle``."""
        return {FIRST: "left", SECOND: "right"}.get(self, "middle")


BELLIGERENTS: tuple[Camp, ...] = tuple(camp for camp in Camp if camp.is_belligerent)
FIRST, SECOND, *_others = BELLIGERENTS
OTHERS: tuple[Camp, ...] = tuple(_others)
"""Camps that fight beside the two that are opposed."""
ACROSS: tuple[Camp, ...] = (FIRST, *OTHERS, SECOND, Camp.OBSERVER)
"""All camps as they stand from left to right."""


class Party(Code):
    """Who speaks. Each party belongs to one camp."""

    camp: Camp
    voice: str
    """Its name where parties of one camp are set against each other."""

    def __new__(
        cls, code: str, label: str = "", description: str = "", said: str = "", camp: str = "observer", voice: str = ""
    ) -> Self:  # the form of a member
        """Add the camp and the voice to a member."""
        member = labelled(cls, code, label, description, said)
        member.camp = Camp(camp)
        member.voice = voice or member.in_sentence
        return member

    vars().update(
        {
            one.name: (
                one.code,
                one.label,
                one.description,
                one.in_sentence,
                one.more["camp"],
                one.more.get("voice", ""),
            )
            for one in WORDS.parties
        }
    )


def parties_of(camp: Camp) -> tuple[Party, ...]:
    """Return the parties of a camp, its own voice first; every camp has one."""
    return tuple(party for party in Party if party.camp is camp)


def opposed_voices() -> list[tuple[Party, Party]]:
    """Return the first two camps' own voices, and for each camp with several parties its own voice and the next."""
    parties = [parties_of(camp) for camp in BELLIGERENTS]
    return [(parties[0][0], parties[1][0]), *((camp[0], camp[1]) for camp in parties if len(camp) > 1)]


ANALYST: Party = next((party for party in Party if party == "analyst"), parties_of(Camp.OBSERVER)[0])
"""Party as which event databases speak: analysts, or the first observers where there are none."""
