"""Pages of fees, and the address that providers call."""
