"""Money: what a project costs, and the regimes that change who pays."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from songi.study.quantity import Quantity
from songi.study.schema.base import NamedRow
from songi.study.schema.cells import Bounds, Identifier, KnownDate, Labels, Refers


class Cost(NamedRow):
    """An item of what a project costs."""

    table: ClassVar[str] = "costs"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("cost")]
    """Short name."""

    project: Annotated[Identifier, Labels("project")]
    """Project: the development of the land, a building."""

    item: Identifier
    """Item, as cost rules name it: `land`, `works`, `whole` where only the sum is published."""

    amount_krw: Annotated[Quantity, Bounds(0, unit="krw")]
    """Amount."""


class Regime(NamedRow):
    """A designation or district that changes what is allowed and what is paid."""

    table: ClassVar[str] = "regimes"
    topic: ClassVar[str] = "money"

    id: Annotated[Identifier, Labels("regime")]
    """Short name."""

    article: str
    """Law."""

    status: Literal["granted", "applied", "planned", "rejected"]
    """How far it is."""

    since: KnownDate | None = None
    """Since when it is granted."""

    stage: Literal["candidate", "application", "review", "designation", "operation"] | None = None
    """Step of its procedure that it stands at; empty: not known."""

    requirements_ko: str = ""
    """What it asks for, in Korean."""

    requirements_en: str = ""
    """What it asks for, in English."""

    contest: Annotated[Identifier | None, Refers("contests"), Labels("contest")] = None
    """Contest by which it is awarded, if one does."""
