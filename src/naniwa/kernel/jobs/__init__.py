"""Work that runs outside a request, queued in the same transaction."""
