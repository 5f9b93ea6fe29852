"""UCDP GED: events of organised violence, as the Uppsala Conflict Data Program counts them.

Comes in: rows of any version, by the names of their columns (from 17.1 to 26.1; older ones lack some of them).
Goes out: claims of an analyst, type ``attack``. Never a side's claim: what UCDP finds unreasonable it leaves out.
Refuses a row whose days cannot be read, or of which nobody says when it could be known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from claimatlas import vocabulary as voc
from claimatlas.importers.days import iso_day
from claimatlas.importers.mapping import DISTRICT_NAME, PROVINCE_NAME, STANDS_FOR, Field, Importer, Row, always, noted
from claimatlas.importers.mapping import same as taken
from claimatlas.importers.sides import losses_named
from claimatlas.kinds import UnexpectedError

_DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
# UCDP GED Codebook, where_prec: 1 the place itself, 2 within some 25 km of it, 3 second and 4 first administrative
# order, 5 an area or a line, 6 the country, 7 international waters or airspace.
_PLACES = {
    "1": ("site", ""),
    "2": ("district_inferred", "the surroundings of a place"),
    "3": ("district", "a district"),
    "4": ("province", "a province"),
    "5": ("province", "an area or a line"),
    "6": ("country", "a country"),
    "7": ("unknown", "waters or airspace"),
}
_NAMES_DISTRICT = ("", "1", "2", "3")
# The same codebook, date_prec, by how many days lie between the first and the last day.
_SPANS = ((1, "1"), (6, "2"), (7, "3"), (31, "4"))
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", flags=re.ASCII)
_KINDS = {"1": "fighting between {a} and {b}", "2": "fighting between {a} and {b}", "3": "violence of {a} against {b}"}


_NOTED = (
    "best", "where_prec", "where_description", "event_clarity", "number_of_sources", "source_original", "relid",
    "code_status", "country",
)  # fmt: skip


def _identifier(row: Row) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]+", row["id"], flags=re.ASCII):
        raise UnexpectedError("an id of letters, digits and hyphens")
    return f"GED-{row['id'].upper()}"


def _first(row: Row) -> str:
    return iso_day(row["date_start"])


def _last(row: Row) -> str:
    last = iso_day(row["date_end"]) if row["date_end"] else ""
    return "" if last == _first(row) else last


def _date_precision(row: Row) -> str:
    stated = row["date_prec"]
    if stated:
        return stated
    # Not recorded: the days themselves say within how many the event lies.
    first = dt.date.fromisoformat(_first(row))
    days = (dt.date.fromisoformat(_last(row)) - first).days + 1 if _last(row) else 1
    return next((code for span, code in _SPANS if days <= span), "5")


def _source_days(row: Row) -> list[str]:
    """Days of the sources, sorted: of ``source_date``, or where that is empty those written in ``source_article``."""
    written = row["source_date"] or row["source_article"]
    days = []
    for one in _ISO_DAY.findall(written):
        try:
            days.append(iso_day(one))
        except UnexpectedError:
            continue  # the article's text may hold any number; remarked on if it leaves no day at all
    return sorted(days)


def _reported(row: Row) -> str:
    days = _source_days(row)
    if not days and not row.asked.published:
        raise UnexpectedError("the day of a source; declare a day of publication for the file")
    # The figures rest on all sources, so nobody could know the row before the last of them.
    return days[-1] if days else row.asked.published


def _place_precision(row: Row) -> str:
    stated = row["where_prec"]
    if stated:
        if stated not in _PLACES:
            raise UnexpectedError("a where_prec from 1 to 7")
        precision = _PLACES[stated][0]
        return "country" if precision == "province" and not row["adm_1"] else precision
    return "district" if row["adm_2"] else "province" if row["adm_1"] else "country" if row["country"] else "unknown"


def _district(row: Row) -> str:
    # For a province or an area the second administrative order is that of the point, not of the event.
    return row["adm_2"] if row["where_prec"] in _NAMES_DISTRICT else ""


def _place(row: Row) -> str:
    return row["where_coordinates"] or row["adm_2"] or row["adm_1"] or row["country"]


def _number(row: Row, column: str) -> int | None:
    text = row[column]
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}(\.0+)?", text, flags=re.ASCII):
        raise UnexpectedError(f"a whole number in {column}")
    return int(text.partition(".")[0])


def _killed(row: Row) -> tuple[int | None, int | None]:
    """Return the range of the dead: low and high, or where they are not recorded what the four columns add up to."""
    low, high, best = _number(row, "low"), _number(row, "high"), _number(row, "best")
    counted = [number for number in (_number(row, column) for column in _DEATHS) if number is not None]
    if low is None and high is None:
        if best is not None:
            return best, best
        # One column that is not recorded leaves the sum open above.
        total = sum(counted)
        return (total or None, total if len(counted) == len(_DEATHS) and total else None)
    if low is not None and high is not None and high < low:
        return low, None
    return low, high


def _killed_min(row: Row) -> str:
    least = _killed(row)[0]
    return "" if least is None else str(least)


def _killed_max(row: Row) -> str:
    most = _killed(row)[1]
    return "" if most is None else str(most)


def _killed_party(row: Row) -> str:
    if _killed(row) == (None, None):
        return ""
    dead = [column for column in _DEATHS if _number(row, column)]
    sides = {"deaths_a": row["side_a"], "deaths_b": row["side_b"], "deaths_civilians": "civilians"}
    one = sides.get(dead[0], "") if len(dead) == 1 else ""
    return losses_named(one, row["country"]) or "mixed"


def _summary(row: Row) -> str:
    what = _KINDS.get(row["type_of_violence"], "violence between {a} and {b}")
    sides = what.format(a=row["side_a"] or "a side not named", b=row["side_b"] or "a side not named")
    least, most = _killed_min(row), _killed_max(row)
    dead = f"{least} killed" if least == most else f"{least or 'up to'} {f'to {most}' if most else 'or more'} killed"
    said = f"; {dead}" if least or most else ""
    return f"UCDP GED records {sides}{f' at {_place(row)}' if _place(row) else ''}{said}."


def _agency(row: Row) -> str:
    offices = dict.fromkeys(one.strip() for one in row["source_office"].split(";") if one.strip())
    return "; ".join(offices)


def _source_day(row: Row) -> str:
    days = _source_days(row)
    return days[-1] if days else ""


def _notes(row: Row) -> str:
    sources = row["number_of_sources"]
    return noted(
        ("best estimate of deaths", row["best"]),
        *((column, row[column]) for column in _DEATHS),
        ("where_prec", row["where_prec"]),
        ("where_description", row["where_description"]),
        ("event_clarity", row["event_clarity"]),
        # -1 is how GED writes that nobody recorded it.
        ("number_of_sources", "" if sources in ("-1", "-1.0") else sources),
        ("source_original", row["source_original"]),
        ("source_article", row["source_article"]),
        ("relid", row["relid"]),
        ("code_status", row["code_status"]),
    )


def _remarks(row: Row) -> Iterable[str]:
    if not row["date_prec"]:
        yield "date_prec is not recorded; date_precision follows from date_start and date_end"
    if not row["where_prec"]:
        yield "where_prec is not recorded; place_precision follows from which names are given"
    if not row["low"] and not row["high"]:
        yield "low and high are not recorded; the figures are best, or else what the four columns of deaths add up to"
    if _source_days(row):
        yield "reported_date is the day of the latest source"
    else:
        yield "reported_date is the day of publication declared for the file"
    if row["number_of_sources"] in ("-1", "-1.0"):
        yield "number_of_sources is not recorded (-1)"


def _flags(row: Row) -> Iterable[tuple[str, str, str]]:
    low, high, best = _number(row, "low"), _number(row, "high"), _number(row, "best")
    if best is not None and high is not None and high < best:
        clear = " (event_clarity 2 allows it)" if row["event_clarity"].startswith("2") else ""
        yield "killed_max", str(high), f"a high estimate that is not below the best one, {best}{clear}"
    if low is not None and high is not None and high < low:
        yield "killed_max", str(high), f"a high estimate that is not below the low one, {low}; no upper bound is taken"
    counted = [_number(row, column) for column in _DEATHS]
    if best is not None and None not in counted and sum(number or 0 for number in counted) != best:
        yield "killed_min", str(best), "a best estimate that is the sum of the four columns of deaths"


IMPORTER = Importer(
    name="ucdp-ged",
    label="UCDP GED",
    terms="UCDP GED is CC BY 4.0: cite Sundberg and Melander (2013) and the paper of the version you use.",
    needs=("id", "type_of_violence", "side_a", "side_b", "adm_1", "adm_2", "date_start", "date_end"),
    fields=(
        Field("claim_id", ("id",), _identifier),
        Field("statement_id", ("id",), _identifier),
        Field("event_date", ("date_start",), _first),
        Field("event_date_end", ("date_end",), _last),
        Field("date_precision", ("date_prec",), _date_precision),
        Field("reported_date", ("source_date", "source_article"), _reported),
        always("party", voc.ANALYST.value),
        always("claimant", "UCDP GED"),
        always("claimant_role", "dataset of events"),
        always("claim_type", "attack"),
        Field("place_as_reported", ("where_coordinates", "adm_2", "adm_1"), _place),
        Field("place_precision", ("where_prec",), _place_precision),
        taken("longitude", "longitude"),
        taken("latitude", "latitude"),
        Field(STANDS_FOR, ("where_prec",), lambda row: _PLACES.get(row["where_prec"], ("", ""))[1]),
        taken(PROVINCE_NAME, "adm_1"),
        Field(DISTRICT_NAME, ("adm_2",), _district),
        Field("killed_min", ("low", "best", *_DEATHS), _killed_min),
        Field("killed_max", ("high", "best", *_DEATHS), _killed_max),
        Field("killed_party", ("side_a", "side_b"), _killed_party),
        always("source_reliability", "F"),
        always("information_credibility", "6"),
        Field("summary", ("type_of_violence", "side_a", "side_b", "where_coordinates"), _summary),
        always("publisher", "Uppsala Conflict Data Program"),
        Field("agency", ("source_office",), _agency),
        taken("source_title", "source_headline"),
        Field("source_date", ("source_date", "source_article"), _source_day),
        always("source_copy", "aggregator"),
        Field("notes", _NOTED, _notes),
    ),
    remarks=_remarks,
    flags=_flags,
)
