"""Backups: what is in one, how it is made, proved and put back."""
