"""Reads of venues, days, codes and alerts."""
