"""Textbook methods: arrays in, arrays out; no study, no file, no clock.

The package stands on its own: of songi it imports nothing but `songi.errors`. Every function
broadcasts over leading axes, which the rest of songi uses for draws.
"""
