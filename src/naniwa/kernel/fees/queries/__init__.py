"""Reads of what people owe and have paid."""
