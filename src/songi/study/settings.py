"""`study.toml` and scenario files as frozen models; each setting is documented under itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from songi.study.schema.base import DisclosureClass
from songi.study.schema.cells import Identifier

FORMAT = 1
"""The study format that this version of songi reads; `songi migrate` brings older ones here."""

BLOCK_SIZE = 1000
"""Draws of a block: fixed, because a matrix product over another size differs in the last bits."""


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Options(_Settings):
    """What a run may be asked to do differently; measures take these by name."""

    contest: Identifier | None = None
    """Contest that is evaluated; not needed where the study has only one."""

    weights: Literal[
        "stated", "ranges", "order", "equal", "simplex", "judgements", "best_worst"
    ] = "stated"
    """Where criteria weights come from: each cell's own draws (`stated`; points of swings are
    stated so), anything within the cells' ranges (`ranges`), any weighting in the cells' order
    (`order`), all equal, anything at all (`simplex`), or the experts' judgements, by the analytic
    hierarchy process (`judgements`) or by the best-worst method (`best_worst`)."""

    preference: Literal["usual", "v_shape", "linear", "gaussian"] = "usual"
    """PROMETHEE's preference function, for all criteria."""

    preference_share: float = Field(default=0.25, gt=0, le=1)
    """PROMETHEE's threshold as a share of each criterion's span, where the function has one."""

    designation: Literal["as_drawn", "designated", "not_designated"] = "as_drawn"
    """Regime of the land: that draw's own outcome of the contest while it is open and what is known
    of it otherwise (`as_drawn`), or one of the two in every draw."""

    forecast_months: int = Field(default=24, ge=1, le=240)
    """How far ahead the pipeline is forecast."""

    market_quarters: int = Field(default=40, ge=1, le=120)
    """How many quarters the land market runs."""

    visits: int = Field(default=50, ge=1, le=1000)
    """How many firms `prospects` names."""

    home_region: Identifier | None = None
    """Region of `industries` in which the study's own place lies; the first one without."""

    winning_share: float = Field(default=0.75, gt=0, le=1)
    """Share of runs in which the bid must be among the selected for `winning_changes` and
    `winning_weights` to call it won. Three in four: in half of them would be the toss of a coin,
    for which nobody should pay; near all of them asks more of a bid than evidence with gaps can
    give."""


class TableFile(_Settings):
    """How to read one table's file, where the default does not fit."""

    file: str
    """Path inside the study folder."""

    encoding: Literal["utf-8", "cp949"] = "utf-8"
    """Encoding of a CSV file."""

    sheet: str | None = None
    """Sheet of a workbook; the first one without."""


class Name(_Settings):
    """What readers call an id that no table gives a name."""

    ko: str
    """Korean name."""

    en: str
    """English name."""


def _in_both_languages(cell: Any) -> Any:
    """Refuse a name that is not one text in Korean and one in English."""
    texts = cell if isinstance(cell, dict) else {}
    told = all(isinstance(text, str) and text.strip() for text in texts.values())
    if isinstance(cell, Name) or (told and set(texts) == set(Name.model_fields)):
        return cell
    raise PydanticCustomError("name_form", "not a name: {came}", {"came": str(cell)})


class StudyInfo(_Settings):
    """The head of a study."""

    format: int
    """Format of the folder."""

    id: Identifier
    """Short name of the study."""

    name_ko: str
    """Korean name."""

    name_en: str
    """English name."""

    own_bid: Identifier | None = None
    """Bid of the city whose study this is."""

    price_base: int = Field(default=2024, ge=1990, le=2100)
    """Year at whose prices money is given."""

    seed: int = Field(default=1, ge=0)
    """Seed of all random streams."""

    draws: int = Field(default=10_000, ge=1, le=1_000_000)
    """Draws of a run where the command line does not say."""

    rival_rankings: DisclosureClass = "internal"
    """Who may see where other bids stand."""

    options: Options = Options()
    """Options of a run."""

    names: dict[Identifier, Annotated[Name, BeforeValidator(_in_both_languages)]] = {}
    """What readers call ids that no table names: fields, regions, indicators, bands of travel. Each
    is written as `organoid = { ko = "오가노이드", en = "organoid" }`; papers and figures show the
    name in place of the id."""

    tables: dict[str, TableFile] = {}
    """Tables whose file is not `tables/<name>.csv` (or .xlsx, .geojson, .parquet)."""


class Change(_Settings):
    """One cell that a scenario changes."""

    table: str
    """Name of the table."""

    id: str
    """Row id: the key columns joined by `/`."""

    column: str
    """Column of the cell."""

    value: str | int | float | bool
    """What the cell holds instead."""


class Scenario(_Settings):
    """A small overlay over a study: other cells and options; it cannot fix a result."""

    name_ko: str
    """Korean name."""

    name_en: str
    """English name."""

    because_ko: str = ""
    """Why, in Korean."""

    because_en: str = ""
    """Why, in English."""

    source: tuple[str, ...] = ()
    """Ids in `sources.toml`."""

    options: dict[str, str | int | float | bool] = {}
    """Options that differ."""

    changes: tuple[Change, ...] = ()
    """Cells that differ."""
