"""Writes to tax bills."""
