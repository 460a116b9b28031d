"""Writes to venues, check-ins, codes and alerts: one verb for each function."""
