"""Pages of the outbreak service."""
