"""People and other clusters, for the made-up study: two occupations, one option, two places."""

from study.made_up_rows import named, row


def need(firm_type, occupation, share, elsewhere=""):
    return row(
        firm_type=firm_type, occupation=occupation, share_of_jobs=share,
        from_elsewhere=elsewhere, basis="assumed",
    )  # fmt: skip


def flow(row_id, occupation, kind, **cells):
    blank = dict.fromkeys(("persons_per_year", "rate", "share_here", "from_year", "until_year"), "")
    return named(
        row_id, occupation=occupation, kind=kind, region="town", level="city", basis="assumed",
        **{**blank, **cells},
    )  # fmt: skip


def programme(row_id, occupation, status, seats, **cells):
    blank = {"share_here": "", "cost_per_seat_krw": "", "until_year": ""}
    return named(
        row_id, occupation=occupation, status=status, seats_per_year=seats, completion="0.8",
        placement="0.5", from_year="2026", basis="assumed", **{**blank, **cells},
    )  # fmt: skip


def living(row_id, region, value, **cells):
    shown = {"candidate": "", "role": "place", "level": "city", **cells}
    return named(
        row_id, kind="child_care", indicator="care", region=region, value=value,
        unit="per_1000_persons", direction="benefit", reference="2023", **shown,
    )  # fmt: skip


def figure(peer, indicator, year, value, unit, scope="park"):
    return row(
        peer=peer, scope=scope, indicator=indicator, year=str(year), value=value, unit=unit,
        definition=f"{indicator} of the {scope}", definition_ko="",
    )  # fmt: skip


PEOPLE = {
    "occupations": [
        named("science", ksco="211", ksco_revision="7"), named("craft", ksco="", ksco_revision="")
    ],
    "talent_stocks": [
        row(occupation="science", region="town", level="city", year="2020", persons="70",
            share_here="", needs_growth=""),
        row(occupation="science", region="town", level="city", year="2023", persons="100",
            share_here="0.4..0.6", needs_growth=""),
        row(occupation="craft", region="town", level="city", year="2023", persons="200",
            share_here="", needs_growth="0.1"),
    ],
    "talent_flows": [
        flow("schools", "science", "graduates", persons_per_year="4"),
        flow("leavers", "science", "retirement", rate="0.1"),
        flow("movers", "science", "migration", rate="-0.02", until_year="2027"),
        flow("old", "craft", "retirement", rate="0.05..0.1"),
    ],
    "talent_needs": [
        need("drugs", "science", "0.5..0.7", "0.5"), need("drugs", "craft", "0.2..0.6"),
        need("labs", "science", "0.8"), need("labs", "craft", "0.2"),
    ],
    "training_programmes": [
        programme("night_school", "craft", "running", "10", share_here="0.5"),
        programme("smart_lab", "science", "option", "20", cost_per_seat_krw="1000000"),
        programme("workshop", "craft", "option", "20"),
    ],
    "living_conditions": [
        living("care_a", "A", "10..12", candidate="a"),
        living("care_b", "B", "14", candidate="b"),
        living("care_all", "Province", "20", role="reference", level="province"),
    ],
    "peer_clusters": [
        named("ours", country="KR", founded_year="2025", founded_as="planned", own="true"),
        named("theirs", country="DE", founded_year="2000", founded_as="body", own="false"),
    ],
    "peer_figures": [
        figure("ours", "site_area", 2024, "50000", "m2"),
        figure("theirs", "jobs", 2000, "100", "persons"),
        figure("theirs", "jobs", 2010, "400", "persons"),
        figure("theirs", "site_area", 2005, "20000", "m2"),
        figure("theirs", "firms", 2010, "8..12", "firms"),
    ],
}  # fmt: skip
