"""Public claims and the figures they are held against; `results.claim_audit` judges them."""

from __future__ import annotations

import xarray as xr

from songi.measures.kind import once, per_draw
from songi.study.as_of import known_at
from songi.study.schema.bid import Benchmark, Statement
from songi.study.table import Table


@once()
def current_statements(statements: Table[Statement]) -> Table[Statement]:
    """Return the public claims as the run knows them."""
    return known_at(statements, None)


@once()
def current_benchmarks(benchmarks: Table[Benchmark]) -> Table[Benchmark]:
    """Return the figures of other clusters as the run knows them."""
    return known_at(benchmarks, None)


@per_draw(separable=("statement",))
def claimed_figures(current_statements: Table[Statement]) -> xr.DataArray:
    """Return the figure that each public claim names, dimensions (draw, statement).

    In the unit of what tests it; NaN where the claim names none.
    """
    drawn = current_statements.draws("claimed", "statement")
    return drawn.assign_attrs(units="mixed", long_name="figures claimed")


@per_draw(separable=("benchmark",))
def benchmark_figures(current_benchmarks: Table[Benchmark]) -> xr.DataArray:
    """Return the figures of other clusters, dimensions (draw, benchmark), each in its own unit."""
    drawn = current_benchmarks.draws("value", "benchmark")
    return drawn.assign_attrs(units="mixed", long_name="figures of other clusters")
