"""Tests of the outbreak service."""
