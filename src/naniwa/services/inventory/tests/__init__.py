"""Tests of the inventory of procedures."""
