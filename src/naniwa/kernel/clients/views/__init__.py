"""Pages of the administrator, and what a program asks of the authorisation server."""
