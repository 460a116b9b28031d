"""Writes: one verb for each function."""
