"""Where facts come from: publisher, licence and date of each source."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from songi.language import Language
from songi.study.schema.base import DisclosureClass


class Source(BaseModel):
    """One source of facts."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    publisher: str = Field(min_length=1)
    """Who published it."""

    publisher_ko: str = ""
    """The same in Korean."""

    publisher_en: str = ""
    """The same in English."""

    title: str = Field(min_length=1)
    """What it is called, or what it is."""

    title_ko: str = ""
    """The same in Korean."""

    title_en: str = ""
    """The same in English."""

    url: str = ""
    """Address as given."""

    published: date | None = None
    """Day of publication, where it can be told."""

    accessed: date | None = None
    """Day someone looked."""

    licence: str = Field(min_length=1)
    """Terms under which facts or data were taken."""

    licence_ko: str = ""
    """The same in Korean."""

    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """Hash of the raw file, where songi read one."""

    max_age_days: int | None = Field(default=None, gt=0)
    """After that many days the source counts as stale."""

    disclosure: DisclosureClass = "public"
    """Who may know of it."""

    note: str = ""
    """What a reader should know."""

    def told(self, part: str, language: Language) -> str:
        """Return publisher, title or licence in a language, as far as it is told there.

        Args:
            part: `publisher`, `title` or `licence`.
            language: language of the reader.
        """
        return getattr(self, f"{part}_{language}", "") or getattr(self, part)

    def citation(self) -> str:
        """Return publisher, title and date in one line."""
        dated = f" ({self.published.isoformat()})" if self.published else ""
        return f"{self.publisher}, {self.title}{dated}"


def as_record(source: Source) -> dict[str, Any]:
    """Return the source with dates as text and without empty fields."""
    record = source.model_dump(mode="json")
    return {name: value for name, value in record.items() if value not in (None, "")}
