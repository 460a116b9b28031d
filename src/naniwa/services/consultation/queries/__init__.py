"""Reads: desks for everybody, conversations for their person and for the clerks of their office."""
