"""Who may do what in a conversation: no database, no clock, no request."""
