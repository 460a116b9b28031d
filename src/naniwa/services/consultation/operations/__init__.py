"""Writes: each in one transaction with its record and its event."""
