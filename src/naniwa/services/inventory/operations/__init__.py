"""Writes to the inventory."""
