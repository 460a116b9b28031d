"""Services of others that people enter with their one ID: what each is told, by whose consent, and how it ends."""
