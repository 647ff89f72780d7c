"""The row class that every table's row class extends."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from songi.language import Language
from songi.study.quantity import Quantity
from songi.study.schema.cells import Day, Identifier, Identifiers, KnownDate

Basis = Literal["observed", "estimated", "assumed"]
DisclosureClass = Literal["public", "internal", "confidential"]

DISCLOSURE_ORDER: tuple[DisclosureClass, ...] = ("public", "internal", "confidential")
"""From the widest audience to the narrowest."""


class Row(BaseModel):
    """One row of a table: its own columns, and where it comes from."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        use_attribute_docstrings=True,
        allow_inf_nan=False,
    )

    table: ClassVar[str]
    """Name of the table, which is also its file's name."""

    key: ClassVar[tuple[str, ...]] = ("id",)
    """Columns that together name the row."""

    topic: ClassVar[str]
    """Heading under which the data dictionary lists the table."""

    bulk: ClassVar[bool] = False
    """Whether rows are computed by the thousand: papers show the first ones and count the rest."""

    source: Identifiers = Field(min_length=1)
    """Ids in `sources.toml`, separated by `|`."""

    known_from: KnownDate | None = None
    """Day the row could be known (publication, never its reference year). A year or a month means
    its last day. Empty: unknown, so the row is not usable in a hindcast."""

    basis: Basis
    """`observed` (counted or measured by someone), `estimated` (derived from observations) or
    `assumed` (a stated guess)."""

    disclosure: DisclosureClass = "public"
    """Who may see it, and every figure made from it."""

    embargo_until: Day | None = None
    """Until that day the row counts as confidential."""

    shared_with: str | None = None
    """Id of another row of the table whose draws this row uses: one provincial value given to five
    cities moves all five together."""

    note: str = ""
    """What a reader should know."""

    note_ko: str = ""
    """The note in Korean, where the note is not; papers in Korean show it instead."""

    @cached_property
    def row_id(self) -> str:
        """The key columns joined by `/`: how scenarios, traces and streams name the row."""
        return "/".join(str(getattr(self, column)) for column in self.key)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the row; its name is made anew, for a key column may have changed."""
        copied = super().model_copy(update=update, deep=deep)
        vars(copied).pop("row_id", None)
        return copied

    @classmethod
    @cache
    def columns(cls) -> tuple[str, ...]:
        """Return all columns, the table's own first."""
        return (*cls.own_columns(), *Row.model_fields)

    @classmethod
    @cache
    def own_columns(cls) -> tuple[str, ...]:
        """Return the columns that not every table has."""
        common = Row.model_fields
        return tuple(name for name in cls.model_fields if name not in common)

    @classmethod
    def marks(cls, column: str) -> tuple[Any, ...]:
        """Return what is declared of a column beyond its type (`Bounds`, `Refers`, `Labels`)."""
        return tuple(cls.model_fields[column].metadata)

    @classmethod
    @cache
    def columns_marked(cls, mark: type) -> Mapping[str, Any]:
        """Return the columns that carry a mark of this class, with it."""
        found = {}
        for column in cls.columns():
            for candidate in cls.marks(column):
                if isinstance(candidate, mark):
                    found[column] = candidate
        return MappingProxyType(found)

    def told(self, column: str, language: Language) -> str:
        """Return a free text of the row in a language, as far as the row has it there.

        Args:
            column: the text's column, such as `note`; what stands in `note_ko` or `note_en` is the
                same text in that language.
            language: language of the reader.

        Returns:
            The text in that language; as it stands in the column where nobody translated it.
        """
        return getattr(self, f"{column}_{language}", "") or getattr(self, column, "") or ""

    def quantities(self) -> dict[str, Quantity]:
        """Return the uncertain columns of the row that hold something."""
        cells = {name: getattr(self, name) for name in type(self).columns()}
        return {name: cell for name, cell in cells.items() if isinstance(cell, Quantity)}


class NamedRow(Row):
    """A row with an id and a name in both languages."""

    id: Identifier
    """Short lowercase ascii name."""

    name_ko: str
    """Korean name."""

    name_en: str
    """English name."""
