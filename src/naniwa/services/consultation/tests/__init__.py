"""Tests of online consultation."""
