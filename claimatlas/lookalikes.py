"""Texts that are written with other signs and look the same to a reader.

Comes in: a text. Goes out: what it looks like, the same for two texts that cannot be told apart by eye.
Refuses to say which of two texts is meant, and to take similar ones for the same: letters that differ stay different.
"""

from __future__ import annotations

import re
import unicodedata

# One sound on Arabic and on Persian keyboards, and letters of other alphabets that are drawn like Latin ones.
_DRAWN_ALIKE = str.maketrans(
    "يىكڪہە٠١٢٣٧٨٩" "аеорсухіјѕАВЕКМНОРСТХІЈЅ" "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ییککهه۰۱۲۳۷۸۹" "aeopcyxijsABEKMHOPCTXIJS" "oABEZHIKMNOPTYX",
)  # fmt: skip
_INVISIBLE = re.compile("[ـ\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_FORMS_OF_LETTERS = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")


def face(text: str) -> str:
    """Return what a text looks like.

    Composed as Unicode's NFC is, without signs that are not seen, with one letter for those that are drawn alike and
    one blank for every kind of blank. A text of ASCII is its own face.
    """
    if text.isascii():
        return text
    letters = _FORMS_OF_LETTERS.sub(lambda form: unicodedata.normalize("NFKC", form.group()), text)
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", letters).translate(_DRAWN_ALIKE))
    return "".join(_sign(sign) for sign in composed)


def _sign(sign: str) -> str:
    kind = unicodedata.category(sign)
    return "" if kind == "Cf" else " " if kind == "Zs" else sign


def difference(one: str, other: str) -> str:
    """Say by which sign two texts differ first: ``U+064A here, U+06CC there``; a text that ends has no sign."""
    shorter = min(len(one), len(other))
    at = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    return f"{_number(one[at : at + 1])} here, {_number(other[at : at + 1])} there"


def _number(sign: str) -> str:
    return f"U+{ord(sign):04X}" if sign else "nothing"
