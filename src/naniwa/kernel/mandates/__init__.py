"""Mandates (代理権): who may act for whom, in what, and until when; proved once, ended at once."""
