"""Whether and when a state is reached, from constant intensities, by uniforms that are given."""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from songi.errors import MethodError
from songi.methods.checks import FloatArray, blocks, leading_shape, refuse_where
from songi.methods.survival.checks import (
    checked_generators,
    refuse_steps_back,
    state_code,
    state_codes,
    unit_values,
)
from songi.methods.survival.transitions import transition_probabilities

HALVINGS = 18
CELLS_PER_BLOCK = 2**17


def reach_share(generators: ArrayLike, target: int) -> FloatArray:
    r"""Share that ever reaches a state, from each state.

    $h_{target} = 1$ and $h_a = \sum_b \pi_{ab} h_b$, with $\pi_{ab}$ the share of those leaving a
    that go to b. Multiplies stated shares of next steps into what they mean in the end.

    Args:
        generators: `[..., s, s]`, no transition going back to a state of a lower code.
        target: code of the state.

    Returns:
        `[..., s]`.

    Raises:
        MethodError: wrong shapes, NaN, transitions that go back, an unknown state.
    """
    rates = checked_generators(generators)
    refuse_steps_back(rates)
    states = rates.shape[-1]
    goal = state_code("target", target, states)
    share = np.zeros(rates.shape[:-1])
    share[..., goal] = 1.0
    for state in range(goal - 1, -1, -1):
        onwards = rates[..., state, state + 1 :]
        total = onwards.sum(axis=-1)
        reached = (onwards * share[..., state + 1 :]).sum(axis=-1)
        share[..., state] = reached / np.where(total > 0, total, 1.0)
    return share


def milestone_times(generators: ArrayLike, start: ArrayLike, uniforms: ArrayLike) -> FloatArray:
    r"""Draw whole paths: when each subject comes into each state.

    In state a a subject waits $-\ln(1 - u_1) / \lambda_a$ and then goes to the state whose slice of
    the cumulated shares holds $u_2$. The uniforms belong to the state, not to the step, so that a
    subject who skips a state keeps its luck in the others. Waiting starts anew at time zero: with
    constant intensities it does not matter how long a subject has been in its state already.

    Args:
        generators: `[..., s, s]`, no transition going back; leading axes broadcast with those of
            the uniforms (for draws by subjects give `generators[:, None]`).
        start: state of each subject now, broadcast with the leading axes.
        uniforms: `[..., s, 2]` for each state: how long, where to. From 0 on, below 1.

    Returns:
        `[..., s]` months from now until each state is entered: 0 for the state now, infinity for
        states that are not entered (any more).

    Raises:
        MethodError: wrong shapes, NaN, transitions that go back, unknown states, uniforms outside.
    """
    rates = checked_generators(generators)
    refuse_steps_back(rates)
    unit = unit_values("uniforms", uniforms)
    states = rates.shape[-1]
    if unit.ndim < 2 or unit.shape[-2:] != (states, 2):
        message = f"uniforms must have the shape [..., {states}, 2]; it has {list(unit.shape)}"
        raise MethodError(message)
    now = _checked_starts(start, states)
    lead = leading_shape(generators=rates.shape[:-2], start=now.shape, uniforms=unit.shape[:-2])
    times = np.empty((states, *lead))
    for state in range(states):
        times[state] = np.where(now == state, 0.0, np.inf)
    for state in range(states - 1):
        onwards = np.cumsum(rates[..., state, state + 1 :], axis=-1)
        total = onwards[..., -1]
        slices = onwards / np.where(total > 0, total, 1.0)[..., None]
        with np.errstate(divide="ignore", invalid="ignore"):
            wait = -np.log1p(-unit[..., state, 0]) / total
        # Where nobody leaves, zero over zero is never, too.
        arrival = times[state] + np.where(total > 0, wait, np.inf)
        goes = np.isfinite(arrival)
        taken = np.zeros(lead, dtype=bool)
        for ahead in range(states - 1 - state):
            within = unit[..., state, 1] < slices[..., ahead]
            here = goes & within & ~taken
            times[state + 1 + ahead] = np.where(here, arrival, times[state + 1 + ahead])
            taken |= within
    return np.moveaxis(times, 0, -1)


def time_to_state(
    generators: ArrayLike,
    start: ArrayLike,
    target: int,
    uniforms: ArrayLike,
    horizon: float,
) -> FloatArray:
    r"""First passage times by the inverse distribution function: one uniform, one time.

    $F(t)$, the share that has reached the target by t, is the target's column of $e^{Q t}$ with the
    target made absorbing. Its inverse is found by halving the horizon H 18 times and a line within
    the last piece: F at the time found differs from the uniform by at most
    $(\lambda H 2^{-18})^2 / 8$, with $\lambda$ the largest leaving intensity. Uniforms of 0.1, 0.5,
    0.9 give the quantiles. Times of several targets drawn so do not belong to one path; those of
    `milestone_times` do.

    Args:
        generators: `[..., s, s]`, any transitions; leading axes broadcast with the uniforms.
        start: state of each subject now, broadcast with the uniforms.
        target: state to be reached.
        uniforms: `[...]`, from 0 on, below 1.
        horizon: months beyond which it is not asked, positive.

    Returns:
        `[...]` months; 0 where the target is the state now, infinity where it is not reached within
        the horizon.

    Raises:
        MethodError: wrong shapes, NaN, unknown states, uniforms outside, a horizon that is not
            positive.
    """
    rates = checked_generators(generators)
    unit = unit_values("uniforms", uniforms)
    states = rates.shape[-1]
    goal = state_code("target", target, states)
    now = _checked_starts(start, states)
    if not (np.isfinite(horizon) and horizon > 0):
        message = f"horizon must be positive and finite; it is {horizon}"
        raise MethodError(message)
    lead = leading_shape(generators=rates.shape[:-2], start=now.shape, uniforms=unit.shape)
    axes = len(lead)
    rates = rates.reshape((1,) * (axes + 2 - rates.ndim) + rates.shape).copy()
    rates[..., goal, :] = 0.0
    now, unit = np.broadcast_to(now, lead), np.broadcast_to(unit, lead)
    times = np.empty(lead)
    if not axes:
        return _inverted(rates, now, goal, unit, float(horizon))
    size = max(1, CELLS_PER_BLOCK // (states * max(1, prod(lead[1:]))))
    for block in blocks(lead[0], size):
        matrices = rates if rates.shape[0] == 1 else rates[block]
        times[block] = _inverted(matrices, now[block], goal, unit[block], float(horizon))
    return times


def _inverted(
    rates: FloatArray, now: NDArray[np.intp], goal: int, unit: FloatArray, horizon: float
) -> FloatArray:
    """Walk forward by ever smaller steps, each taken if the target is then still not reached."""
    pieces = horizon * 0.5 ** np.arange(HALVINGS + 1)
    powers = transition_probabilities(rates[None], pieces.reshape(-1, *(1,) * (rates.ndim - 2)))
    states = rates.shape[-1]
    linked = (powers > 0).reshape(-1, states**2).any(axis=0).reshape(states, states)
    # States from which the target cannot be reached need no account.
    kept = [state for state in range(states) if linked[state, goal]]
    share = {state: (now == state).astype(np.float64) for state in kept}
    final = _advanced(share, powers[0], linked, goal)
    times = np.zeros(unit.shape)
    for piece, power in zip(pieces[1:], powers[1:], strict=True):
        moved = {state: _advanced(share, power, linked, state) for state in kept}
        short = moved[goal] <= unit
        times += np.where(short, piece, 0.0)
        share = {state: np.where(short, moved[state], share[state]) for state in kept}
    # Within the last piece the distribution is taken as a line.
    before, after = share[goal], _advanced(share, powers[-1], linked, goal)
    rise = np.where(after > before, after - before, 1.0)
    times += pieces[-1] * np.clip((unit - before) / rise, 0.0, 1.0)
    times = np.where(final > unit, times, np.inf)
    return np.where(now == goal, 0.0, times)


def _advanced(
    share: dict[int, FloatArray], power: FloatArray, linked: NDArray[np.bool_], state: int
) -> FloatArray:
    """Share that is in `state` one step on."""
    found = share[state] * power[..., state, state]
    for origin, here in share.items():
        if origin != state and linked[origin, state]:
            found += here * power[..., origin, state]
    return found


def _checked_starts(start: ArrayLike, states: int) -> NDArray[np.intp]:
    given = np.asarray(start)
    refuse_where(np.asarray(given.size == 0), "start must name a state")
    return state_codes("start", given.reshape(-1), states, given.size).reshape(given.shape)
