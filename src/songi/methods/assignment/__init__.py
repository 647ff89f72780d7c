"""Which parcels to give to which investors: the best plans, and what to loosen if there is none."""

from songi.methods.assignment.generalised import JobsAssigned, generalised_assignment
from songi.methods.assignment.limits import Limit, allotment_limit, least_area, utility_limit
from songi.methods.assignment.loosening import Loosened, least_loosening, loosened
from songi.methods.assignment.plans import Plan, best_plan, best_plans, changed_places
from songi.methods.assignment.problem import AllocationProblem, allocation_problem
from songi.methods.assignment.solver import Effort

__all__ = [
    "AllocationProblem",
    "Effort",
    "JobsAssigned",
    "Limit",
    "Loosened",
    "Plan",
    "allocation_problem",
    "allotment_limit",
    "best_plan",
    "best_plans",
    "changed_places",
    "generalised_assignment",
    "least_area",
    "least_loosening",
    "loosened",
    "utility_limit",
]
