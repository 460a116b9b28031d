"""Pages of people and their sign-in."""
