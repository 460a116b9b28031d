"""Settings: one typed environment, one base, and what demo, tests and production change."""
