"""What drives a result: shares of variance and what knowing an input would be worth."""

from songi.methods.sensitivity.given_data import FirstOrder, default_bins, first_order_given_data
from songi.methods.sensitivity.information import (
    Value,
    call_outcomes,
    evpi,
    evppi,
    evppi_each,
    evppi_of_many,
)
from songi.methods.sensitivity.saltelli import (
    DesignOutcomes,
    SaltelliDesign,
    saltelli_design,
    weights_from_uniforms,
)
from songi.methods.sensitivity.sobol import SobolIndices, mean_rank_change, sobol_indices

__all__ = [
    "DesignOutcomes",
    "FirstOrder",
    "SaltelliDesign",
    "SobolIndices",
    "Value",
    "call_outcomes",
    "default_bins",
    "evpi",
    "evppi",
    "evppi_each",
    "evppi_of_many",
    "first_order_given_data",
    "mean_rank_change",
    "saltelli_design",
    "sobol_indices",
    "weights_from_uniforms",
]
