"""Writes of people and their sign-in."""
