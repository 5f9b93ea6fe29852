"""Who speaks, and for which side."""

from __future__ import annotations

from typing import Self

from claimatlas.vocabulary.coded import Code, labelled


class Camp(Code):
    """Side of the conflict; observers are everybody who does not fight."""

    TALIBAN = "taliban", "Taliban", "The Taliban, their spokesmen and commanders."
    GOVERNMENT = "government", "Government", "The government, its forces and officials, and the forces allied with it."
    ISKP = "iskp", "Islamic State", "Islamic State Khorasan Province."
    OBSERVER = "observer", "Observers", "United Nations, aid groups, media, analysts, residents, social media."

    @property
    def is_belligerent(self) -> bool:
        """Whether the camp fights, and so can gain or lose ground."""
        return self is not Camp.OBSERVER


BELLIGERENTS: tuple[Camp, ...] = tuple(camp for camp in Camp if camp.is_belligerent)


class Party(Code):
    """Who speaks. Each party belongs to one camp."""

    camp: Camp

    def __new__(cls, code: str, label: str = "", description: str = "", camp: Camp = Camp.OBSERVER) -> Self:
        """Add the camp to a member."""
        member = labelled(cls, code, label, description)
        member.camp = camp
        return member

    TALIBAN = "taliban", "Taliban", "The Taliban, their spokesmen and commanders.", Camp.TALIBAN
    GOVERNMENT = (
        "government",
        "Government",
        "Ministries, national spokesmen, army and police spokesmen.",
        Camp.GOVERNMENT,
    )
    LOCAL_OFFICIAL = (
        "local_official",
        "Local officials",
        "Governors, district and police chiefs, councillors: they often contradict the ministries.",
        Camp.GOVERNMENT,
    )
    INTERNATIONAL_FORCES = (
        "international_forces",
        "International forces",
        "US and NATO forces (Resolute Support).",
        Camp.GOVERNMENT,
    )
    ISKP = "iskp", "Islamic State", "Islamic State Khorasan Province.", Camp.ISKP
    UN = "un", "United Nations", "Missions and agencies of the United Nations.", Camp.OBSERVER
    NGO = "ngo", "Aid and rights groups", "Non-governmental organisations.", Camp.OBSERVER
    MEDIA = "media", "Media", "News media in their own voice.", Camp.OBSERVER
    ANALYST = "analyst", "Analysts", "Researchers and analysts.", Camp.OBSERVER
    RESIDENT = "resident", "Residents", "People who live there.", Camp.OBSERVER
    SOCIAL_MEDIA = "social_media", "Social media", "Posts whose author is not otherwise known.", Camp.OBSERVER
