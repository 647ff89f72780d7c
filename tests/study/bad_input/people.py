"""People and other clusters that do not hold together."""

from people import people_with
from study.bad_input.case import Case, at


def changed(table, number, **cells):
    return {"files": people_with(table, number, **cells)}


PEOPLE_CASES = {
    "share of people over one": Case(
        changed("talent_needs", 2, share_of_jobs="1.2"),
        "quantity.out_of_bounds",
        at("talent_needs", 4, "share_of_jobs"),
        "1.2",
        "1.2",
    ),
    "negative stock of people": Case(
        changed("talent_stocks", 1, persons="-5"),
        "quantity.out_of_bounds",
        at("talent_stocks", 3, "persons"),
        "-5",
        "-5",
    ),
    "flow of an unknown occupation": Case(
        changed("talent_flows", 0, occupation="sciense"),
        "reference.unknown",
        at("talent_flows", 2, "occupation"),
        "sciense",
        "sciense",
    ),
    "completion above all who begin": Case(
        changed("training_programmes", 1, completion="1.1"),
        "quantity.out_of_bounds",
        at("training_programmes", 3, "completion"),
        "1.1",
        "1.1",
    ),
    "graduates without a number": Case(
        changed("talent_flows", 0, persons_per_year="", rate="0.1"),
        "people.flow",
        at("talent_flows", 2, "persons_per_year"),
        "흐름의 값이 맞지 않습니다: rate. 필요한 열: persons_per_year",
        "does not say how many as it should: rate. Needed column: persons_per_year",
    ),
    "more leavers than none": Case(
        changed("talent_flows", 1, rate="-0.1..0.1"),
        "people.negative_flow",
        at("talent_flows", 3, "rate"),
        "음수입니다: -0.1..0.1",
        "are negative: -0.1..0.1",
    ),
    "a flow that ends before it begins": Case(
        changed("talent_flows", 2, from_year="2028"),
        "people.span",
        at("talent_flows", 4, "until_year"),
        "먼저 끝납니다: 2027. 시작: 2028",
        "ends before it begins: 2027. It begins: 2028",
    ),
    "shares of jobs that cannot add to one": Case(
        changed("talent_needs", 3, share_of_jobs="0.5"),
        "people.shares",
        at("talent_needs", 5, "share_of_jobs"),
        "될 수 없습니다: 1.3~1.3",
        "cannot add to the whole: 1.3~1.3",
    ),
    "two levels in one indicator": Case(
        changed("living_conditions", 1, level="province"),
        "people.levels_mixed",
        at("living_conditions", 3, "level"),
        "섞여 있습니다: province. 첫 행: city",
        "are mixed in one indicator: province. The first row: city",
    ),
    "two units in one indicator": Case(
        changed("living_conditions", 1, unit="percent"),
        "people.units_mixed",
        at("living_conditions", 3, "unit"),
        "서로 다릅니다: percent. 첫 행: per_1000_persons",
        "differ in unit or direction: percent. The first row: per_1000_persons",
    ),
    "a cluster founded after its first figure": Case(
        changed("peer_clusters", 1, founded_year="2005"),
        "peers.founded_late",
        at("peer_clusters", 3, "founded_year"),
        "늦습니다: 2005. 첫 수치의 해: 2000",
        "founded after its first figure: 2005. Year of the first figure: 2000",
    ),
    "two clusters of the study": Case(
        changed("peer_clusters", 1, own="true"),
        "peers.own",
        at("peer_clusters", 3, "own"),
        "둘입니다: theirs. 먼저 적힌 것: ours",
        "are the study's own: theirs. The first: ours",
    ),
    "a figure without a definition": Case(
        changed("peer_figures", 1, definition=""),
        "cell.missing",
        at("peer_figures", 3, "definition"),
        "definition",
        "definition",
    ),
    "a series of two definitions": Case(
        changed("peer_figures", 2, definition="all jobs"),
        "peers.definition",
        at("peer_figures", 4, "definition"),
        "서로 다릅니다: all jobs",
        "different definitions: all jobs",
    ),
    "a figure in another unit": Case(
        changed("peer_figures", 1, unit="firms"),
        "peers.unit",
        at("peer_figures", 3, "unit"),
        "다릅니다: firms. 써야 할 단위: persons",
        "another unit: firms. The unit it takes: persons",
    ),
}  # fmt: skip
