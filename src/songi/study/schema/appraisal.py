"""Appraisal: which gates a public project has to pass, by which numbers, and when again."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow
from songi.study.schema.cells import SPLIT, Bounds, Identifier, KnownDate, Labels, Refers
from songi.study.schema.projects import ProjectKind

Gate = Literal[
    "local_enterprise_review", "local_review", "central_review", "feasibility_survey",
    "preliminary_feasibility",
]  # fmt: skip
AppraisalArea = Literal["capital_region", "elsewhere"]
AskedNumber = Literal["pi", "benefit_cost", "fnpv", "firr", "enpv", "eirr", "ahp"]
Applicant = Literal["state", "province", "city", "local_corporation", "private"]

AHP_WEIGHTS = ("economic_weight", "policy_weight", "balance_weight")
"""Parameters that are weights of headings, in points of a hundred."""


class AppraisalRegime(NamedRow):
    """A gate that public projects have to pass: for whom, from which cost, by which numbers.

    A rule that changes is another row, with the days between which it is in force.
    """

    table: ClassVar[str] = "appraisal_regimes"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("appraisal_regime")]
    """Short name."""

    gate: Gate
    """Which gate: the review of a local public enterprise's new investment (지방공기업 타당성
    검토), the local or the central investment review (투자심사), the survey before it (타당성
    조사), or the preliminary feasibility study (예비타당성조사)."""

    article: str
    """Law and article."""

    kinds: Annotated[tuple[ProjectKind, ...], SPLIT] = ()
    """Kinds of project that it is about; empty: all."""

    applicants: Annotated[tuple[Applicant, ...], SPLIT] = Field(min_length=1)
    """Who has to pass it."""

    from_cost_krw: Annotated[float, Field(ge=0)] = 0.0
    """Cost from which on it is asked for."""

    below_cost_krw: Annotated[float | None, Field(gt=0)] = None
    """Cost from which on another gate takes its place; empty: none does."""

    from_state_krw: Annotated[float | None, Field(ge=0)] = None
    """The state's money from which on it is asked for, besides the cost; empty: whatever it is."""

    measures: Annotated[tuple[AskedNumber, ...], SPLIT] = ()
    """Numbers that it asks for: `pi`, `fnpv`, `firr` of the developer's cash; `benefit_cost`,
    `enpv`, `eirr` of society; `ahp`, scores of experts."""

    in_force_from: KnownDate | None = None
    """First day of the rule; empty: not known, and taken for long ago."""

    in_force_until: KnownDate | None = None
    """Last day of the rule; empty: it is in force."""

    review_cost_growth: Annotated[float | None, Field(gt=0)] = None
    """Growth of the cost since the appraisal that calls for another one, as a share."""

    review_delay_years: Annotated[float | None, Field(gt=0)] = None
    """Years of delay since the appraisal that call for another one."""

    certain: bool = True
    """Whether it is certain that it is about such projects; else it is `unclear`."""


class AppraisedProject(NamedRow):
    """An appraisal that a project has passed: at which cost, for which year of completion."""

    table: ClassVar[str] = "appraised_projects"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("appraised_project")]
    """Short name."""

    project: Annotated[Identifier, Refers("projects"), Labels("project")]
    """The project."""

    regime: Annotated[Identifier, Refers("appraisal_regimes"), Labels("appraisal_regime")]
    """The gate, in the version of its day."""

    passed_on: KnownDate
    """When it was passed."""

    cost_krw: Annotated[Quantity, Bounds(0, unit="krw")]
    """Cost that was appraised."""

    completion_year: Annotated[Quantity, Bounds(1990, 2100)]
    """Year at whose end the project was then to be finished."""


class AppraisalParameter(NamedRow):
    """A number that the rules of appraisal set: a rate, a number of years, a weight."""

    table: ClassVar[str] = "appraisal_parameters"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("appraisal_parameter")]
    """Short name."""

    parameter: Literal[
        "social_discount_rate", "years_appraised", "economic_weight", "policy_weight",
        "balance_weight",
    ]  # fmt: skip
    """What it is: the real social discount rate (a share), years after opening, weights of the
    AHP's headings (points of a hundred)."""

    area: AppraisalArea | None = None
    """Where it holds; empty: everywhere."""

    value: Annotated[Quantity, Bounds(0, 1000)]
    """Its value, or the range that the rule allows."""

    article: str
    """Rule."""

    in_force_from: KnownDate | None = None
    """First day; empty: not known."""

    in_force_until: KnownDate | None = None
    """Last day; empty: it is in force."""
