"""Input-output analysis: coefficients, multipliers, linkages, extraction, regional tables."""

from songi.methods.input_output.leontief import (
    Leontief,
    factorised,
    multipliers,
    output_multipliers,
    technical_coefficients,
    total_output,
)
from songi.methods.input_output.linkages import (
    Dispersion,
    Extraction,
    dispersion,
    exogenous_output,
    extraction,
    with_households,
)
from songi.methods.input_output.regional import (
    augmented_flegg_quotients,
    flegg_quotients,
    location_quotients,
    output_by_group,
    regional_coefficients,
    regional_output,
)

__all__ = [
    "Dispersion",
    "Extraction",
    "Leontief",
    "augmented_flegg_quotients",
    "dispersion",
    "exogenous_output",
    "extraction",
    "factorised",
    "flegg_quotients",
    "location_quotients",
    "multipliers",
    "output_by_group",
    "output_multipliers",
    "regional_coefficients",
    "regional_output",
    "technical_coefficients",
    "total_output",
    "with_households",
]
