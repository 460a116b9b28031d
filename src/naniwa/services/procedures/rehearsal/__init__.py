"""Rehearsing a season before opening day: simulated applicants and staff, the real rules and operations."""
