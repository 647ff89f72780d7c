r"""Conversion and its pace from few observations: stated expectations, then what was seen.

The states are left at constant intensities. Of those in state a, the share $p_b$ goes to b next,
after m months on average. As the way out does not depend on how long it took (competing risks with
constant intensities), there is one m for each state, not one for each way out of it.

A prior is stated as three things for each state: the shares, the months, and how many observed
investors n the statement is worth. It then weighs exactly as much as n investors seen from their
coming into the state to their leaving it, who took m months on average and went by these shares:

$$\pi \sim \text{Dirichlet}(n p), \qquad \lambda \sim \text{Gamma}(n + 1, n m), \qquad
q_{ab} = \lambda_a \pi_{ab}$$

so that $E[\pi] = p$ and $E[1 / \lambda] = m$ for every n. (Gamma(n, n m), with the mean intensity
at 1 / m, would have mean times above m, and infinite ones for n up to 1, which is where priors for
few observations stand.) With N leaving in the time T under observation, $N_b$ of them to b:

$$E[\pi_b] = \frac{n p_b + N_b}{n + N}, \qquad E[1 / \lambda] = \frac{n m + T}{n + N}$$

Source: Diaconis and Ylvisaker (1979), Annals of Statistics 7 (priors whose posterior means are
linear).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, gammaincinv

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, numbers, refuse_where
from songi.methods.survival.checks import unit_values
from songi.methods.survival.spells import Spells, exposure_and_counts


@dataclass(frozen=True, slots=True)
class ConversionPrior:
    """What is expected before looking, checked and broadcast; made by `conversion_prior`.

    Attributes:
        shares: `[..., s, s]` share of those leaving the row's state that go to the column's.
        months: `[..., s]` mean time in each state; infinity where nobody leaves.
        worth: `[..., s]` number of observed subjects that the statement is worth.
    """

    shares: FloatArray
    months: FloatArray
    worth: FloatArray


class Parameter(NamedTuple):
    """What one uniform decides.

    Attributes:
        state: the state that is left.
        destination: None for the intensity of leaving, else the state whose share it is.
    """

    state: int
    destination: int | None


@dataclass(frozen=True, slots=True)
class ConversionPosterior:
    """What is expected after looking.

    Attributes:
        dirichlet: `[..., s, s]` parameters of the shares.
        shape: `[..., s]` of the Gamma of the leaving intensity.
        rate: `[..., s]` of the same, in months.
        shrinkage: `[..., s]` weight of the prior in the posterior mean of shares and of months:
            n / (n + N). One where nobody was seen to leave; the months then still grow with the
            time that was waited.
        observed: `[s]` subjects seen to leave each state, N.
        exposure: `[s]` months under observation in each state, T.
    """

    dirichlet: FloatArray
    shape: FloatArray
    rate: FloatArray
    shrinkage: FloatArray
    observed: FloatArray
    exposure: FloatArray

    @property
    def mean_shares(self) -> FloatArray:
        """`[..., s, s]` mean shares; rows sum to one, or to zero where nobody leaves."""
        total = self.dirichlet.sum(axis=-1, keepdims=True)
        return self.dirichlet / np.where(total > 0, total, 1.0)

    @property
    def mean_months(self) -> FloatArray:
        """`[..., s]` mean of the mean time in each state; infinity where nobody leaves."""
        leaves = self.shape > 0
        return np.where(leaves, self.rate / np.where(leaves, self.shape - 1.0, 1.0), np.inf)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What `posterior_draws` needs a uniform for, in the order of its columns.

        For each state that is left: its intensity, then the shares of all destinations but the
        last, in the order of their codes. Uniforms drawn from streams that are named after these
        stay the same when a state or a transition is added.
        """
        found: list[Parameter] = []
        for state, destinations in _ways(self.dirichlet):
            found.append(Parameter(state, None))
            found.extend(Parameter(state, int(to)) for to in destinations[:-1])
        return tuple(found)


def conversion_prior(shares: ArrayLike, months: ArrayLike, worth: ArrayLike) -> ConversionPrior:
    """State what is expected of those in each state, and how much that is worth.

    State shares of the *next* step. An expectation of what happens eventually ("a third of the
    memoranda end in a contract") is met by the product of the steps: `reach_share` tells it.

    Leading axes are draws: a share that is itself uncertain gives one prior for each draw, and what
    was seen is added to each. The draws are then not weighed by how well they foretold it.

    Args:
        shares: `[..., s, s]` from the row's state to the column's; rows sum to one, or to zero for
            states that nobody leaves.
        months: `[..., s]` mean time in each state, positive; not read where nobody leaves.
        worth: one number or `[..., s]`, positive: of how many observed subjects. With 1 a single
            observation weighs as much as all that was stated.

    Returns:
        The prior.

    Raises:
        MethodError: wrong shapes, NaN, shares outside 0..1 or not summing to one, a share of
            staying, months or a worth that is not positive, or a state left in some draws only.
    """
    portion = finite("shares", shares)
    if portion.ndim < 2 or portion.shape[-1] != portion.shape[-2]:
        message = f"shares must have the shape [..., states, states]; it has {list(portion.shape)}"
        raise MethodError(message)
    states = portion.shape[-1]
    refuse_where((portion < 0) | (portion > 1), "shares must lie between 0 and 1")
    diagonal = np.diagonal(portion, axis1=-2, axis2=-1)
    refuse_where(diagonal != 0, "a state must not lead to itself")
    total = portion.sum(axis=-1)
    leaves = total != 0
    refuse_where(leaves & (np.abs(total - 1.0) > 1e-9), "rows of shares must sum to one, or to 0")
    sometimes = leaves.reshape(-1, states).any(axis=0) & ~leaves.reshape(-1, states).all(axis=0)
    refuse_where(sometimes, "states must be left in every draw or in none")
    time, weight = numbers("months", months), finite("worth", worth)
    for name, given in (("months", time), ("worth", weight)):
        if given.ndim and given.shape[-1] != states:
            message = f"{name} must have the shape [..., {states}]; it has {list(given.shape)}"
            raise MethodError(message)
    lead = leading_shape(shares=portion.shape[:-2], months=time.shape[:-1], worth=weight.shape[:-1])
    time, weight = (np.broadcast_to(one, (*lead, states)) for one in (time, weight))
    leaves = np.broadcast_to(leaves, (*lead, states))
    refuse_where(leaves & ~(np.isfinite(time) & (time > 0)), "months must be positive and finite")
    refuse_where(weight <= 0, "worth must be positive")
    portion = np.broadcast_to(portion, (*lead, states, states))
    return ConversionPrior(portion, np.where(leaves, time, np.inf), weight)


def conversion_posterior(prior: ConversionPrior, spells: Spells) -> ConversionPosterior:
    """Add what was seen of single subjects to what was stated.

    Takes spells and nothing else. An aggregate ("43 letters of intent") cannot be given: without
    the dates of each subject, and without those that failed beside those that did not, a count
    says nothing about how many convert.

    Args:
        prior: what was expected.
        spells: stays of subjects, in the unit of the prior's months. Late entry does no harm.

    Returns:
        The posterior, leading axes as those of the prior.

    Raises:
        MethodError: another number of states, no spells, or a transition that was seen though the
            prior rules it out.
    """
    if not isinstance(spells, Spells):
        message = (
            "conversion is learnt from spells of single subjects only; counts that are known as a "
            f"sum are no subjects (came: {type(spells).__name__})"
        )
        raise MethodError(message)
    states = prior.months.shape[-1]
    if spells.states != states:
        message = f"the prior has {states} states, the spells have {spells.states}"
        raise MethodError(message)
    seen = exposure_and_counts(spells)
    refuse_where(
        (prior.shares == 0) & (seen.counts > 0), "the prior rules out transitions that were seen"
    )
    stays = np.isinf(prior.months) & (seen.time > 0)
    refuse_where(stays, "subjects were seen waiting in states that by the prior nobody leaves")
    left = seen.counts.sum(axis=1)
    leaves = np.isfinite(prior.months)
    worth = np.where(leaves, prior.worth, 0.0)
    months = np.where(leaves, prior.months, 0.0)
    return ConversionPosterior(
        dirichlet=prior.shares * worth[..., None] + seen.counts,
        shape=np.where(leaves, worth + 1.0 + left, 0.0),
        rate=worth * months + seen.time,
        shrinkage=np.where(leaves, worth / np.where(leaves, worth + left, 1.0), 1.0),
        observed=left,
        exposure=seen.time,
    )


def posterior_draws(posterior: ConversionPosterior, uniforms: ArrayLike) -> FloatArray:
    r"""Draw intensities by inverse distribution functions: one uniform for each parameter.

    The leaving intensity is the Gamma quantile of its uniform. The shares break a stick: of what is
    left, destination b gets the Beta($\alpha_b$, sum of the later $\alpha$) quantile of its
    uniform, and the last destination the rest, which is a Dirichlet draw. The same uniforms with
    another prior or more observations give draws that differ by those alone.

    Args:
        posterior: from `conversion_posterior`; leading axes broadcast with those of the uniforms.
        uniforms: `[..., parameters]` in the order of `posterior.parameters`, from 0 on, below 1.

    Returns:
        Generators `[..., s, s]` a month: intensities off the diagonal, rows summing to zero.

    Raises:
        MethodError: another number of columns, values outside 0..1, leading axes that do not fit.

    Source:
        Stick breaking: Connor and Mosimann (1969), Journal of the American Statistical
        Association 64.
    """
    unit = unit_values("uniforms", uniforms)
    needed = len(posterior.parameters)
    if unit.ndim < 1 or unit.shape[-1] != needed:
        message = f"uniforms must have the shape [..., {needed}]; it has {list(unit.shape)}"
        raise MethodError(message)
    lead = leading_shape(posterior=posterior.shape.shape[:-1], uniforms=unit.shape[:-1])
    states = posterior.shape.shape[-1]
    rates = np.zeros((*lead, states, states))
    column = 0
    for state, destinations in _ways(posterior.dirichlet):
        rest = gammaincinv(posterior.shape[..., state], unit[..., column])
        rest = np.broadcast_to(rest / posterior.rate[..., state], lead)
        column += 1
        sizes = posterior.dirichlet[..., state, :]
        for place, to in enumerate(destinations[:-1]):
            later = sizes[..., destinations[place + 1 :]].sum(axis=-1)
            piece = rest * _beta_quantile(sizes[..., to], later, unit[..., column])
            rates[..., state, to] = piece
            rest = rest - piece
            column += 1
        rates[..., state, destinations[-1]] = rest
        rates[..., state, state] = -rates[..., state, :].sum(axis=-1)
    return rates


def _ways(dirichlet: FloatArray) -> list[tuple[int, NDArray[np.intp]]]:
    """States that are left, each with the states it can lead to in any draw."""
    states = dirichlet.shape[-1]
    possible = (dirichlet > 0).reshape(-1, states**2).any(axis=0).reshape(states, states)
    ways = [(state, np.flatnonzero(possible[state])) for state in range(states)]
    return [(state, destinations) for state, destinations in ways if destinations.size]


def _beta_quantile(first: FloatArray, second: FloatArray, uniform: FloatArray) -> FloatArray:
    """Quantile of Beta(first, second): 0 where `first` is 0, else 1 where `second` is."""
    proper = (first > 0) & (second > 0)
    found = betaincinv(np.where(proper, first, 1.0), np.where(proper, second, 1.0), uniform)
    return np.where(proper, found, np.where(first > 0, 1.0, 0.0))
