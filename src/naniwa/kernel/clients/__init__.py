"""Programs of partners: their access by OAuth 2, what they have posted, and the webhooks that tell them of changes."""
