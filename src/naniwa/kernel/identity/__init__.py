"""One ID: how surely somebody proved who they are, by which card or provider, and what a session knows of it."""
