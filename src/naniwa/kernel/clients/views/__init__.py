"""Pages of the authorisation server, of the administrator, and of developers."""
