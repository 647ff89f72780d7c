"""What a measure declares about itself: when it runs, along which labels it separates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

Stage = Literal["once", "per_draw", "over_draws", "experiment"]

_Measure = TypeVar("_Measure", bound=Callable[..., Any])

ATTRIBUTE = "songi_kind"
"""Name of the attribute under which a measure carries its kind."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a measure runs and traces.

    Attributes:
        stage: `once` (nothing uncertain upstream), `per_draw` (block by block), `over_draws`
            (after all blocks) or `experiment` (after the measures: it runs them again with
            changes, and is no measure itself).
        separable: dimensions along which a cell depends only on the rows of its own label.
        summary_only: too bulky to keep draw by draw; mean and quantiles are kept.
        tolerance: set for an accounting identity: the largest deviation from zero that is allowed.
        rivals: dimension whose labels other than the study's own are internal unless the study
            publishes rankings.
        internal: a working paper of the team, such as whom to call first: internal even where all
            rows that it comes from are public.
    """

    stage: Stage
    separable: tuple[str, ...] = ()
    summary_only: bool = False
    tolerance: float | None = None
    rivals: str | None = None
    internal: bool = False


def once(*, separable: tuple[str, ...] = ()) -> Callable[[_Measure], _Measure]:
    """Mark a measure that depends on nothing uncertain: computed one time."""
    return _marked(Kind("once", separable))


def per_draw(
    *, separable: tuple[str, ...] = (), summary_only: bool = False, rivals: str | None = None
) -> Callable[[_Measure], _Measure]:
    """Mark a measure computed block by block; its result has the dimension `draw`."""
    return _marked(Kind("per_draw", separable, summary_only, rivals=rivals))


def over_draws(
    *,
    separable: tuple[str, ...] = (),
    tolerance: float | None = None,
    rivals: str | None = None,
    internal: bool = False,
) -> Callable[[_Measure], _Measure]:
    """Mark a measure that needs all draws at once: a share, a quantile, a sensitivity."""
    return _marked(
        Kind("over_draws", separable, tolerance=tolerance, rivals=rivals, internal=internal)
    )


def kind_of(measure: Callable[..., Any]) -> Kind:
    """Return a measure's kind.

    Raises:
        TypeError: the function carries none; every public function of a measures module must.
    """
    kind = getattr(measure, ATTRIBUTE, None)
    if kind is None:
        message = (
            f"measure '{measure.__module__}.{measure.__name__}' does not say when it runs: "
            "mark it with @once(), @per_draw() or @over_draws()"
        )
        raise TypeError(message)
    return kind


def _marked(kind: Kind) -> Callable[[_Measure], _Measure]:
    def mark(measure: _Measure) -> _Measure:
        setattr(measure, ATTRIBUTE, kind)
        return measure

    return mark
