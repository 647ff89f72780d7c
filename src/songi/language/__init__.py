"""The catalogue: every sentence and name a user reads, in Korean and English.

Texts stand in `language/<ko|en>/<topic>.toml`; a text is found by `topic.name` and filled with
`str.format`. A test holds that both languages have the same keys and the same blanks.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from babel import Locale

from songi.errors import Problem

Language = Literal["ko", "en"]

LANGUAGES: tuple[Language, ...] = ("ko", "en")


class MissingTextError(KeyError):
    """The catalogue has no such text."""


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return all texts of a language, `topic.name` to text."""
    texts: dict[str, str] = {}
    for file in sorted(files("songi.language").joinpath(language).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            topic = file.name.removesuffix(".toml")
            texts.update(_flatten(topic, tomllib.loads(file.read_text("utf-8"))))
    return texts


def say(key: str, language: Language = "ko", **facts: Any) -> str:
    """Return a text of the catalogue with its blanks filled.

    Raises:
        MissingTextError: there is no such text in that language.
    """
    try:
        text = catalogue(language)[key]
    except KeyError:
        raise MissingTextError(key) from None
    return text.format(**facts) if facts else text


def has_text(key: str, language: Language = "ko") -> bool:
    """Return whether the catalogue has the text."""
    return key in catalogue(language)


def tell_problem(problem: Problem, language: Language = "ko") -> str:
    """Return a problem as sentences: where, what came, what was expected, what to do."""
    facts = {"came": "", "expected": "", **problem.facts}
    where = _tell_place(problem, language)
    text = say(f"problems.{problem.code}.text", language, **facts)
    remedy = say(f"problems.{problem.code}.remedy", language, **facts)
    return f"{where}{text} → {remedy} [{problem.code}]"


def _tell_place(problem: Problem, language: Language) -> str:
    place = problem.place
    parts = [place.file] if place.file else []
    if place.row is not None:
        parts.append(say("problems.place.row", language, row=place.row))
    if place.column:
        parts.append(say("problems.place.column", language, column=place.column))
    return f"{', '.join(parts)}: " if parts else ""


def _flatten(prefix: str, tree: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in tree.items():
        key = f"{prefix}.{name}"
        flat.update(_flatten(key, value) if isinstance(value, dict) else {key: value})
    return flat


@cache
def country_name(code: str, language: Language = "ko") -> str:
    """Return a country's name in a language; the text as it came where it is no ISO 3166 code."""
    return str(Locale(language).territories.get(code, code))
