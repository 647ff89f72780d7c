"""Cases of bad input: what is wrong in the made-up study, and what songi must say of it."""

from study.bad_input.appraisal import APPRAISAL
from study.bad_input.cells import CELLS, ROWS
from study.bad_input.cold_chain import COLD_CHAIN
from study.bad_input.contest import CONTEST
from study.bad_input.defence import DEFENCE
from study.bad_input.ecosystem import ECOSYSTEM
from study.bad_input.files import FILES, HEADS
from study.bad_input.firms import FIRMS
from study.bad_input.ground import GROUND_CASES
from study.bad_input.incentives import INCENTIVE_CASES
from study.bad_input.industries import INDUSTRIES
from study.bad_input.land import LAND
from study.bad_input.options import OPTIONS
from study.bad_input.parcels import PARCELS
from study.bad_input.people import PEOPLE_CASES
from study.bad_input.projects import PROJECTS
from study.bad_input.roads import ROADS
from study.bad_input.scenarios import SCENARIOS
from study.bad_input.specialisation import SPECIALISATION
from study.bad_input.trials import TRIALS

CASES = {
    **FILES, **HEADS, **CELLS, **ROWS, **CONTEST, **DEFENCE, **OPTIONS, **LAND, **FIRMS,
    **APPRAISAL, **PARCELS, **PROJECTS, **SCENARIOS, **INDUSTRIES, **INCENTIVE_CASES,
    **ECOSYSTEM, **COLD_CHAIN, **TRIALS,
    **PEOPLE_CASES,
    **GROUND_CASES,
    **SPECIALISATION,
    **ROADS,
}  # fmt: skip
