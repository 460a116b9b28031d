"""What every public service needs, one Django app each; the import contracts hold their order."""
