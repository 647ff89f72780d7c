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
from songi.study.schema.cold_chain import AmbientProfile, Packaging, ShipmentLane
from songi.study.schema.contest import Bid, Contest, Criterion, Indicator, Judgement, Outcome
from songi.study.schema.ecosystem import (
    Institution,
    Link,
    LinkBelief,
    ServedFunction,
    Service,
    ServiceUse,
)
from songi.study.schema.firms import (
    ConversionPrior,
    Event,
    Firm,
    FirmType,
    Fulfilment,
    Investor,
    Obligation,
)
from songi.study.schema.ground import Municipality, PopulationCell, Residents
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
from songi.study.schema.peers import PeerCluster, PeerFigure
from songi.study.schema.people import (
    LivingCondition,
    Occupation,
    TalentFlow,
    TalentNeed,
    TalentStock,
    TrainingProgramme,
)
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
from songi.study.schema.roads import Congestion, RoadNetwork, RoadTime
from songi.study.schema.specialisation import CodeBridge, IndustryCount
from songi.study.schema.trials import Enrolment, Trial, TrialCentre

ROW_CLASSES: dict[str, type[Row]] = {
    row_class.table: row_class
    for row_class in (
        Contest, Bid, Criterion, Judgement, Indicator, Outcome,
        Clause, Finding, SelectionRule, Commitment, Requirement, Statement, Benchmark,
        BidOption, OptionChange, FeasibleChange, Candidate, Place, TravelBand, AccessIndicator,
        Municipality, Residents, PopulationCell, RoadNetwork, Congestion, RoadTime,
        Zone, Parcel, SaleRound, SaleOutcome, CostRule, Constraint, Utility, CompetingSupply,
        DemandSurvey, LandTakeup, DemandBasis, MarketParameter,
        Firm, FirmType, Investor, Event, ConversionPrior, Obligation, Fulfilment, Cost, Regime,
        Project, ProjectShare, CostPhase, Finance, Guarantee, PlannedSale, Space, Benefit,
        AppraisalRegime, AppraisedProject, AppraisalParameter,
        RegimePair, Incentive, IncentiveLimit, TaxParameter, InvestmentProfile, ProfileAsset,
        IndustryCount, CodeBridge,
        IoSector, IoFlow, IoArea, SectorShare, SectorJobs, Shock, ImpactEstimate,
        Occupation, TalentStock, TalentFlow, TalentNeed, TrainingProgramme, LivingCondition,
        PeerCluster, PeerFigure,
        ShipmentLane, Packaging, AmbientProfile, Trial, TrialCentre, Enrolment,
        Institution, ServedFunction, LinkBelief, Link, Service, ServiceUse,
    )
}  # fmt: skip
"""Every table a study may have, by name."""
