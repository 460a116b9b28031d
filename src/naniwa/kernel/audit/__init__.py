"""Who did what to what, and who read whose data, sealed so that a changed byte is found."""
