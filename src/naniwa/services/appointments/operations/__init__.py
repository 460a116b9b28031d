"""Writes: each in one transaction with its record, its event and its mail."""
