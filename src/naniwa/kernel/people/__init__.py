"""Residents, businesses and staff: who they are, how they sign in, and what role they hold where."""
