"""Shortest ways in a road network: the network, joining positions to it, and times."""

from __future__ import annotations

from songi.methods.routing.network import (
    TENTHS_PER_MINUTE,
    Component,
    Network,
    largest_component,
    network_of,
)
from songi.methods.routing.shortest import (
    NearestTargets,
    isochrone,
    nearest_k,
    shortest_times,
)
from songi.methods.routing.snap import Snapped, snap_to_nodes

__all__ = [
    "TENTHS_PER_MINUTE",
    "Component",
    "NearestTargets",
    "Network",
    "Snapped",
    "isochrone",
    "largest_component",
    "nearest_k",
    "network_of",
    "shortest_times",
    "snap_to_nodes",
]
