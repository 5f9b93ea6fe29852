"""Which column is what: a proposal to look at and to change, and a yes before anything is read by it.

Comes in: a table of one's own. Goes out: a ``TableMapping`` that somebody agreed to. Refuses to read by a proposal.

The words of the file stand in the cells of data grids, which are drawn and not parsed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from claimatlas.errors import UnreadableFileError
from claimatlas.importers.days import FORMATS, SOLAR_HIJRI
from claimatlas.importers.guess import Proposal, format_words, lacking_targets, propose
from claimatlas.importers.mapping_file import mapping_from, mapping_text
from claimatlas.importers.table import TARGETS, Rule, TableMapping, is_contract, open_values
from claimatlas.kinds import Coded, Day
from claimatlas.load import sha256
from claimatlas.load.foreign import ForeignTable
from claimatlas.load.settings import parse_yaml
from claimatlas.schema import CLAIMS
from claimatlas.ui.bring.file import Brought

_NOT_READ = "(not read)"
_DAYS = {format_words(p, c): (p, c) for p, c in (("", ""), ("%Y-%m-%d", SOLAR_HIJRI), *((f, "") for f in FORMATS))}
_SHOWN_CELLS = 3
# In pixels, as the grid draws them: twenty columns are seen at once.
_ROW_HEIGHT, _ROWS_SHOWN = 35, 25
_AGREED = "claimatlas.agreed"


def agreed(brought: Brought) -> TableMapping | None:
    """Draw the proposal and its yes; None until it is given."""
    table = brought.table
    if is_contract(table.columns):
        st.text("The file has the columns of the contract: nothing has to be mapped.")
        return replace(propose(table, brought.reading).mapping, disagreement=brought.asked.disagreement)
    st.header("Which column is what")
    proposal = _proposal(brought)
    if proposal is None:
        return None
    # The grids begin anew with another file or another mapping.
    key = sha256(f"{table.sha256}{mapping_text(proposal.mapping)}".encode())[:12]
    st.text("A proposal by the names of your columns. Change what is wrong; what is not read stays in your file.")
    rules = _columns(table, proposal, key)
    rules |= _constants(rules, proposal, key)
    mapping = replace(
        proposal.mapping,
        rules=rules,
        reading=brought.reading,
        published=brought.asked.published or proposal.mapping.published,
        disagreement=brought.asked.disagreement,
    )
    mapping = _codes(table, mapping, proposal, key)
    return _yes(table, mapping)


def _proposal(brought: Brought) -> Proposal | None:
    kept = st.file_uploader("A mapping that you kept", type=["yaml", "yml"], key="bring-mapping")
    if kept is None:
        return propose(brought.table, brought.reading)
    try:
        mapping = mapping_from(parse_yaml(kept.name, kept.getvalue()), kept.name)
    except UnreadableFileError as error:
        st.error("The mapping cannot be read.", icon=":material/error:")
        st.text(str(error))
        return None
    return Proposal(mapping, dict.fromkeys(mapping.rules, "your mapping"), lacking_targets(mapping.rules), {})


def _columns(table: ForeignTable, proposal: Proposal, key: str) -> dict[str, Rule]:
    """Draw one row for each column of the file; return the rules of those that are read."""
    by_column: dict[str, list[str]] = {}
    for target, rule in proposal.mapping.rules.items():
        if rule.column:
            by_column.setdefault(rule.column, []).append(target)
    targets = {column: (by_column.get(column) or [_NOT_READ])[0] for column in table.columns}
    rules = proposal.mapping.rules
    days = [
        format_words(rules[target].format, rules[target].calendar) if _is_day(target) and target in rules else None
        for target in targets.values()
    ]
    edited = st.data_editor(
        pd.DataFrame(
            {
                "Your column": list(targets),
                "First cells": [_first_cells(table, place) for place in range(len(targets))],
                "Becomes": list(targets.values()),
                "Days are written": days,
                "Why": [proposal.reasons.get(target, "") for target in targets.values()],
            }
        ),
        hide_index=True,
        height=_ROW_HEIGHT * (min(len(targets), _ROWS_SHOWN) + 1) + 3,
        disabled=["Your column", "First cells", "Why"],
        column_config={
            "Becomes": st.column_config.SelectboxColumn(options=[_NOT_READ, *TARGETS], required=True),
            "Days are written": st.column_config.SelectboxColumn(
                options=list(_DAYS), help="Only for columns that become a day."
            ),
        },
        key=f"bring-columns-{key}",
    )
    for target, formats in proposal.ambiguous.items():
        st.warning("Days of one column can be read in more than one way: say which.", icon=":material/event:")
        st.text(f"{target}: {' or '.join(formats)}")
    return _edited(edited, rules, by_column)


def _edited(edited: pd.DataFrame, rules: Mapping[str, Rule], by_column: Mapping[str, list[str]]) -> dict[str, Rule]:
    """Return the rules that the grid says now."""
    found: dict[str, Rule] = {}
    read: Counter[str] = Counter()
    for row in edited.to_dict("records"):
        target, column = str(row["Becomes"]), str(row["Your column"])
        if target == _NOT_READ:
            continue
        read[target] += 1
        pattern, calendar = _DAYS.get(str(row["Days are written"]), ("", "")) if _is_day(target) else ("", "")
        found[target] = replace(rules.get(target, Rule()), column=column, format=pattern, calendar=calendar)
        # One column may stand for more than the grid can show, as a kept mapping can say.
        first, *others = by_column.get(column) or [""]
        for other in others if first == target else []:
            found.setdefault(other, rules[other])
    for target in (target for target, count in read.items() if count > 1):
        st.warning(f"Two columns become {target}: only the last one is read.", icon=":material/warning:")
    return found


def _is_day(target: str) -> bool:
    column = CLAIMS.by_name.get(target)
    return column is not None and isinstance(column.kind, Day)


def _first_cells(table: ForeignTable, place: int) -> str:
    cells = dict.fromkeys(row.values[place].strip() for row in table.rows[:200])  # noqa: PD011  # no frame
    return " | ".join([cell for cell in cells if cell][:_SHOWN_CELLS])


def _constants(rules: dict[str, Rule], proposal: Proposal, key: str) -> dict[str, Rule]:
    """Ask for what must not be empty and no column gives: the same in every row."""
    asked = [*lacking_targets(rules), *(t for t, r in proposal.mapping.rules.items() if not r.column and r.value)]
    asked = [target for target in dict.fromkeys(asked) if target not in rules]
    if not asked:
        return {}
    st.header("The same in every row")
    st.text("No column that is read says these. What you choose here is said of every row.")
    found: dict[str, Rule] = {}
    columns = st.columns(3)
    for place, target in enumerate(asked):
        before = proposal.mapping.rules.get(target, Rule()).value
        with columns[place % 3]:
            value = _constant(target, before, key)
        if value:
            found[target] = Rule(value=value)
    return found


def _constant(target: str, before: str, key: str) -> str:
    column = CLAIMS.by_name.get(target)
    if column is not None and isinstance(column.kind, Coded):
        labels = {code.value: f"{code.value}: {code.label}" for code in column.kind.codes}
        chosen = st.selectbox(
            target,
            list(labels),
            index=list(labels).index(before) if before in labels else None,
            format_func=labels.__getitem__,
            placeholder="Choose",
            help=TARGETS[target],
            key=f"bring-same-{target}-{key}",
        )
        return chosen or ""
    words = column.kind.words if column is not None else ""
    text = st.text_input(target, before, placeholder=words, help=TARGETS[target], key=f"bring-same-{target}-{key}")
    return text.strip()


def _codes(table: ForeignTable, mapping: TableMapping, proposal: Proposal, key: str) -> TableMapping:
    """Draw what stands in columns of codes, each with the code it means."""
    rules = dict(mapping.rules)
    for target, rule in mapping.rules.items():
        column = CLAIMS.by_name.get(target)
        if column is None or not isinstance(column.kind, Coded) or not rule.column:
            continue
        proposed = proposal.mapping.rules.get(target, Rule()).values  # noqa: PD011  # no frame
        bare = replace(mapping, rules={target: replace(rule, values={})})
        standing = open_values(table, bare).get(target, Counter[str]())
        if not standing:
            continue
        st.header(target)
        st.text(f"What stands in the column, and the code it means. {TARGETS[target]}")
        edited = st.data_editor(
            pd.DataFrame(
                {
                    "Found": list(standing),
                    "Rows": list(standing.values()),
                    "Means": [proposed.get(text) for text in standing],
                }
            ),
            hide_index=True,
            disabled=["Found", "Rows"],
            column_config={"Means": st.column_config.SelectboxColumn(options=[c.value for c in column.kind.codes])},
            key=f"bring-codes-{target}-{rule.column}-{key}",
        )
        # A cell without a code comes back as a missing number, which counts as true.
        chosen = edited[edited["Means"].notna()]
        values = dict(zip(map(str, chosen["Found"]), map(str, chosen["Means"]), strict=True))
        rules[target] = replace(rule, values=values)
        if len(values) < len(standing):
            st.text(f"{len(standing) - len(values):,} of these mean no code yet; their rows will be refused.")
    return replace(mapping, rules=rules)


def _yes(table: ForeignTable, mapping: TableMapping) -> TableMapping | None:
    missing = lacking_targets(mapping.rules)
    if missing:
        st.text(f"Still missing, and must not be empty: {', '.join(missing)}.")
    text = mapping_text(mapping)
    with st.container(horizontal=True):
        pressed = st.button(
            "Read the table so",
            type="primary",
            disabled=bool(missing) or not mapping.rules,
            icon=":material/check:",
            key="bring-agree",
        )
        st.download_button(
            "Keep this mapping", text, file_name="mapping.yaml", mime="application/yaml", on_click="ignore"
        )
    agreed_to: Any = st.session_state.get(_AGREED)
    if pressed:
        agreed_to = st.session_state[_AGREED] = (table.sha256, text)
    if agreed_to == (table.sha256, text):
        return mapping
    if agreed_to and agreed_to[0] == table.sha256:
        st.text("Changed since you agreed: the report below is gone until you agree again.")
    return None
