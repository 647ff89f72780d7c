"""Rules on parcels: whose they are, how large, how much may stand on the allotment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from songi.errors import Problem
from songi.study.check.current import current, none_refused
from songi.study.check.land import ROUNDING
from songi.study.check.pipeline import SIGNED, histories
from songi.study.check.rows import place_of
from songi.study.model import Study
from songi.study.schema.firms import Event
from songi.study.schema.land import INDUSTRIAL_USES, Constraint, Parcel, Zone
from songi.study.table import Table
from songi.study.tenants import surrounding_zones


class Holding(NamedTuple):
    """A parcel in somebody's hands.

    Attributes:
        investor: whose.
        signed: the event by which they signed.
        until: the day on which they were lost after that.
    """

    investor: str
    signed: Event
    until: date


def parcels_have_one_owner(study: Study) -> Iterator[Problem]:
    """A parcel has one owner, who has signed a contract."""
    table: Table[Parcel] = current(study, "parcels")
    signed: dict[str, list[Event]] = defaultdict(list)
    for event in current(study, "events"):
        if event.stage in SIGNED:
            signed[event.investor].append(event)
    for row in table:
        place = place_of(table, row, "owner")
        if len(row.owner) > 1:
            facts = {"came": ", ".join(row.owner), "expected": row.id}
            yield Problem("parcels.two_owners", place, facts)
        for owner in row.owner if none_refused(study, "events") else ():
            # A contract that names no parcel may be about this one.
            about = [not event.parcels or row.id in event.parcels for event in signed[owner]]
            if not any(about):
                facts = {"came": owner, "expected": row.id}
                yield Problem("parcels.owner_without_contract", place, facts)


def parcels_are_sold_once(study: Study) -> Iterator[Problem]:
    """No parcel is under contract with two investors at a time."""
    table: Table[Event] = current(study, "events")
    held: dict[str, list[Holding]] = defaultdict(list)
    signings = [
        (event, history[at + 1 :])
        for history in histories(table).values()
        for at, event in enumerate(history)
        if event.stage in SIGNED
    ]
    for event, later in sorted(signings, key=lambda one: one[0].happened_on):
        until = next((one.happened_on for one in later if one.stage == "lost"), date.max)
        for parcel in event.parcels:
            for other in held[parcel]:
                if other.investor != event.investor and event.happened_on < other.until:
                    facts = {"came": parcel, "expected": f"{other.investor} ({other.signed.id})"}
                    yield Problem("parcels.sold_twice", place_of(table, event, "parcels"), facts)
            held[parcel].append(Holding(event.investor, event, until))


def parcels_fit_into_their_zone(study: Study) -> Iterator[Problem]:
    """The parcels of a zone, and of the zones in it, add to no more than its area."""
    zones: Table[Zone] = current(study, "zones")
    parcels: Table[Parcel] = current(study, "parcels")
    around = surrounding_zones(zones)
    totals: dict[str, float] = defaultdict(float)
    for parcel in parcels:
        for zone in around.get(parcel.zone, ()):
            totals[zone] += parcel.area_m2.ends[0]
    for zone in zones:
        # Zones that lie within each other are told of by a rule of their own.
        if zone.area_m2 is None or zone.id in around.get(zone.within or "", ()):
            continue
        if totals[zone.id] > zone.area_m2.ends[1] * ROUNDING:
            facts = {"came": f"{totals[zone.id]:,.0f}", "expected": zone.area_m2.text}
            yield Problem("zones.too_many_parcels", place_of(zones, zone, "area_m2"), facts)


def parcels_fit_onto_the_allotment(study: Study) -> Iterator[Problem]:
    """The parcels marked `allotted` add to no more than the industrial allotment of their zone."""
    zones: Table[Zone] = current(study, "zones")
    parcels: Table[Parcel] = current(study, "parcels")
    around = surrounding_zones(zones)
    granted = {row.id for row in current(study, "regimes") if row.status == "granted"}
    table: Table[Constraint] = current(study, "constraints")
    for row in table:
        lifted = row.freed == "all" and granted & set(row.regimes)
        if row.kind != "allotment" or row.limit is None or lifted:
            continue
        allotted = [p for p in parcels if p.allotted and row.zone in around.get(p.zone, ())]
        total = sum(parcel.area_m2.ends[0] for parcel in allotted)
        if total > row.limit.ends[1] * ROUNDING:
            facts = {"came": f"{total:,.0f}", "expected": row.limit.text}
            yield Problem("constraints.allotment_exceeded", place_of(table, row, "limit"), facts)


def parcels_suit_somebody(study: Study) -> Iterator[Problem]:
    """No plot for firms is smaller than what anybody wants."""
    if not none_refused(study, "firm_types", "investors"):
        return
    kinds, investors = current(study, "firm_types"), current(study, "investors")
    wanted = [row.wanted_m2 for row in (*kinds, *investors) if row.wanted_m2 is not None]
    if not wanted:
        return
    least = min(wanted, key=lambda area: area.ends[0])
    table: Table[Parcel] = current(study, "parcels")
    for row in table:
        settled = row.use in INDUSTRIAL_USES and not row.free_supply
        if settled and row.area_m2.ends[1] < least.ends[0]:
            facts = {"came": row.area_m2.text, "expected": least.text}
            yield Problem("parcels.small", place_of(table, row, "area_m2"), facts, "warning")


RULES = (
    parcels_fit_into_their_zone,
    parcels_fit_onto_the_allotment,
    parcels_have_one_owner,
    parcels_are_sold_once,
    parcels_suit_somebody,
)
