"""Row classes by topic: the data dictionary."""

from __future__ import annotations

from songi.study.schema.appraisal import (
    AppraisalParameter,
    AppraisalRegime,
    AppraisedProject,
)
from songi.study.schema.base import Row
from songi.study.schema.bid import (
    Benchmark,
    BidOption,
    Clause,
    Commitment,
    FeasibleChange,
    Finding,
    OptionChange,
    Requirement,
    SelectionRule,
    Statement,
)
from songi.study.schema.contest import Bid, Contest, Criterion, Indicator, Judgement, Outcome
from songi.study.schema.firms import (
    ConversionPrior,
    Event,
    Firm,
    FirmType,
    Fulfilment,
    Investor,
    Obligation,
)
from songi.study.schema.incentives import (
    Incentive,
    IncentiveLimit,
    InvestmentProfile,
    ProfileAsset,
    RegimePair,
    TaxParameter,
)
from songi.study.schema.industries import (
    ImpactEstimate,
    IoArea,
    IoFlow,
    IoSector,
    SectorJobs,
    SectorShare,
    Shock,
)
from songi.study.schema.land import (
    CompetingSupply,
    Constraint,
    CostRule,
    DemandBasis,
    DemandSurvey,
    LandTakeup,
    MarketParameter,
    Parcel,
    SaleOutcome,
    SaleRound,
    Utility,
    Zone,
)
from songi.study.schema.money import Cost, Regime
from songi.study.schema.place import AccessIndicator, Candidate, Place, TravelBand
from songi.study.schema.projects import (
    Benefit,
    CostPhase,
    Finance,
    Guarantee,
    PlannedSale,
    Project,
    ProjectShare,
    Space,
)

ROW_CLASSES: dict[str, type[Row]] = {
    row_class.table: row_class
    for row_class in (
        Contest, Bid, Criterion, Judgement, Indicator, Outcome,
        Clause, Finding, SelectionRule, Commitment, Requirement, Statement, Benchmark,
        BidOption, OptionChange, FeasibleChange, Candidate, Place, TravelBand, AccessIndicator,
        Zone, Parcel, SaleRound, SaleOutcome, CostRule, Constraint, Utility, CompetingSupply,
        DemandSurvey, LandTakeup, DemandBasis, MarketParameter,
        Firm, FirmType, Investor, Event, ConversionPrior, Obligation, Fulfilment, Cost, Regime,
        Project, ProjectShare, CostPhase, Finance, Guarantee, PlannedSale, Space, Benefit,
        AppraisalRegime, AppraisedProject, AppraisalParameter,
        RegimePair, Incentive, IncentiveLimit, TaxParameter, InvestmentProfile, ProfileAsset,
        IoSector, IoFlow, IoArea, SectorShare, SectorJobs, Shock, ImpactEstimate,
    )
}  # fmt: skip
"""Every table a study may have, by name."""
