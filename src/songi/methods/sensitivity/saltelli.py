"""Saltelli's design: two samples of groups of inputs, and the mixtures that Sobol indices need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import qmc

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite

Samples = Mapping[str, FloatArray]

# Columns of Joe and Kuo's direction numbers, as SciPy ships them.
COLUMNS_AT_MOST = 21_201


class DesignOutcomes(NamedTuple):
    """Outcomes of the samples of a design.

    Attributes:
        a: `[size, ...]` under sample A.
        b: `[size, ...]` under sample B.
        ab: `[groups, size, ...]` under A with one group taken from B.
    """

    a: FloatArray
    b: FloatArray
    ab: FloatArray


@dataclass(frozen=True, slots=True)
class SaltelliDesign:
    """Two independent samples A and B of all groups of inputs; groups are swapped whole.

    Attributes:
        a: sample A, each group `[size, ...]`.
        b: sample B, the same groups and shapes.

    Raises:
        MethodError: no group, groups or shapes that differ between A and B, or groups of different
            numbers of points.
    """

    a: Samples
    b: Samples

    def __post_init__(self) -> None:
        shapes = [{name: np.shape(one) for name, one in each.items()} for each in (self.a, self.b)]
        sizes = {shape[:1] for shape in shapes[0].values()}
        if shapes[0] != shapes[1] or len(sizes) != 1 or sizes <= {(), (0,)}:
            message = (
                "A and B must hold the same groups, each [size, ...] with one size for all; "
                f"they hold {shapes[0]} and {shapes[1]}"
            )
            raise MethodError(message)

    @property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups, in the order of the indices."""
        return tuple(self.a)

    @property
    def size(self) -> int:
        """Points of each sample."""
        return len(next(iter(self.a.values())))

    @property
    def evaluations(self) -> int:
        """Points at which the outcome is needed: size times (groups + 2)."""
        return self.size * (len(self.a) + 2)

    def transformed(
        self, transforms: Mapping[str, Callable[[FloatArray], FloatArray]]
    ) -> SaltelliDesign:
        """Turn uniforms into inputs, group by group; each group is turned once in A and B.

        Args:
            transforms: by group, what takes `[size, uniforms]` and returns `[size, ...]`; a group
                without one stays as it is.

        Raises:
            MethodError: a transform for a group that is not there.
        """
        unknown = sorted(set(transforms) - set(self.a))
        if unknown:
            message = f"there is no group {', '.join(unknown)}; the groups are {', '.join(self.a)}"
            raise MethodError(message)

        def turned(sample: Samples) -> Samples:
            return {
                name: transforms[name](values) if name in transforms else values
                for name, values in sample.items()
            }

        return SaltelliDesign(turned(self.a), turned(self.b))

    def samples(self) -> Iterator[Samples]:
        """Yield A, B, and A with each group in turn taken from B."""
        yield self.a
        yield self.b
        for name in self.a:
            yield {**self.a, name: self.b[name]}

    def evaluate(self, outcome: Callable[[Samples], ArrayLike]) -> DesignOutcomes:
        """Compute the outcomes of all samples.

        Args:
            outcome: takes the groups, each `[size, ...]`, and returns `[size, ...]`: one outcome
                or several.

        Raises:
            MethodError: outcomes of another number of points, NaN or infinity.
        """
        found = []
        for sample in self.samples():
            values = finite("outcome", outcome(sample))
            if values.ndim == 0 or len(values) != self.size:
                message = (
                    f"outcome must return [{self.size}, ...], one for each point; it returned the "
                    f"shape {list(values.shape)}"
                )
                raise MethodError(message)
            found.append(values)
        return DesignOutcomes(found[0], found[1], np.stack(found[2:]))


def saltelli_design(groups: Mapping[str, int], size: int, seed: int) -> SaltelliDesign:
    """Saltelli's design over independent uniforms, from a scrambled Sobol sequence.

    Weights of a contest depend on one another, so they form one group: as many uniforms as there
    are criteria, turned into weights by `weights_from_uniforms`.

    Args:
        groups: by name, how many uniforms the group takes.
        size: points of each of the two samples, a power of two (the sequence is balanced only
            then).
        seed: of the scrambling; the same seed gives the same design.

    Returns:
        Samples A and B, each group `[size, uniforms]` within the open interval 0..1.

    Raises:
        MethodError: no group, a group of no uniform, a size that is no power of two, more than
            21,201 columns in A and B together.

    Source:
        Saltelli and others (2010), Computer Physics Communications 181; Owen (1998), Journal of
        Complexity 14 (scrambling).
    """
    counts = list(groups.values())
    if not counts or min(counts) < 1:
        message = f"groups must name at least one uniform each; they are {dict(groups)}"
        raise MethodError(message)
    if size < 2 or size & (size - 1):
        near = max(2, 2 ** (max(size, 1).bit_length() - 1))
        message = f"size must be a power of two; it is {size} (near are {near} and {2 * near})"
        raise MethodError(message)
    columns = 2 * sum(counts)
    if columns > COLUMNS_AT_MOST:
        message = f"{columns} columns (A and B) are more than the {COLUMNS_AT_MOST} of the sequence"
        raise MethodError(message)
    points = qmc.Sobol(columns, scramble=True, rng=seed).random(size)
    # The sequence may touch 0, where inverse distribution functions are infinite.
    np.clip(points, 2.0**-40, 1.0 - 2.0**-40, out=points)
    of_a, of_b = np.split(points, 2, axis=1)
    ends = np.cumsum(counts)[:-1]
    return SaltelliDesign(
        dict(zip(groups, np.split(of_a, ends, axis=1), strict=True)),
        dict(zip(groups, np.split(of_b, ends, axis=1), strict=True)),
    )


def weights_from_uniforms(uniforms: ArrayLike) -> FloatArray:
    r"""Weights uniform on the simplex from uniforms, $w_j = \ln u_j / \sum_k \ln u_k$.

    Args:
        uniforms: `[..., m]` within the open interval 0..1.

    Returns:
        Weights `[..., m]`, positive, summing to one.

    Raises:
        MethodError: a value at or outside the ends.

    Source:
        Devroye (1986), Non-Uniform Random Variate Generation, ch. 5 (exponential spacings).
    """
    values = finite("uniforms", uniforms)
    if values.ndim < 1 or values.size == 0 or values.min() <= 0 or values.max() >= 1:
        message = (
            "uniforms must have the shape [..., criteria] and lie between 0 and 1, the ends left "
            f"out; their shape is {list(values.shape)}"
        )
        raise MethodError(message)
    spacings = -np.log(values)
    return spacings / spacings.sum(axis=-1, keepdims=True)
