"""A linopy model in the hands of HiGHS: its relaxation with a safe bound, and searches of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from songi.errors import SongiError
from songi.methods.checks import FloatArray

if TYPE_CHECKING:
    from highspy import Highs
    from linopy import Model

# Binary variables that sifting begins with, and how often others join them.
SIFTED = 3_000
SIFTINGS = 2
# Reduced costs below this are none.
ROUNDING = 1e-7
# `kSolutionStatusFeasible` of HiGHS, which its Python side hands out as a number.
FEASIBLE = 2

FINISHED, LIMIT, INFEASIBLE = "finished", "limit", "infeasible"


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The relaxation, as a maximum.

    Attributes:
        values: `[variables]`; of no meaning but as a hint where the iterations were used up.
        reduced: `[variables]` reduced costs, above zero where more of the variable is better.
        bound: no solution is better.
        finished: whether the optimum was reached.
        iterations: of the simplex method.
    """

    values: FloatArray
    reduced: FloatArray
    bound: float
    finished: bool
    iterations: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, as a maximum.

    Attributes:
        values: `[variables]`, None for nothing.
        objective: at the values; minus infinity for nothing.
        bound: of what was searched; minus infinity if that holds no solution.
        nodes: of branch and bound.
    """

    values: FloatArray | None
    objective: float
    bound: float
    nodes: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A model's arrays, read once, and the solver that holds it.

    Attributes:
        solver: holds the model as a maximum.
        sign: +1 where the model asks for a maximum, -1 for a minimum.
        costs: `[variables]`, as a maximum.
        rows: sparse `[rows, variables]`.
        sides: `[rows]`, right-hand sides.
        signs: `[rows]`, `<`, `>` or `=`.
        lower: `[variables]`.
        upper: `[variables]`.
        binary: `[variables]`, which are binary.
    """

    solver: Highs
    sign: float
    costs: FloatArray
    rows: Any
    sides: FloatArray
    signs: NDArray[np.str_]
    lower: FloatArray
    upper: FloatArray
    binary: NDArray[np.bool_]

    @classmethod
    def of(cls, model: Model, seed: int) -> Programme:
        """Read a linopy model and hand it to HiGHS.

        Args:
            model: each variable bounded on both sides.
            seed: of the solver's random numbers.
        """
        import highspy

        arrays: Any = model.matrices
        sign = 1.0 if model.sense == "max" else -1.0
        rows, costs, binary = arrays.A.tocsr(), sign * arrays.c, arrays.vtypes == "B"
        # Not by `to_highspy`, which prints before it can be asked not to.
        solver = highspy.Highs()
        _set(solver, output_flag=False, threads=1, parallel="off", random_seed=seed)
        every = np.arange(costs.size, dtype=np.int32)
        solver.addVars(costs.size, arrays.lb, arrays.ub)
        solver.changeColsIntegrality(costs.size, every, binary.astype(np.uint8))
        solver.changeColsCost(costs.size, every, costs)
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        least = np.where(arrays.sense == "<", -np.inf, arrays.b)
        most = np.where(arrays.sense == ">", np.inf, arrays.b)
        solver.addRows(rows.shape[0], least, most, rows.nnz, rows.indptr, rows.indices, rows.data)
        return cls(
            solver=solver,
            sign=sign,
            costs=costs,
            rows=rows,
            sides=arrays.b,
            signs=arrays.sense,
            lower=arrays.lb,
            upper=arrays.ub,
            binary=binary,
        )

    def relaxation(self, iterations: int) -> Relaxed | None:
        """Solve without asking for whole numbers; None if even that has no solution.

        Presolve is off: an interrupted one would leave no dual values.

        Args:
            iterations: of the simplex method at most.
        """
        spent, has_basis = self._sifted(iterations // 2)
        self._bound_above(self.upper)
        self._run(
            fresh=not has_basis,
            solve_relaxation=True,
            solver="simplex",
            presolve="off",
            simplex_iteration_limit=iterations - spent,
        )
        status = self._status()
        if status == INFEASIBLE:
            return None
        solution = self.solver.getSolution()
        reduced, bound = self.bound(np.array(solution.row_dual))
        return Relaxed(
            values=np.array(solution.col_value),
            reduced=reduced,
            bound=bound,
            finished=status == FINISHED,
            iterations=spent + self._iterations(),
        )

    def _sifted(self, iterations: int) -> tuple[int, bool]:
        """Bring the solver near the relaxation's optimum.

        With many variables of both kinds, most are never used, and most of the work goes into
        finding that out. Binary variables are priced without the continuous ones; the best of them
        make a small problem, and those that its dual values call for join it. From its basis the
        simplex method then begins with all: 3 to 15 times faster. The proof is of all.

        Returns:
            The iterations spent, and whether the solver now holds such a basis.
        """
        continuous = ~self.binary
        if min(self.binary.sum(), continuous.sum()) <= SIFTED:
            return 0, False
        spent, chosen = 0, continuous
        for sifting in range(SIFTINGS + 1):
            active = self.binary if sifting == 0 else chosen
            self._bound_above(np.where(active, self.upper, self.lower))
            self._run(
                solve_relaxation=True,
                solver="simplex",
                presolve="on",
                simplex_iteration_limit=max(iterations - spent, 1),
            )
            spent += self._iterations()
            if self._status() != FINISHED:
                return spent, False
            reduced, _ = self.bound(np.array(self.solver.getSolution().row_dual))
            if sifting == 0:
                order = np.argsort(-np.where(self.binary, reduced, -np.inf), kind="stable")
                chosen = continuous.copy()
                chosen[order[:SIFTED]] = True
            else:
                chosen |= reduced > ROUNDING
        return spent, True

    def bound(self, duals: FloatArray) -> tuple[FloatArray, float]:
        r"""Reduced costs and the bound of Lagrange that follow from any dual values.

        $$r = c - \pi A, \qquad \pi b + \sum_j \max(r_j l_j, r_j u_j)$$

        Args:
            duals: `[rows]`; those of the wrong sign count as zero.
        """
        prices = np.where(self.signs == "<", np.maximum(duals, 0.0), duals)
        prices = np.where(self.signs == ">", np.minimum(prices, 0.0), prices)
        reduced = self.costs - self.rows.T @ prices
        best = np.maximum(reduced * self.lower, reduced * self.upper)
        return reduced, float(prices @ self.sides + best.sum())

    def search(
        self,
        candidates: NDArray[np.bool_],
        *,
        gap: float,
        nodes: int,
        start: FloatArray | None = None,
    ) -> Found:
        """Search for the best solution that uses only some of the binary variables.

        Args:
            candidates: `[variables]`; other binary variables stay zero.
            gap: relative, at which the search stops.
            nodes: at which it stops.
            start: a solution to begin from.
        """
        self._bound_above(np.where(candidates | ~self.binary, self.upper, self.lower))
        self._run(
            start=start,
            solve_relaxation=False,
            solver="choose",
            presolve="choose",
            mip_rel_gap=gap,
            mip_max_nodes=nodes,
        )
        if self._status() == INFEASIBLE:
            return Found(None, -np.inf, -np.inf, 0)
        info = self.solver.getInfo()
        bound = float(info.mip_dual_bound)
        values = np.array(self.solver.getSolution().col_value)
        if info.primal_solution_status != FEASIBLE:
            return Found(None, -np.inf, bound, int(info.mip_node_count))
        values[self.binary] = np.rint(values[self.binary])
        return Found(values, float(self.costs @ values), bound, int(info.mip_node_count))

    def _bound_above(self, upper: FloatArray) -> None:
        every = np.arange(upper.size, dtype=np.int32)
        self.solver.changeColsBounds(upper.size, every, self.lower, upper)

    def _run(self, *, fresh: bool = True, start: FloatArray | None = None, **options: Any) -> None:
        """Run with these options: afresh, or from the basis of the last run."""
        if fresh:
            self.solver.clearSolver()
        _set(self.solver, **options)
        if start is not None:
            import highspy

            solution = highspy.HighsSolution()
            solution.col_value = start.tolist()
            self.solver.setSolution(solution)
        self.solver.run()

    def _iterations(self) -> int:
        return int(self.solver.getInfo().simplex_iteration_count)

    def _status(self) -> str:
        """Return how the last run ended: `finished`, `limit` or `infeasible`."""
        import highspy

        ended = self.solver.getModelStatus()
        statuses = highspy.HighsModelStatus
        if ended == statuses.kOptimal:
            return FINISHED
        if ended in {statuses.kIterationLimit, statuses.kSolutionLimit}:
            return LIMIT
        # Every variable is bounded: what may be one of two can only be the other.
        if ended in {statuses.kInfeasible, statuses.kUnboundedOrInfeasible}:
            return INFEASIBLE
        message = f"HiGHS ended with {self.solver.modelStatusToString(ended)!r}"
        raise SongiError(message)


def _set(solver: Highs, /, **options: Any) -> None:
    import highspy

    for option, value in options.items():
        if solver.setOptionValue(option, value) != highspy.HighsStatus.kOk:
            message = f"HiGHS does not take {option} = {value!r}"
            raise SongiError(message)
