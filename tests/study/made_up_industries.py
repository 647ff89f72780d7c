"""An input-output table of three sectors, what the place has of them, and what sets them in motion.

In thousands of millions of won: drugs make 100, services 200, works 150; every column and every row
comes to that.
"""

from study.made_up_rows import named, row

K = 1000


def sector(row_id, output, value_added, wages, other, final, households, ksic):
    return named(
        row_id, year="2010", reach="", ksic=ksic, ksic_revision="10",
        output_million_krw=str(output * K), value_added_million_krw=str(value_added * K),
        wages_million_krw=str(wages * K), other_inputs_million_krw=str(other * K),
        final_demand_million_krw=str(final * K), households_million_krw=str(households * K),
    )  # fmt: skip


def flow(seller, buyer, domestic, imported=0):
    return row(
        seller=seller, buyer=buyer, domestic_million_krw=str(domestic * K),
        imported_million_krw=str(imported * K),
    )  # fmt: skip


def shock(row_id, phase, sector, **cells):
    blank = dict.fromkeys(
        ("project", "share_of_cost", "amount_krw", "firm_type", "output_per_job_krw",
         "share_if_full"), ""
    )  # fmt: skip
    return named(row_id, phase=phase, sector=sector, basis="assumed", **{**blank, **cells})


INDUSTRIES = {
    "io_sectors": [
        sector("drugs", 100, 52, 20, 1, 81, 30, "21"),
        sector("services", 200, 140, 90, 2, 110, 80, "70|86"),
        sector("works", 150, 90, 50, 0, 135, 0, "41"),
    ],
    "io_flows": [
        flow("drugs", "drugs", 10, 15), flow("services", "drugs", 20), flow("works", "drugs", 2),
        flow("drugs", "services", 8, 6), flow("services", "services", 40),
        flow("works", "services", 4), flow("drugs", "works", 1, 20),
        flow("services", "works", 30), flow("works", "works", 9),
    ],
    "io_areas": [named("town", quotient="flq", delta="0.1..0.4", basis="assumed")],
    "sector_shares": [
        row(area="town", sector=name, share=share, basis="assumed")
        for name, share in (("drugs", "0.01..0.03"), ("services", "0.02..0.04"), ("works", "0.03"))
    ],
    "sector_jobs": [
        row(sector=name, jobs_per_billion_krw=jobs, basis="assumed")
        for name, jobs in (("drugs", "1..3"), ("services", "8..12"), ("works", "6"))
    ],
    "shocks": [
        shock("building", "construction", "works", project="house", share_of_cost="0.5..0.7"),
        shock("making", "operation", "drugs", firm_type="drugs", output_per_job_krw="4e8..6e8",
              share_if_full="0.6..0.8"),
        shock("probing", "operation", "services", firm_type="labs", output_per_job_krw="1e8",
              share_if_full="0.3"),
    ],
    "impact_estimates": [
        named("told", said_by_ko="시", said_by_en="the town", kind="jobs", figure="500",
              beside="operation_full", reason_ko="무엇의 일자리인지 모른다.",
              reason_en="Whose jobs is not told."),
    ],
}  # fmt: skip
