"""Appointments at the counters of offices: when somebody can come, who comes, and what became of it.

Residents book, move and cancel by themselves, with a calendar file; staff see the day's list and call people in.
"""
