"""Naniwa: the platform that a prefecture and its municipalities run together."""
