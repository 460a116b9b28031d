"""Reads of cases, contacts and observations."""
