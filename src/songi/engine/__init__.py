"""Which measures, in which order, for which draws, where."""
