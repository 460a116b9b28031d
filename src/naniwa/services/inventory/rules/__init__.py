"""Pure rules of the inventory: what is asked of a row, its flow, proposals with their savings, and scores."""
