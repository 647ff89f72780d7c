"""The steps of the land market, compiled: one draw after another, one quarter after another.

All that is compiled, its tuples too, stands in this one file: numba's cache notices a change of the
file that a function is in, but not of others that it uses.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from numpy.typing import NDArray

from songi.methods.compiled import compiled

SLACK_M2 = 1e-6
"""A remainder this small is rounding: stock may run short of what is wanted by so much."""

APPRAISAL, COST, FLOOR, STEP, PATIENCE, OPENING = range(6)
"""Rows of the terms of the lots."""

DESIGNATED_FROM, MULTIPLIER, HALF_LIFE, TO_EXPECTED, TO_NEARBY, NEARBY, DIVERSION = range(7)
"""Columns of the conditions of a draw."""

Array = NDArray[Any]


class People(NamedTuple):
    """Investors; what all draws share has a single row."""

    wanted: Array  # [1 or draws, investors]
    expected: Array  # [1 or draws, investors]
    intensity: Array  # [1 or draws, investors]
    last_contact: Array  # [investors], whole numbers
    eligible: Array  # [1 or draws, investors, lots]


class Sale(NamedTuple):
    """Lots; what all draws share has a single row."""

    terms: Array  # [1 or draws, 6, lots], rows as named above
    tender: Array  # [2, lots], without and with a designation
    released: Array  # [1 or draws, lots, quarters]
    readiness: Array  # [1 or draws, lots, quarters]


class Around(NamedTuple):
    """Conditions; what all draws share has a single row."""

    terms: Array  # [draws, 7], columns as named above
    rival_price: Array  # [1 or draws, rivals]
    rival_unsold: Array  # [1 or draws, rivals, quarters]


class Paths(NamedTuple):
    """What is filled here: zeros before, quarter and lot -1."""

    signed: Array  # [draws, quarters, lots], as are the next three
    unsold: Array
    price: Array
    bidders: Array
    quarter: Array  # [draws, investors], as is the next
    lot: Array


class Offer(NamedTuple):
    """State of the lots in the draw at hand, each `[lots]`."""

    asked: Array
    left: Array
    put_up: Array
    idle: Array  # quarters without a bidder
    appeal: Array  # factor of the hazard
    order: Array  # whole numbers: lots on offer by appeal, used up to their number


class Crowd(NamedTuple):
    """State of the investors in the draw at hand, each `[investors]`."""

    weight: Array  # factor of the hazard
    remaining: Array  # hazard that each has to live through before it signs
    moment: Array  # when in the quarter those come who come, 0 to 1
    active: Array  # whole numbers, used up to their number: who has not signed
    who: Array  # who comes in this quarter
    lot: Array  # for which lot


@compiled
def run_draws(
    uniforms: Array,
    people: People,
    sale: Sale,
    around: Around,
    paths: Paths,
    offer: Offer,
    crowd: Crowd,
    cooling: Array,
) -> None:
    """Step every draw through its quarters; `cooling` is the weight of a letter by its age."""
    lots, quarters = sale.released.shape[1:]
    for d in range(uniforms.shape[0]):
        count = enter(d, uniforms, people, sale, around.terms, crowd)
        for age in range(len(cooling)):
            cooling[age] = 0.5 ** (age / around.terms[d, HALF_LIFE])
        for t in range(quarters):
            found = open_quarter(d, t, sale, around, offer)
            for s in range(lots):
                paths.price[d, t, s] = offer.asked[s]
            boost = around.terms[d, MULTIPLIER] if t >= around.terms[d, DESIGNATED_FROM] else 1.0
            came = gather(d, t, count, found, boost, people, cooling, offer, crowd)
            if came:
                count = serve(d, t, came, count, people.wanted, offer.left, crowd, paths)
            close_quarter(d, t, sale.terms, offer, paths)


@compiled
def enter(d: int, uniforms: Array, people: People, sale: Sale, terms: Array, crowd: Crowd) -> int:
    """Set the investors' weights in the hazard and their thresholds; return how many they are.

    The response to the price, (price / expected) ** -e, falls into a factor of the investor and one
    of the lot; both are taken against a reference price so that neither overflows.
    """
    reference = sale.terms[min(d, len(sale.terms) - 1), APPRAISAL, 0]
    expected = people.expected[min(d, len(people.expected) - 1)]
    intensity = people.intensity[min(d, len(people.intensity) - 1)]
    for i in range(uniforms.shape[1]):
        response = math.exp(terms[d, TO_EXPECTED] * math.log(expected[i] / reference))
        crowd.weight[i] = intensity[i] * response
        crowd.remaining[i] = -math.log(uniforms[d, i]) if uniforms[d, i] > 0.0 else math.inf
        crowd.active[i] = i
    return uniforms.shape[1]


@compiled
def open_quarter(d: int, t: int, sale: Sale, around: Around, offer: Offer) -> int:
    """Set prices and stock, order the lots on offer by appeal; return how many there are.

    The price follows the rule at the start and where a designation changes the rule. Equal appeal:
    the cheaper lot, then the first.
    """
    terms = sale.terms[min(d, len(sale.terms) - 1)]
    released = sale.released[min(d, len(sale.released) - 1)]
    readiness = sale.readiness[min(d, len(sale.readiness) - 1)]
    regime = 1 if t >= around.terms[d, DESIGNATED_FROM] else 0
    before = 1 if t - 1 >= around.terms[d, DESIGNATED_FROM] else 0
    own = 0.0
    for s in range(len(offer.asked)):
        if t == 0:
            offer.left[s] = 0.0
            offer.put_up[s] = 0.0
        if t == 0 or sale.tender[regime, s] != sale.tender[before, s]:
            offer.asked[s] = terms[APPRAISAL, s] if sale.tender[regime, s] else terms[COST, s]
            offer.idle[s] = 0.0
        offer.left[s] += released[s, t]
        offer.put_up[s] += released[s, t]
        if t >= terms[OPENING, s]:
            own += offer.put_up[s]
    found = 0
    for s in range(len(offer.asked)):
        if t < terms[OPENING, s] or offer.left[s] <= 0.0 or readiness[s, t] <= 0.0:
            continue
        appeal = readiness[s, t] * attraction(d, t, offer.asked[s], terms, own, around)
        offer.appeal[s] = appeal
        place = found
        while place > 0:
            other = offer.order[place - 1]
            level = appeal == offer.appeal[other] and offer.asked[s] < offer.asked[other]
            if appeal <= offer.appeal[other] and not level:
                break
            offer.order[place] = other
            place -= 1
        offer.order[place] = s
        found += 1
    return found


@compiled
def attraction(d: int, t: int, asked: float, terms: Array, own: float, around: Around) -> float:
    """Return the response to the price, less what goes to nearby land, cheaper and unsold."""
    row = min(d, len(around.rival_price) - 1)
    area = min(d, len(around.rival_unsold) - 1)
    cheaper = 0.0
    for k in range(around.rival_price.shape[1]):
        if around.rival_price[row, k] < asked:
            cheaper += around.rival_unsold[area, k, t]
    lost = around.terms[d, DIVERSION] * cheaper / (cheaper + own) if cheaper > 0.0 else 0.0
    exponent = around.terms[d, TO_EXPECTED] * math.log(asked / terms[APPRAISAL, 0])
    exponent += around.terms[d, TO_NEARBY] * math.log(asked / around.terms[d, NEARBY])
    return math.exp(-exponent) * (1.0 - lost)


@compiled
def gather(
    d: int,
    t: int,
    count: int,
    found: int,
    boost: float,
    people: People,
    cooling: Array,
    offer: Offer,
    crowd: Crowd,
) -> int:
    """Let the hazard run, and list those whose threshold it passes; return how many come.

    Each looks at the most appealing lot that it may buy in and that has enough.
    """
    wanted = people.wanted[min(d, len(people.wanted) - 1)]
    eligible = people.eligible[min(d, len(people.eligible) - 1)]
    came = 0
    for k in range(count):
        i = crowd.active[k]
        age = t - people.last_contact[i]
        if age < 0:
            continue
        for place in range(found):
            s = offer.order[place]
            if eligible[i, s] and wanted[i] <= offer.left[s] + SLACK_M2:
                hazard = boost * crowd.weight[i] * cooling[age] * offer.appeal[s]
                if hazard > 0.0 and crowd.remaining[i] <= hazard:
                    crowd.who[came], crowd.lot[came] = i, s
                    crowd.moment[came] = crowd.remaining[i] / hazard
                    crowd.remaining[i] = 0.0
                    came += 1
                else:
                    crowd.remaining[i] -= hazard
                break
    return came


@compiled
def serve(
    d: int,
    t: int,
    came: int,
    count: int,
    wanted: Array,
    left: Array,
    crowd: Crowd,
    paths: Paths,
) -> int:
    """Let those who came sign in the order of their moments, ties by row, while stock lasts.

    Return how many are still looking.
    """
    row = min(d, len(wanted) - 1)
    for k in range(came):
        i, s, moment = crowd.who[k], crowd.lot[k], crowd.moment[k]
        paths.bidders[d, t, s] += 1
        place = k
        while place > 0 and crowd.moment[place - 1] > moment:
            crowd.who[place], crowd.lot[place] = crowd.who[place - 1], crowd.lot[place - 1]
            crowd.moment[place] = crowd.moment[place - 1]
            place -= 1
        crowd.who[place], crowd.lot[place], crowd.moment[place] = i, s, moment
    for k in range(came):
        i, s = crowd.who[k], crowd.lot[k]
        if wanted[row, i] <= left[s] + SLACK_M2:
            left[s] = max(0.0, left[s] - wanted[row, i])
            paths.signed[d, t, s] += wanted[row, i]
            paths.quarter[d, i], paths.lot[d, i] = t, s
    kept = 0
    for k in range(count):
        if paths.quarter[d, crowd.active[k]] < 0:
            crowd.active[kept] = crowd.active[k]
            kept += 1
    return kept


@compiled
def close_quarter(d: int, t: int, lot_terms: Array, offer: Offer, paths: Paths) -> None:
    """Write down what is unsold; lower prices where nobody came for as long as patience lasts."""
    terms = lot_terms[min(d, len(lot_terms) - 1)]
    for s in range(len(offer.asked)):
        paths.unsold[d, t, s] = offer.left[s]
        if t < terms[OPENING, s] or offer.left[s] <= SLACK_M2:
            continue
        offer.idle[s] = offer.idle[s] + 1.0 if paths.bidders[d, t, s] == 0 else 0.0
        if offer.idle[s] >= terms[PATIENCE, s]:
            lowest = min(terms[FLOOR, s], offer.asked[s])
            offer.asked[s] = max(lowest, offer.asked[s] * (1.0 - terms[STEP, s]))
            offer.idle[s] = 0.0
