"""Roots of the present value of a flow, compiled: one flow after another.

All that is compiled stands in this one file: numba's cache notices a change of the file that a
function is in, but not of others that it uses.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from songi.methods.compiled import compiled

Array = NDArray[Any]

GREATEST_RATE = 10.0
"""Roots are looked for up to 1,000 % a period."""

STEPS = 200
HALVINGS = 48
EPSILON = 2.0**-52
CLOSE = 1e-10
"""A step this small is the last: Newton's next would be its square."""
DEFLATED = 64.0
"""A value within so many roundings of its terms counts as nought."""


@compiled
def count_changes(flow: Array) -> int:
    """Return how often the sign changes from one flow to the next that is not nought."""
    changes, last = 0, 0.0
    for value in flow:
        if value == 0.0:
            continue
        if last != 0.0 and (value > 0.0) != (last > 0.0):
            changes += 1
        last = value
    return changes


@compiled
def first_of(values: Array) -> float:
    """Return the first value that is not nought."""
    for value in values:
        if value != 0.0:
            return value
    return 0.0


@compiled
def polish(flow: Array, backwards: bool, low: float, high: float, rising: bool, x: float) -> float:
    """Return the root between `low` and `high`, by Newton's steps from x kept inside a bracket.

    The polynomial is read from the last flow on (in 1/(1+r)) or `backwards` (in 1+r), so that its
    argument is at most one. `rising` says that it is negative at `low`.
    """
    n = len(flow)
    for _ in range(STEPS):
        value, slope = 0.0, 0.0
        for k in range(n):
            slope = slope * x + value
            value = value * x + (flow[k] if backwards else flow[n - 1 - k])
        if value == 0.0:
            return x
        if (value < 0.0) == rising:
            low = x
        else:
            high = x
        beyond = x - value / slope if slope != 0.0 else math.inf
        if low <= beyond <= high:
            if abs(beyond - x) <= CLOSE * x:
                return beyond
        else:
            beyond = 0.5 * (low + high)
            if high - low <= 2.0 * EPSILON * high:
                return beyond
        x = beyond
    return x


@compiled
def bernstein(flow: Array, backwards: bool, total: float, binomials: Array, into: Array) -> None:
    """Write the polynomial's Bernstein coefficients on [0, 1]; the last is `total`, its value at 1.

    The same `total` on both sides of r = 0 keeps a root there from being lost or told twice.
    """
    n = len(flow) - 1
    for j in range(n):
        held = 0.0
        for i in range(j + 1):
            value = flow[n - i] if backwards else flow[i]
            held += binomials[j, i] / binomials[n, i] * value
        into[j] = held
    into[n] = total


@compiled
def halve(right: Array, left: Array) -> None:
    """Turn the coefficients of an interval into those of its right half, and write its left's."""
    left[0] = right[0]
    for step in range(1, len(right)):
        for k in range(len(right) - step):
            right[k] = 0.5 * (right[k] + right[k + 1])
        left[step] = right[0]


@compiled
def keep(root: float, found: Array, count: int) -> int:
    """Write a root where there is room, and return how many there are."""
    if count < len(found):
        found[count] = root
    return count + 1


@compiled
def isolate(
    flow: Array, backwards: bool, whole: Array, stack: Array, spans: Array, found: Array, count: int
) -> int:
    """Append the roots strictly between 0 and 1, and return how many are found in all.

    Descartes' rule in Bernstein form: no change of sign among the coefficients of an interval, no
    root; one change, one root; else the interval is halved by de Casteljau's scheme. Roots that
    halving does not part are told once.
    """
    stack[0], spans[0, 0], spans[0, 1], spans[0, 2] = whole, 0.0, 1.0, 0
    depth = 1
    while depth:
        depth -= 1
        low, high, halved = spans[depth, 0], spans[depth, 1], spans[depth, 2]
        coefficients = stack[depth]
        changes = count_changes(coefficients)
        if changes == 0:
            continue
        middle = 0.5 * (low + high)
        if changes == 1:
            rising = first_of(coefficients) < 0.0
            root = polish(flow, backwards, low, high, rising, middle)
            count = keep(root, found, count)
            continue
        if halved >= HALVINGS:
            # Even changes: a root that only touches, or one that rounding makes up.
            if changes % 2 or touches(flow, backwards, middle):
                count = keep(middle, found, count)
            continue
        halve(coefficients, stack[depth + 1])
        if coefficients[0] == 0.0:
            count = keep(middle, found, count)
        spans[depth, 0], spans[depth, 1], spans[depth, 2] = middle, high, halved + 1
        spans[depth + 1, 0], spans[depth + 1, 1], spans[depth + 1, 2] = low, middle, halved + 1
        depth += 2
    return count


@compiled
def touches(flow: Array, backwards: bool, x: float) -> bool:
    """Return whether the polynomial is nought at x but for rounding."""
    value, size, n = 0.0, 0.0, len(flow)
    for k in range(n):
        held = flow[k] if backwards else flow[n - 1 - k]
        value = value * x + held
        size = size * x + abs(held)
    return abs(value) <= DEFLATED * EPSILON * size


@compiled
def first_guess(flow: Array) -> float:
    """Return 1/(1+r) at which gains and losses, each paid at its mean time, are worth the same."""
    gained, lost, gained_at, lost_at = 0.0, 0.0, 0.0, 0.0
    for k in range(len(flow)):
        if flow[k] > 0.0:
            gained += flow[k]
            gained_at += k * flow[k]
        else:
            lost -= flow[k]
            lost_at -= k * flow[k]
    apart = gained_at / gained - lost_at / lost
    return math.exp(math.log(lost / gained) / apart) if apart != 0.0 else 1.0


@compiled
def single_root(flow: Array, total: float) -> float:
    """Return the rate of a flow whose sign changes once: it has just one, above -1."""
    if total == 0.0:
        return 0.0
    first = first_of(flow)
    backwards = (total > 0.0) == (first > 0.0)
    guess = first_guess(flow)
    if backwards:
        guess = 1.0 / guess
    # Below r = 0 the polynomial in 1+r begins, at nought, with the last flow: the other sign.
    rising = (first > 0.0) == backwards
    if not 0.0 < guess < 1.0:
        guess = 0.5
    x = polish(flow, backwards, 0.0, 1.0, rising, guess)
    return x - 1.0 if backwards else 1.0 / x - 1.0


@compiled
def roots_of(
    flow: Array, least: float, binomials: Array, stack: Array, spans: Array, found: Array
) -> int:
    """Write the rates above `least` and up to `GREATEST_RATE` in order; return how many."""
    changes = count_changes(flow)
    if changes == 0:
        return 0
    total, size = 0.0, 0.0
    for value in flow:
        total += value
        size += abs(value)
    if abs(total) <= EPSILON * size:
        total = 0.0
    if changes == 1:
        rate = single_root(flow, total)
        if least < rate <= GREATEST_RATE:
            found[0] = rate
            return 1
        return 0
    whole = np.empty(len(flow))
    bernstein(flow, True, total, binomials, whole)
    below = isolate(flow, True, whole, stack, spans, found, 0)
    for k in range(min(below, len(found))):
        found[k] -= 1.0
    count = below
    if total == 0.0:
        count = keep(0.0, found, count)
    before = count
    bernstein(flow, False, total, binomials, whole)
    count = isolate(flow, False, whole, stack, spans, found, count)
    for k in range(before, min(count, len(found))):
        found[k] = 1.0 / found[k] - 1.0
    kept = 0
    for k in range(min(count, len(found))):
        if least < found[k] <= GREATEST_RATE:
            found[kept] = found[k]
            kept += 1
    found[:kept].sort()
    return kept


@compiled
def all_rates(flows: Array, least: float, binomials: Array, rates: Array, counts: Array) -> None:
    """Fill `rates` `[flows, roots]`, NaN before, and `counts` `[flows]`."""
    size = flows.shape[1]
    stack, spans = np.empty((HALVINGS + 3, size)), np.empty((HALVINGS + 3, 3))
    found = np.empty(size)
    for d in range(len(flows)):
        first, last = 0, size
        while last > 0 and flows[d, last - 1] == 0.0:
            last -= 1
        while first < last and flows[d, first] == 0.0:
            first += 1
        length = last - first
        if length < 2:
            counts[d] = 0
            continue
        count = roots_of(
            flows[d, first:last], least, binomials, stack[:, :length], spans, found[:length]
        )
        counts[d] = count
        for k in range(min(count, rates.shape[1])):
            rates[d, k] = found[k]


@compiled
def all_changes(flows: Array, counts: Array) -> None:
    """Fill `counts` `[flows]` with how often each changes its sign."""
    for d in range(len(flows)):
        counts[d] = count_changes(flows[d])
