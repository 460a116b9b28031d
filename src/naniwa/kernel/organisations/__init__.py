"""The prefecture, its municipalities, departments and offices, and the row security that keeps them apart."""
