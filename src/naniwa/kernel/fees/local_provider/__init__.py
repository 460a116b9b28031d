"""A payment provider of this machine alone, for demo and tests: it behaves like a real one, badly if told to."""
