"""The land market: who signs where, when and at what price, and what stays unsold."""

from songi.methods.market.land_market import MarketPaths, absorbed, simulate_market
from songi.methods.market.terms import NEVER, Conditions, Investors, Lots

__all__ = [
    "NEVER",
    "Conditions",
    "Investors",
    "Lots",
    "MarketPaths",
    "absorbed",
    "simulate_market",
]
