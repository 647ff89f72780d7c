"""What a tenant is to the law: activity, size and industry, from its own row or its kind's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from songi.study.schema.firms import Firm, FirmType, Investor
from songi.study.schema.land import Activity, Constraint, FirmSize, KsicRevision, Parcel, Zone

ALLOWED, UNCLEAR, BARRED = "allowed", "unclear", "barred"

VERDICTS = (ALLOWED, UNCLEAR, BARRED)
"""What the law says of a tenant on a parcel, from the best to the worst."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """What a constraint may ask of a firm; nothing where it is not known.

    Attributes:
        activity: what it does on the land.
        size: its size class.
        codes: its industry codes, or those of firms of its kind.
        revision: revision of the codes.
        foreign_invested: whether it is a foreign-invested firm.
    """

    activity: Activity | None = None
    size: FirmSize | None = None
    codes: tuple[str, ...] = ()
    revision: KsicRevision | None = None
    foreign_invested: bool | None = None


def tenant_of_firm(firm: Firm) -> Tenant:
    """Return what a firm of the long list is."""
    codes = () if firm.ksic is None else (firm.ksic,)
    return Tenant(firm.activity, firm.size, codes, firm.ksic_revision, firm.foreign_invested)


def tenant_of_investor(
    investor: Investor, firms: Mapping[str, Firm], kinds: Mapping[str, FirmType]
) -> Tenant:
    """Return what an investor is: as its firm's row says, and where that is silent as its kind."""
    kind = kinds.get(investor.firm_type or "")
    typical = Tenant(foreign_invested=investor.foreign_invested)
    if kind is not None:
        typical = Tenant(
            kind.activity, kind.size, kind.ksic, kind.ksic_revision, investor.foreign_invested
        )
    firm = firms.get(investor.firm or "")
    if firm is None:
        return typical
    own = tenant_of_firm(firm)
    foreign = investor.foreign_invested
    return Tenant(
        own.activity or typical.activity,
        own.size or typical.size,
        own.codes or typical.codes,
        own.revision if own.codes else typical.revision,
        own.foreign_invested if foreign is None else foreign,
    )


def surrounding_zones(zones: Iterable[Zone]) -> dict[str, frozenset[str]]:
    """Return for each zone itself and all zones that it lies in."""
    within = {zone.id: zone.within for zone in zones}
    found: dict[str, frozenset[str]] = {}
    for start, parent in within.items():
        chain, current = {start}, parent
        while current is not None and current not in chain:
            chain.add(current)
            current = within.get(current)
        found[start] = frozenset(chain)
    return found


def concerns(constraint: Constraint, parcel: Parcel, around: Mapping[str, frozenset[str]]) -> bool:
    """Return whether a constraint holds on a parcel: in its zone, and for its use."""
    inside = constraint.zone in around.get(parcel.zone, frozenset({parcel.zone}))
    return inside and (not constraint.uses or parcel.use in constraint.uses)


def verdict_on(
    constraint: Constraint, tenant: Tenant, parcel: Parcel, granted: Collection[str] = ()
) -> str:
    """Return what one constraint says of a tenant on a parcel that it concerns.

    What it would bar is `unclear` where the reading of the law is, where the tenant's activity,
    size or industry is not known or its code is of another revision, and where a regime that is
    granted frees foreign-invested firms and nobody knows whether the tenant is one.
    """
    barred = _bars(constraint, tenant, parcel)
    if barred is not False and set(constraint.regimes) & set(granted):
        freed = constraint.freed == "all" or tenant.foreign_invested
        if freed:
            return ALLOWED
        if freed is None:
            return UNCLEAR
    if barred is None:
        return UNCLEAR
    if not barred:
        return ALLOWED
    return BARRED if constraint.certain else UNCLEAR


def _bars(constraint: Constraint, tenant: Tenant, parcel: Parcel) -> bool | None:
    """Return whether it bars; nothing where that cannot be told."""
    match constraint.kind:
        case "over_concentration":
            return _all_of(
                _named(tenant.activity, constraint.activities),
                _named(tenant.size, constraint.sizes),
            )
        case "allotment":
            makes = None if tenant.activity is None else tenant.activity == "manufacturing"
            return _all_of(makes, not parcel.allotted)
        case "permitted_ksic":
            return _not(_coded(constraint, tenant))
        case "barred_ksic":
            return _coded(constraint, tenant)
        case "activity":
            return _not(_named(tenant.activity, constraint.activities))
        case "size":
            return _not(_named(tenant.size, constraint.sizes))
        case "smallest_plot":
            return _smaller(constraint, parcel)
        case "floor_area_ratio" | "small_firms":
            return False


def _named(value: str | None, names: tuple[str, ...]) -> bool | None:
    """Return whether a value is among those named; every one is where none is named."""
    if not names:
        return True
    return None if value is None else value in names


def _coded(constraint: Constraint, tenant: Tenant) -> bool | None:
    """Return whether the tenant's industry is among the codes; nothing where some are only."""
    if not tenant.codes or tenant.revision != constraint.ksic_revision:
        return None
    among = {any(code.startswith(start) for start in constraint.ksic) for code in tenant.codes}
    return among.pop() if len(among) == 1 else None


def _smaller(constraint: Constraint, parcel: Parcel) -> bool | None:
    if constraint.limit is None:
        return None
    low, high = constraint.limit.ends
    least, most = parcel.area_m2.ends
    if most < low:
        return True
    return False if least >= high else None


def _all_of(*parts: bool | None) -> bool | None:
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def _not(part: bool | None) -> bool | None:
    return None if part is None else not part
