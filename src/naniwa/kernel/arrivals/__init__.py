"""Who may begin when more come than the site can serve: a line in which everybody keeps their place."""
