"""A made-up study, small enough to read: three bids of four candidates, five criteria.

Its land and firms stand in `made_up_land`.
"""

import csv
import io
from pathlib import Path

from study.made_up_appraisal import APPRAISAL
from study.made_up_clinic import CLINIC
from study.made_up_ecosystem import WHOLE_ECOSYSTEM
from study.made_up_incentives import INCENTIVES
from study.made_up_industries import INDUSTRIES
from study.made_up_land import FIRMS, LAND, MONEY
from study.made_up_people import PEOPLE
from study.made_up_projects import PROJECT_COSTS, PROJECTS
from study.made_up_rows import named, row

__all__ = ["HEAD", "SOURCES", "TABLES", "csv_text", "named", "row", "write_study"]

HEAD = {
    "format": "1",
    "id": '"toy"',
    "name_ko": '"예"',
    "name_en": '"Toy"',
    "own_bid": '"a"',
    "draws": "200",
}

SOURCES = '[s]\npublisher = "made-up example"\ntitle = "A source"\nlicence = "none"\n'


TABLES = {
    "contests": [named("c1", deadline="2024-02-29", awards="1..2", status="closed")],
    "bids": [
        named("a", contest="c1", candidates="a"),
        named("b", contest="c1", candidates="b|d"),
        named("c", contest="c1", candidates="c"),
    ],
    "candidates": [
        named(name, latitude=f"{37 + k / 10}±0.01", longitude=f"{127 + k / 10}")
        for k, name in enumerate("abcd")
    ],
    "criteria": [
        named("h1", contest="c1", parent="", weight="30..60", indicator="", direction=""),
        named("h2", contest="c1", parent="", weight="40..70", indicator="", direction=""),
        named("l1", contest="c1", parent="h1", weight="", indicator="firms", direction="benefit"),
        named("l2", contest="c1", parent="h1", weight="", indicator="air", direction="cost"),
        named("l3", contest="c1", parent="h2", weight="", indicator="beds", direction="benefit"),
    ],
    "indicators": [
        row(candidate="a", indicator="firms", unit="count", value="10..20", level="city"),
        row(candidate="b", indicator="firms", unit="count", value="5|9|30", level="city"),
        row(candidate="c", indicator="firms", unit="count", value="18±4", level="city"),
        row(candidate="a", indicator="beds", unit="beds", value="100", level="city"),
        row(candidate="b", indicator="beds", unit="beds", value="ci90(90,200)", level="city"),
        row(candidate="c", indicator="beds", unit="beds", value="300", level="city"),
    ],
    "places": [named("air1", kind="airport", latitude="37.5", longitude="126.8", capacity="")],
    "travel_bands": [
        row(id="urban", from_km="0", speed_kmh="20..35", circuity="1.2..1.4"),
        row(id="far", from_km="30", speed_kmh="50..80", circuity="1.2..1.4"),
    ],
    "access_indicators": [
        named("air", kind="airport", measure="nearest_minutes", within_minutes="")
    ],
    "judgements": [row(expert="e1", more="h1", less="h2", ratio="3")],
    "outcomes": [
        row(contest="c1", bid="a", selected="false", known_from="2024-06-27"),
        row(contest="c1", bid="b", selected="true", known_from="2024-06-27"),
    ],
    "selection_rules": [
        row(id="lapse", contest="c1", kind="condition", group="", value="", at_least="",
            at_most="", score="", chance="1"),
    ],
    "clauses": [
        named("area", contest="c1", article="art. 16", any_of="place"),
        named("complex", contest="c1", article="art. 16", any_of="place"),
        named("firms", contest="c1", article="call, 2", any_of=""),
    ],
    "findings": [
        row(bid="a", clause="area", finding="not_met", reason="no site"),
        row(bid="a", clause="complex", finding="met", reason="in a complex"),
        row(bid="a", clause="firms", finding="unclear", reason="no list"),
    ],
    "commitments": [
        row(id="sum", bid="a", investor="all", amount_krw="9e9..11e9", strength="letter",
            covers="one", known_from="2024-04-01"),
        row(id="one", bid="a", investor="one", amount_krw="2e9", strength="letter", covers=""),
        row(id="plant", bid="a", investor="two", amount_krw="3e9", strength="contracted",
            covers=""),
    ],
    "requirements": [
        named("plan", contest="c1", position="1", clause="call, 1", evidence="result",
              result="selection_share bid=a", status="partly"),
        named("budget", contest="c1", position="2", clause="call, 2", evidence="none",
              result="", status="unmet"),
    ],
    "statements": [
        named("enough", speaker="the city", said_on="2023-10-25", claimed="80",
              relation="at_least", tested_table="benchmarks", tested_row="elsewhere",
              tested_column="value", definition="clear"),
        named("best", speaker="the mayor", said_on="2023-10-25", claimed="", relation="",
              tested_table="", tested_row="", tested_column="", definition="unclear"),
    ],
    "benchmarks": [
        row(id="elsewhere", cluster="Elsewhere", scope="city", indicator="firms", value="90..110",
            unit="firms"),
    ],
    "bid_options": [
        named("partner", kind="partner", controlled_by="partner", chance="0.2..0.6",
              cost_krw="1e8..3e8", months="2..6", gives_up_ko="주관", gives_up_en="the lead",
              excludes=""),
        named("letters", kind="investment", controlled_by="investor", chance="0.5", cost_krw="",
              months="3", gives_up_ko="", gives_up_en="", excludes=""),
    ],
    "option_changes": [
        row(option="partner", changed_table="bids", row="a", column="joins", value="c"),
        row(option="letters", changed_table="indicators", row="a/firms", column="value",
            value="30..40"),
    ],
    "feasible_changes": [
        row(criterion="l2", least="0", greatest="0", cost_krw="", months=""),
        row(criterion="l1", least="0", greatest="40", cost_krw="1e6..3e6", months="12"),
    ],
    **LAND,
    **FIRMS,
    **MONEY,
    "costs": [*MONEY["costs"], *PROJECT_COSTS],
    **PROJECTS,
    **APPRAISAL,
    **INCENTIVES,
    **INDUSTRIES,
    **PEOPLE,
    **CLINIC,
    **WHOLE_ECOSYSTEM,
}  # fmt: skip


def csv_text(rows):
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_study(folder, *, cells=None, more=None, rows=None, head=None, files=None):
    """Write the study with changes.

    Args:
        folder: where to.
        cells: `{table: {row number: {column: text}}}`, cells that differ.
        more: `{table: [row, ...]}`, rows added at the end.
        rows: `{table: [row, ...]}`, other rows; none of them leaves the table out.
        head: `{key: toml}`, settings that differ; dotted keys for `[options]` and the like.
        files: `{path: text, bytes or None}`, files that differ; none deletes.
    """
    folder = Path(folder)
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    lines = [f"{key} = {value}\n" for key, value in {**HEAD, **(head or {})}.items()]
    (folder / "study.toml").write_text("".join(lines), "utf-8")
    (folder / "sources.toml").write_text(SOURCES, "utf-8")
    for name, standard in TABLES.items():
        table = [dict(one) for one in (rows or {}).get(name, standard)]
        for number, changed in (cells or {}).get(name, {}).items():
            table[number].update(changed)
        table += (more or {}).get(name, [])
        if table:
            (folder / "tables" / f"{name}.csv").write_text(csv_text(table), "utf-8")
    for path, content in (files or {}).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            file.unlink(missing_ok=True)
        elif isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(content, "utf-8")
    return folder
