"""Writes: each function is one verb, in one transaction with its audit record and its event."""
