"""Who gets how far and when: survival, several states, few observations, waiting times."""

from songi.methods.survival.checks import CENSORED
from songi.methods.survival.conversion import (
    ConversionPosterior,
    ConversionPrior,
    Parameter,
    conversion_posterior,
    conversion_prior,
    posterior_draws,
)
from songi.methods.survival.group_test import LogRank, log_rank
from songi.methods.survival.multi_state import (
    AalenJohansen,
    Occupation,
    aalen_johansen,
    cumulative_incidence,
)
from songi.methods.survival.passage import milestone_times, reach_share, time_to_state
from songi.methods.survival.product_limit import KaplanMeier, kaplan_meier
from songi.methods.survival.spells import (
    Exposure,
    Spells,
    exposure_and_counts,
    record_spells,
    since_first_entry,
    spells_from_events,
)
from songi.methods.survival.transitions import transition_probabilities

__all__ = [
    "CENSORED",
    "AalenJohansen",
    "ConversionPosterior",
    "ConversionPrior",
    "Exposure",
    "KaplanMeier",
    "LogRank",
    "Occupation",
    "Parameter",
    "Spells",
    "aalen_johansen",
    "conversion_posterior",
    "conversion_prior",
    "cumulative_incidence",
    "exposure_and_counts",
    "kaplan_meier",
    "log_rank",
    "milestone_times",
    "posterior_draws",
    "reach_share",
    "record_spells",
    "since_first_entry",
    "spells_from_events",
    "time_to_state",
    "transition_probabilities",
]
