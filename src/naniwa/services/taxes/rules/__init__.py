"""Decisions about bills: no database, no clock, no request."""
