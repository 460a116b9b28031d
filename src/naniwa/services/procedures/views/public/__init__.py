"""Pages and files of open data, without signing in."""
