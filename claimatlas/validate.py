"""Raw rows in, claims and problems out.

Comes in: a ``RawTable``. Goes out: ``Checked``: rows kept whole, rows refused with every reason, flags.
Refuses to repair, fill in or drop: ``kept rows + refused rows == all rows``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from claimatlas import vocabulary as voc
from claimatlas.distinct import Mask, all_differ, arrow, contains, distinct, is_text, matches
from claimatlas.errors import Problem, Severity
from claimatlas.kinds import identifiers, is_link
from claimatlas.load import RawTable, RefusedRow
from claimatlas.schema import CLAIMS, EVENTS, FIGURES, MAX_QUOTE_WORDS, Column, Table
from claimatlas.typed import Typed, typed_column

_LINES_TOLD = 5
_PLAIN_ADDRESS = r"|https?://[A-Za-z0-9.-]*[A-Za-z0-9](/[A-Za-z0-9/._?=&%~+,;:@!#-]*)?"
"""An empty cell, or an address that is a link whatever ``is_link`` looks at."""

Complain = Callable[[int, str, str], None]


@dataclass(frozen=True)
class Checked:
    """What the check of one file left."""

    file: str
    """Name of the file."""
    sha256: str
    """SHA-256 of the file, hexadecimal."""
    typed: pd.DataFrame
    """Every row of the right shape, typed; the index is the line of the file on which it begins (``line``).

    A cell that is wrong is empty here: ask for ``kept`` unless copying so many rows is what you want to avoid.
    """
    refused: Sequence[RefusedRow]
    """Rows kept aside, by line."""
    flags: Sequence[Problem]
    """Problems of rows that were kept."""

    @cached_property
    def is_kept(self) -> Mask:
        """Whether each row of ``typed`` was kept."""
        return ~_are_among(self.typed.index, [row.line for row in self.refused])

    @cached_property
    def kept(self) -> pd.DataFrame:
        """The rows of ``typed`` that were kept."""
        return self.typed if self.is_kept.all() else self.typed[self.is_kept]

    @property
    def kept_count(self) -> int:
        """Rows that were kept."""
        return int(self.is_kept.sum())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of the file, by line."""
        refusals = [problem for row in self.refused for problem in row.problems]
        return tuple(sorted([*refusals, *self.flags]))

    @property
    def row_count(self) -> int:
        """Rows of the file."""
        return self.kept_count + len(self.refused)


def _are_among(lines: pd.Index, some: list[int]) -> Mask:
    found: Mask = lines.isin(some) if some else np.zeros(len(lines), dtype=bool)
    return found


@dataclass
class Report:
    """Problems found so far, by severity and line."""

    file: str
    """Name of the file."""
    cells: pd.DataFrame
    """Its text, which messages quote."""
    refusals: dict[int, list[Problem]] = field(default_factory=dict)
    """Problems that refuse their row, by line."""
    flags: dict[int, list[Problem]] = field(default_factory=dict)
    """Problems that leave their row in place, by line."""

    def refuse(self, line: int, column: str, expected: str) -> None:
        """Note a problem that refuses its row."""
        self.refusals.setdefault(line, []).append(self._problem(line, column, expected, Severity.REFUSED))

    def flag(self, line: int, column: str, expected: str) -> None:
        """Note a problem that leaves its row in place."""
        self.flags.setdefault(line, []).append(self._problem(line, column, expected, Severity.FLAGGED))

    def add(self, later: Report, settled: frozenset[int] = frozenset()) -> None:
        """Hear what another rule found, but for rows that are settled."""
        for mine, found in ((self.refusals, later.refusals), (self.flags, later.flags)):
            for line, problems in found.items():
                if line not in settled:
                    mine.setdefault(line, []).extend(problems)

    def _problem(self, line: int, column: str, expected: str, severity: Severity) -> Problem:
        # The text of the file, not the parsed value: whoever looks for 007 must not be told of 7.
        return Problem(self.file, line, column, str(self.cells.loc[line, column]), expected, severity)


Rule = Callable[[pd.DataFrame, Report], None]


def check_rows(raw: RawTable, table: Table, *rules: Rule, keys: Rule | None = None) -> Checked:
    """Parse every cell of a table, then hold the rows to ``rules``.

    Parameters
    ----------
    raw : RawTable
        Text rows.
    table : Table
        The contract of the rows.
    *rules : callable
        Each is given all typed rows and a report to complain to; of rows that an earlier one refused it is not heard.
    keys : callable, optional
        Complains of keys that stand twice, given the text rows, where ``raw`` is one piece of several: then texts are
        not looked through for others that look the same. By default its rows are all there are.

    Returns
    -------
    Checked
        Days are ``datetime64[s]`` (missing: NaT), whole numbers ``Int64``, degrees ``float64``, all else text.
    """
    report = Report(raw.file, raw.rows)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        read = partial(typed_column, is_all=keys is None)
        found = pool.map(read, (raw.rows[column.name] for column in table.columns), table.columns)
        key_rule = pool.submit(_found, keys or partial(check_keys, table=table), raw.rows, raw)
        cells = {column.name: _told(each, column, report) for column, each in zip(table.columns, found, strict=True)}
        typed = pd.DataFrame(cells, index=raw.rows.index, copy=False)
        # Side by side, since no rule asks what another one found; heard one after the other.
        reports = [pool.submit(_found, rule, typed, raw) for rule in rules]
        report.add(key_rule.result())
        for each in reports:
            # A row that is refused by now has cells that are not there, which the next rule has judged all the same.
            report.add(each.result(), frozenset(report.refusals))
    refused = [
        RefusedRow(raw.file, raw.sha256, line, raw.raw[line], tuple(problems))
        for line, problems in report.refusals.items()
    ]
    flags = [problem for line, problems in report.flags.items() if line not in report.refusals for problem in problems]
    in_order = tuple(sorted([*raw.refused, *refused], key=lambda row: row.line))
    return Checked(raw.file, raw.sha256, typed, in_order, tuple(sorted(flags)))


def _found(rule: Rule, rows: pd.DataFrame, raw: RawTable) -> Report:
    report = Report(raw.file, raw.rows)
    rule(rows, report)
    return report


def _told(found: Typed, column: Column, report: Report) -> pd.Series:
    for line, expected in found.wrong:
        report.refuse(line, column.name, expected)
    for line, expected in found.odd:
        report.flag(line, column.name, expected)
    return found.cells


def check_keys(rows: pd.DataFrame, report: Report, table: Table) -> None:
    """Complain of every row whose key another row has; of the same row twice, the first one stays."""
    if all_differ(rows[table.key]):
        return
    doubled = rows[rows[table.key].duplicated(keep=False).to_numpy() & ~is_text(rows[table.key], "")]
    for _, same in doubled.groupby(table.key, sort=False):
        lines = [int(line) for line in same.index]
        if len(same.drop_duplicates()) == 1:
            for line in lines[1:]:
                report.refuse(line, table.key, same_row(str(lines[0])))
        else:
            for line in lines:
                report.refuse(line, table.key, rows_differ(table.key, [str(line) for line in lines]))


def same_row(line: str) -> str:
    """Say what is expected of a row that stands on another line as well."""
    return f"each row once; line {line} is the same row"


def rows_differ(key: str, lines: list[str]) -> str:
    """Say what is expected of different rows with one key."""
    # Not all of them: a file of one id would fill the disk with its report.
    more = f" and {len(lines) - _LINES_TOLD:,} more" if len(lines) > _LINES_TOLD else ""
    return f"one row for each {key}; lines {', '.join(lines[:_LINES_TOLD])}{more} differ"


def where(rows: pd.DataFrame, wrong: pd.Series | Mask, complain: Complain, column: str, expected: str) -> None:
    """Complain of ``column`` in every row for which ``wrong`` holds; ``{name}`` in ``expected`` is that row's cell."""
    hit = np.flatnonzero(wrong.fillna(value=False).to_numpy(dtype=bool) if isinstance(wrong, pd.Series) else wrong)
    # By position: a mask would go through every column of the table.
    for line, row in rows.iloc[hit].iterrows() if len(hit) else ():
        cells = {name: _as_text(cell) for name, cell in row.items()}
        complain(int(str(line)), column, expected.format_map(cells))


def _as_text(cell: Any) -> str:
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    return "" if pd.isna(cell) else str(cell)


def claim_rules(claims: pd.DataFrame, report: Report) -> None:
    """Hold claims to the rules that span several columns of a row."""
    begin = claims["event_date"]
    not_before = "a day not before event_date {event_date}"
    where(claims, claims["event_date_end"] < begin, report.refuse, "event_date_end", not_before)
    where(claims, claims["reported_date"] < begin, report.refuse, "reported_date", not_before)
    for figure in FIGURES:
        _figure_rules(claims, figure, report)
    nothing_denied = is_text(claims["claim_type"], voc.ClaimType.DENIAL.value)
    nothing_denied[nothing_denied] = is_text(claims["counters"][nothing_denied], "")
    where(claims, nothing_denied, report.refuse, "counters", "the claim_id of what the denial denies")
    for column in ("counters", "confirms"):
        where(claims, _names_itself(claims, column), report.refuse, column, "other claims than the row's own")
    wordy = distinct(claims["quote"]).mask(lambda quote: len(quote.split()) > MAX_QUOTE_WORDS)
    where(claims, wordy, report.flag, "quote", f"at most {MAX_QUOTE_WORDS} words")
    where(
        claims,
        _is_no_link(claims["source_url"]),
        report.flag,
        "source_url",
        "an http or https address; it is shown as text and not as a link",
    )
    for given, missing in (("longitude", "latitude"), ("latitude", "longitude")):
        half = claims[given].notna() & claims[missing].isna()
        where(claims, half, report.refuse, missing, f"both coordinates or neither; {given} is {{{given}}}")


def _names_itself(claims: pd.DataFrame, column: str) -> Mask:
    names_some = ~is_text(claims[column], "")
    own, named = claims["claim_id"][names_some], claims[column][names_some]
    is_own = pc.equal(arrow(own), arrow(named)).to_numpy(zero_copy_only=False)
    several = contains(named, ";")
    is_own[several] = [key in identifiers(joined) for key, joined in zip(own[several], named[several], strict=True)]
    names_some[names_some] = is_own
    return names_some


def _is_no_link(addresses: pd.Series) -> Mask:
    """Whether each address is neither empty nor a link; those of the plainest form need not be taken apart."""
    doubtful = ~matches(addresses, _PLAIN_ADDRESS)
    doubtful[doubtful] = [not is_link(address) for address in addresses[doubtful]]
    return doubtful


def _figure_rules(claims: pd.DataFrame, figure: str, report: Report) -> None:
    least, most, whose = f"{figure}_min", f"{figure}_max", f"{figure}_party"
    stated = (claims[least].notna() | claims[most].notna()).to_numpy()
    is_said = ~is_text(claims[whose], "")
    where(claims, claims[most] < claims[least], report.refuse, most, f"a number not below {least} {{{least}}}")
    where(claims, stated & ~is_said, report.refuse, whose, f"whose {figure} the number counts")
    where(claims, ~stated & is_said, report.refuse, whose, f"{least} or {most} beside it")


def event_rules(events: pd.DataFrame, report: Report) -> None:
    """Hold milestones to the rules that span several columns of a row."""
    backwards = events["date_end"] < events["date"]
    where(events, backwards, report.refuse, "date_end", "a day not before date {date}")


def check_claims(raw: RawTable, *rules: Rule, keys: Rule | None = None) -> Checked:
    """Check claims by the contract; ``rules`` add what needs other tables, such as places."""
    return check_rows(raw, CLAIMS, claim_rules, *rules, keys=keys)


def check_events(raw: RawTable, *rules: Rule) -> Checked:
    """Check milestones by the contract; ``rules`` add what needs other tables."""
    return check_rows(raw, EVENTS, event_rules, *rules)
