"""Reads: what is free, whose booking a link opens, and who comes on a day."""
