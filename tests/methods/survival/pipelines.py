"""Made-up pipelines for the tests: chains of known intensities and subjects that walk them."""

import numpy as np

from songi.methods.survival import CENSORED, record_spells

# contact, visit, contract, lost; a month.
RATES = np.array(
    [
        [-0.5, 0.3, 0.05, 0.15],
        [0.0, -0.25, 0.15, 0.1],
        [0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0],
    ]
)


def random_rates(generator, *shape, states=7, back=False):
    """Draw generators with many zeros, transitions going back only if asked."""
    rates = generator.gamma(0.5, 0.4, (*shape, states, states))
    rates *= generator.random(rates.shape) < 0.7
    if not back:
        rates = np.triu(rates, 1)
    rates[..., np.eye(states, dtype=bool)] = 0
    rates[..., np.eye(states, dtype=bool)] = -rates.sum(axis=-1)
    return rates


def walk(rates, subjects, generator, *, followed=np.inf, entry=None):
    """Simulate subjects from state 0 on, step by step, and record what is seen of them.

    `followed` is when each is last looked at, `entry` when looking begins (late entry).
    """
    states = len(rates)
    rows = []
    ends = np.broadcast_to(followed, (subjects,))
    begins = np.zeros(subjects) if entry is None else entry
    for who in range(subjects):
        state, now = 0, 0.0
        while rates[state, state] < 0 and now < ends[who]:
            then = now + generator.exponential(-1 / rates[state, state])
            chances = np.where(np.arange(states) == state, 0, rates[state])
            target = int(generator.choice(states, p=chances / chances.sum()))
            seen = then <= ends[who]
            stop = min(then, ends[who])
            if stop > begins[who]:
                start = max(now, begins[who])
                rows.append((who, state, target if seen else CENSORED, start, stop))
            state, now = target, then
    columns = zip(*rows, strict=True) if rows else ([],) * 5
    absorbing = [k for k in range(states) if rates[k, k] == 0]
    return record_spells(*map(np.array, columns), states=states, absorbing=absorbing)
