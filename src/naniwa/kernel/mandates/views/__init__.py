"""Pages of mandates: of those who give and hold them, and of the office that looks at their papers."""
