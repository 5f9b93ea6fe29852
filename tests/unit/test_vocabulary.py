"""The codes of the contract, read from its tables."""

import pytest

from claimatlas import vocabulary as voc

# "party -> camp"
CAMPS = {
    "taliban": {"taliban"},
    "government": {"government", "local_official", "international_forces"},
    "iskp": {"iskp"},
    "observer": {"un", "ngo", "media", "analyst", "resident", "social_media"},
}
# "on the map"
KINDS = {
    "ground": {"advance", "capture", "recapture", "hold", "besiege", "repel", "withdraw", "surrender"},
    "activity": {"attack"},
    "figures": {"losses"},
    "speech": {"denial", "verification", "statement"},
    "overlay": {"assessment"},
}
EVERY = [getattr(voc, name) for name in voc.__all__ if isinstance(getattr(voc, name), type) and name != "Code"]


def test_every_party_belongs_to_the_camp_of_the_contract():
    assert {camp: {party for party in voc.Party if party.camp == camp} for camp in CAMPS} == CAMPS


def test_every_claim_type_does_on_the_map_what_the_contract_says():
    assert {kind: {one for one in voc.ClaimType if one.kind == kind} for kind in KINDS} == KINDS


def test_observers_do_not_fight():
    assert [camp.value for camp in voc.BELLIGERENTS] == ["taliban", "government", "iskp"]


def test_the_span_of_date_precision_is_1_6_7_30_365_days():
    assert {one.value: one.span_days for one in voc.DatePrecision} == {"1": 1, "2": 6, "3": 7, "4": 30, "5": 365}


@pytest.mark.parametrize("codes", EVERY, ids=lambda codes: codes.__name__)
def test_every_code_has_a_label_of_its_own(codes):
    labels = [code.label for code in codes]
    assert all(labels)
    assert len(set(labels)) == len(labels)
