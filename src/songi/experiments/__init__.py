"""Runs of the dataflow with changes: what would win, and which bid to make."""
