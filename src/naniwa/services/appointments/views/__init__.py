"""Pages: residents find a time, book, move and cancel; staff receive them and keep offices and hours."""
