"""Taxes on investment: allowances, cost of capital, effective rates, credits, minimum tax."""
