"""What every test may ask for: a claim, a frame of claims, a record, and likenesses that can be redrawn.

The factories are fixtures that give a function and last for the session, so that hypothesis may use them too.
"""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from claimatlas import load, workspace
from claimatlas import record as records
from claimatlas.schema import CLAIMS

# Machines are noisy: how long an example takes decides nothing, and every run tries the same examples.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")

GOLDEN = Path(__file__).parent / "golden"

DEFAULT_CLAIM = {
    "claim_id": "T-1",
    "event_date": "2016-04-17",
    "date_precision": "1",
    "party": "taliban",
    "claimant": "A spokesman",
    "claim_type": "capture",
    "extent": "district",
    "beneficiary": "taliban",
    "adm1_pcode": "AF19",
    "adm2_pcode": "AF1904",
    "place_as_reported": "Khan Abad",
    "place_precision": "district",
    "source_reliability": "F",
    "information_credibility": "6",
    "summary": "He claimed that the district had been taken.",
}


@pytest.fixture(autouse=True)
def _started_nowhere():
    """A command that a test runs names its workspace for the whole process; the next test starts anew."""
    yield
    workspace.start_in("")


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite the stored likenesses in tests/golden")


@pytest.fixture(scope="session")
def claim():
    """`claim(**cells)`: the raw text cells of one row, every column, valid unless told otherwise.

    `statement_id` follows `claim_id` and `reported_date` follows `event_date` where they are not given.
    """

    def make(**cells):
        unknown = set(cells) - set(CLAIMS.names)
        assert not unknown, f"no columns of the contract: {unknown}"
        given = DEFAULT_CLAIM | cells
        linked = {"statement_id": given["claim_id"], "reported_date": given["event_date"]}
        return {name: (linked | given).get(name, "") for name in CLAIMS.names}

    return make


@pytest.fixture(scope="session")
def csv_of():
    """`csv_of(*claims)`: rows of `claim` as the bytes of a claims.csv."""

    def make(*claims):
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, CLAIMS.names)
        writer.writeheader()
        writer.writerows(claims)
        return text.getvalue().encode()

    return make


@pytest.fixture(scope="session")
def checked(csv_of, record):
    """`checked(*claims)`: what the check finds in these rows, with the shipped places."""

    def make(*claims):
        raw = load.parse_table("claims.csv", csv_of(*claims), CLAIMS)
        return records.check_claims_of(raw, record.places, None)

    return make


@pytest.fixture(scope="session")
def record_of(checked, record):
    """`record_of(*claims)`: the shipped record with these claims in place of its own; refused rows stay refused."""

    def make(*claims):
        found = checked(*claims)
        return replace(record, claims=records.placed(found, record.places), checked_claims=found)

    return make


@pytest.fixture(scope="session")
def claims_frame(record_of):
    """`claims_frame(*claims)`: typed and placed as `Record.claims`; every row must be right."""

    def make(*claims):
        made = record_of(*claims)
        problems = [str(problem) for row in made.checked_claims.refused for problem in row.problems]
        assert not problems, problems
        return made.claims

    return make


@pytest.fixture(scope="session")
def record():
    """The shipped record. Nothing may change it."""
    return records.open_record(records.SHIPPED_WORKSPACE)


@pytest.fixture(scope="session")
def golden(request):
    """`golden(name, made)`: the stored bytes of that name; with --update-golden they become `made` first."""

    def stored(name, made):
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_bytes(made)
        assert path.exists(), f"no likeness tests/golden/{name}; look at what is made, then pytest --update-golden"
        return path.read_bytes()

    return stored
