"""The benchmarks' invented claims: the same for a seed, as uneven as a record, and a workspace that opens."""

import numpy as np
import pytest

from benchmarks.country import country
from benchmarks.generator import claims_table
from benchmarks.workspaces import write_workspace
from claimatlas.record import open_record


@pytest.fixture(scope="module")
def invented():
    return claims_table(20_000, country(18), seed=3).to_pandas()


def test_one_seed_gives_the_same_claims_and_another_gives_others(invented):
    again = claims_table(20_000, country(18), seed=3).to_pandas()
    other = claims_table(20_000, country(18), seed=4).to_pandas()
    assert again.equals(invented)
    assert not other.equals(invented)


def test_what_is_claimed_is_as_uneven_as_in_a_record(invented):
    by_district = invented.loc[invented["adm2_pcode"] != "", "adm2_pcode"].value_counts(normalize=True)
    by_day = invented["event_date"].value_counts()
    assert by_district.iloc[0] > 3 * by_district.median()
    assert by_day.iloc[0] > 10 * by_day.median()
    shares = invented["claim_type"].value_counts(normalize=True)
    assert 0.02 < shares["denial"] < 0.04
    assert 0.15 < (invented["source_copy"] == "copy").mean() < 0.21
    named = (invented["adm2_pcode"] != "") | (invented["longitude"] != "")
    assert 0.12 < 1 - (named | (invented["place_as_reported"] != "the province")).mean() < 0.16
    assert 0.09 < (invented["confirms"] != "").mean() < 0.13 < (invented["counters"] != "").mean()


@pytest.mark.parametrize("districts", [18, 401])
def test_a_made_up_workspace_opens_and_one_row_in_a_thousand_is_refused(tmp_path, districts):
    folder = write_workspace(tmp_path / "made", 6_000, districts, seed=1)
    record = open_record(folder)
    assert len(record.places.districts) == districts
    assert len(record.claims) + len(record.checked_claims.refused) == 6_000
    assert 0 < len(record.checked_claims.refused) < 25
    points = record.claims[record.claims["placed_by"] == "point"]
    assert len(points) > 50
    assert np.isin(points["district"], record.places.districts.index).all()
    assert write_workspace(folder, 5, 18) == folder
    assert len(open_record(folder).claims) == len(record.claims)
