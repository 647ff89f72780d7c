"""The made-up contest as the tests of engine, results and measures use it.

Bid `b` is a joint bid of candidates `b` and `d`, of which `d` has no firms; bid `c` has its beds
published after the deadline, so that nothing is known of them when the contest is evaluated.
"""

from study.made_up import TABLES, named, write_study
from study.made_up_appraisal import APPRAISAL
from study.made_up_ecosystem import WHOLE_ECOSYSTEM
from study.made_up_incentives import INCENTIVES
from study.made_up_industries import INDUSTRIES
from study.made_up_land import FIRMS, LAND, MONEY
from study.made_up_people import PEOPLE
from study.made_up_projects import PROJECTS

METHOD = "ranking_method"
"""The dimension along which methods of ranking stand; here once, so that a new name is one line."""

METHODS = ("weighted_sum", "weighted_product", "topsis", "vikor", "promethee")

DEADLINE = "2024-02-29"


def indicator(candidate, name, value, **cells):
    shown = {"unit": "score", "level": "city", **cells}
    return {
        "candidate": candidate, "indicator": name, "value": value, "source": "s",
        "known_from": "2023-12-01", "basis": "observed", **shown,
    }  # fmt: skip


INDICATORS = [
    indicator("a", "firms", "10..20"),
    indicator("b", "firms", "5|9|30"),
    indicator("c", "firms", "18±4"),
    indicator("a", "beds", "100"),
    indicator("b", "beds", "ci90(90,200)"),
    indicator("c", "beds", "300", known_from="2024-05-01"),
    indicator("d", "beds", "20..60"),
]


def leaf(name, measured_by, **cells):
    settings = {"parent": "", "weight": "", "direction": "benefit", **cells}
    return named(name, contest="c1", indicator=measured_by, **settings)


def write_contest(folder, *, rows=None, land=False, money=False, **changes):
    """Write the made-up contest; see `study.made_up.write_study` for the changes.

    Args:
        folder: where to.
        rows: `{table: [row, ...]}`, other rows.
        land: whether land and firms are in the study, which then takes three times as long to run.
        money: whether incentives, projects and industries are, which need land and firms.
        changes: passed on.
    """
    of_land = () if land or money else (*LAND, *FIRMS, *MONEY)
    of_money = () if money else (*PROJECTS, *APPRAISAL, *INCENTIVES, *INDUSTRIES, *PEOPLE)
    of_place = () if money else (*WHOLE_ECOSYSTEM,)
    absent = dict.fromkeys((*of_land, *of_money, *of_place), ())
    return write_study(folder, rows={**absent, "indicators": INDICATORS, **(rows or {})}, **changes)


def write_flat_contest(folder, values, *, leaves=None, awards="1", more_rows=None, **changes):
    """Write a contest whose numbers can be worked by hand: no headings, no travel.

    Args:
        folder: where to.
        values: cells of the indicators, `{bid: {indicator: cell}}`; a bid's only candidate has
            its name. A cell that is missing is unknown.
        leaves: criteria rows; without them one benefit criterion of equal weight per indicator.
        awards: cell of the contest.
        more_rows: other tables.
        changes: passed on.
    """
    names = list(dict.fromkeys(name for cells in values.values() for name in cells))
    rows = {
        **dict.fromkeys(TABLES, ()),
        "contests": [named("c1", deadline=DEADLINE, awards=awards, status="closed")],
        "bids": [named(bid, contest="c1", candidates=bid) for bid in values],
        "candidates": [
            named(bid, latitude=f"{36 + k / 10:.1f}", longitude="127.5")
            for k, bid in enumerate(values)
        ],
        "criteria": leaves or [leaf(name, name, weight="1") for name in names],
        "indicators": [
            indicator(bid, name, cell)
            for bid, cells in values.items()
            for name, cell in cells.items()
        ],
    }
    head = {"own_bid": f'"{next(iter(values))}"', **changes.pop("head", {})}
    return write_study(folder, rows={**rows, **(more_rows or {})}, head=head, **changes)


def copied(table):
    """Return the standard rows of a table, free to be changed."""
    rows = INDICATORS if table == "indicators" else TABLES[table]
    return [dict(one) for one in rows]
