"""Reads of tax bills."""
