"""Shares of subjects in each of several states over time: Aalen and Johansen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, refuse_where
from songi.methods.survival.checks import CENSORED, durations, state_code, state_codes
from songi.methods.survival.spells import Spells, record_spells


@dataclass(frozen=True, slots=True)
class Occupation:
    """Shares of states over time, constant from each time up to the next.

    Attributes:
        times: `[k]`, ascending; one stands more than once where subjects took several steps at it.
        share: `[k, s]` share in each state just after each time; each row sums to one.
        covariance: `[k, s, s]` of the shares, of Greenwood's type.
        start: `[s]` shares before the first time.
        until: last time at which anybody was followed.
    """

    times: FloatArray
    share: FloatArray
    covariance: FloatArray
    start: FloatArray
    until: float

    @property
    def variance(self) -> FloatArray:
        """`[k, s]` variance of the shares."""
        return np.diagonal(self.covariance, axis1=-2, axis2=-1)

    def at(self, times: ArrayLike) -> FloatArray:
        """Shares just after each of `times`, `[..., s]`.

        Raises:
            MethodError: a time is negative or lies after the last at which anybody was followed.
        """
        asked = finite("times", times)
        refuse_where(asked < 0, "times must not be negative")
        refuse_where(asked > self.until, f"nobody was followed beyond {self.until:g}")
        place = np.searchsorted(self.times, asked, side="right")
        return np.concatenate([self.start[None], self.share])[place]


@dataclass(frozen=True, slots=True)
class AalenJohansen:
    """Estimated steps of a multi-state process at each time with a transition.

    Attributes:
        times: `[k]`, ascending; one stands more than once where subjects took several steps at it.
        at_risk: `[k, s]` subjects in each state just before.
        transitions: `[k, s, s]` transitions from the row's state to the column's.
        steps: `[k, s, s]` one-step matrices I + dA, dA the increment of the Nelson-Aalen estimate;
            rows sum to one.
        until: last time at which anybody was followed.
    """

    times: FloatArray
    at_risk: FloatArray
    transitions: FloatArray
    steps: FloatArray
    until: float

    def probabilities(self, since: float | None, until: float) -> FloatArray:
        r"""Transition probabilities $P(s, t) = \prod_{s < u \le t} (I + dA(u))$.

        Args:
            since: s; None takes every step from the first on, one at time zero as well.
            until: t.

        Returns:
            `[s, s]`: share that is in the column's state at `until` of those in the row's at
            `since`; each row sums to one.

        Raises:
            MethodError: times that are negative, in the wrong order, or beyond the last one
                followed.
        """
        start, end = (0.0 if since is None else float(since)), float(until)
        if not 0.0 <= start <= end <= self.until:
            message = (
                f"times must be ordered 0 <= since <= until <= {self.until:g} (nobody was followed "
                f"longer); they are {start:g} and {end:g}"
            )
            raise MethodError(message)
        within = (self.times <= end) & (np.True_ if since is None else self.times > start)
        whole = np.eye(self.at_risk.shape[1])
        for step in self.steps[within]:
            whole = whole @ step
        return whole

    def occupation(self, start: int | ArrayLike, since: float | None = None) -> Occupation:
        r"""Shares of states over time, from a state or from given shares.

        $$p(t) = p(t-) (I + dA(t)), \qquad C(t) = (I + dA)^T C(t-) (I + dA)
        + \sum_h p_h(t-)^2 \frac{\mathrm{diag}(q_h) - q_h q_h^T}{Y_h}$$

        with $q_h$ the row h of $I + dA$. With two states this is Greenwood's formula.

        Args:
            start: code of the state, or shares `[s]` that sum to one.
            since: when they are in it; None takes every step from the first on.

        Returns:
            Shares and their covariance at each time with a transition after `since`.

        Raises:
            MethodError: unknown state, shares that do not sum to one, a negative `since`.
        """
        first = self._start_shares(start)
        if since is not None and not since >= 0:
            message = f"since must not be negative; it is {since}"
            raise MethodError(message)
        begun = 0 if since is None else int(np.searchsorted(self.times, since, side="right"))
        steps, at_risk = self.steps[begun:], self.at_risk[begun:]
        share = np.empty(at_risk.shape)
        covariance = np.empty(steps.shape)
        now, spread = first, np.zeros(steps.shape[1:])
        for k, step in enumerate(steps):
            # Nobody under risk: the row of the step is that of the identity and adds nothing.
            worth = now**2 / np.maximum(at_risk[k], 1.0)
            noise = np.diag(worth @ step) - (step * worth[:, None]).T @ step
            spread = step.T @ spread @ step + noise
            now = now @ step
            share[k], covariance[k] = now, spread
        return Occupation(self.times[begun:], share, covariance, first, self.until)

    def _start_shares(self, start: int | ArrayLike) -> FloatArray:
        states = self.at_risk.shape[1]
        shares = finite("start", start)
        if shares.ndim == 0:
            return np.eye(states)[state_code("start", float(shares), states)]
        if shares.shape != (states,) or (shares < 0).any() or abs(shares.sum() - 1.0) > 1e-9:
            message = f"start must be a state or {states} shares that sum to one"
            raise MethodError(message)
        return shares


def aalen_johansen(spells: Spells) -> AalenJohansen:
    r"""Aalen-Johansen estimate for any states and transitions, late entry allowed.

    The increments of the Nelson-Aalen estimate, $dA_{hj}(t) = dN_{hj}(t) / Y_h(t)$ and
    $dA_{hh} = -\sum_j dA_{hj}$, multiplied up. Under risk at t are those who entered before t and
    have not left before it. Steps that one subject took at the same time are taken one after the
    other, each with its own set under risk.

    Args:
        spells: stays of subjects, all on one clock (`since_first_entry` for time since contact).

    Returns:
        The estimated steps, from which shares and probabilities follow.

    Raises:
        MethodError: there is no stay.

    Source:
        Aalen and Johansen (1978), Scandinavian Journal of Statistics 5; variance: Andersen,
        Borgan, Gill and Keiding (1993), Statistical Models Based on Counting Processes, IV.4.
    """
    if spells.subject.size == 0:
        message = "there is no subject to follow: no stay was recorded"
        raise MethodError(message)
    states = spells.states
    entry, exit_, moments, per_moment = _ordinals(spells)
    ended = spells.destination != CENSORED
    ordinals, place = np.unique(exit_[ended], return_inverse=True)
    transitions = np.zeros((ordinals.size, states, states))
    np.add.at(transitions, (place, spells.origin[ended], spells.destination[ended]), 1.0)
    at_risk = np.empty((ordinals.size, states))
    for state in range(states):
        here = spells.origin == state
        came = np.searchsorted(np.sort(entry[here]), ordinals, side="left")
        gone = np.searchsorted(np.sort(exit_[here]), ordinals, side="left")
        at_risk[:, state] = came - gone
    steps = transitions / np.maximum(at_risk, 1.0)[:, :, None]
    diagonal = np.arange(states)
    leaving = transitions.sum(axis=2)
    steps[:, diagonal, diagonal] = np.where(
        at_risk > 0, (at_risk - leaving) / np.maximum(at_risk, 1.0), 1.0
    )
    times = moments[ordinals // per_moment]
    return AalenJohansen(times, at_risk, transitions, steps, float(spells.left.max()))


def cumulative_incidence(
    times: ArrayLike, causes: ArrayLike, *, count: int, entered: ArrayLike | None = None
) -> Occupation:
    """Competing risks: share of subjects that each cause has ended by each time.

    Args:
        times: `[n]` until the end or until last looked at.
        causes: `[n]` 1 to `count`, 0 where the end had not come by then.
        count: number of causes.
        entered: `[n]` when observation began; zero without it.

    Returns:
        Shares of `count` + 1 states: 0 not ended, then one for each cause.

    Raises:
        MethodError: as `record_spells`.

    Source:
        Aalen and Johansen (1978) as in `aalen_johansen`; Kalbfleisch and Prentice (2002), ch. 8.
    """
    lengths = durations("times", times)
    ended = state_codes("causes", causes, count + 1, lengths.size)
    spells = record_spells(
        np.arange(lengths.size),
        np.zeros(lengths.size),
        np.where(ended == 0, CENSORED, ended),
        np.zeros(lengths.size) if entered is None else entered,
        lengths,
        states=count + 1,
        absorbing=range(1, count + 1),
    )
    return aalen_johansen(spells).occupation(0)


def _ordinals(
    spells: Spells,
) -> tuple[NDArray[np.intp], NDArray[np.intp], FloatArray, int]:
    """Number the instants at which stays begin and end, several steps at one time in their order.

    Returns:
        Ordinals of beginnings and of ends, the distinct times, and how many ordinals each time has.
        An end that was not seen comes after every step at its time.
    """
    ended = spells.destination != CENSORED
    at_once = ended & (spells.entered == spells.left)
    follows = spells.followed
    row = np.arange(ended.size)
    head = np.maximum.accumulate(np.where(at_once & follows, 0, row))
    step = at_once[head] + row - head
    per_moment = int(step.max()) + 2
    moments = np.unique(np.concatenate([spells.entered, spells.left]))
    before = np.where(follows, np.roll(step, 1), 0)
    entry = np.searchsorted(moments, spells.entered) * per_moment + before
    end = np.searchsorted(moments, spells.left) * per_moment
    return entry, end + np.where(ended, step, per_moment - 1), moments, per_moment
