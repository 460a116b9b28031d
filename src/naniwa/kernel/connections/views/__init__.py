"""The pages and the endpoints of entering services."""
