"""Bids that join another: which one they end up in."""

from __future__ import annotations

from collections.abc import Iterable

from songi.study.schema.contest import Bid


def joined_bids(bids: Iterable[Bid]) -> dict[str, str]:
    """Follow `joins` to the bid in which the candidates bid.

    Args:
        bids: one version of each bid.

    Returns:
        The bid joined in the end, by id of the bid that joins. A bid that joins one that is not
        there, or that joins in a circle, joins nobody.
    """
    rows = {bid.id: bid for bid in bids}
    found = {}
    for bid in rows.values():
        seen, current = {bid.id}, bid.joins
        while current in rows and current not in seen and rows[current].joins:
            seen.add(current)
            current = rows[current].joins
        if current in rows and current not in seen:
            found[bid.id] = str(current)
    return found
