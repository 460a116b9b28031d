"""One Django app for each public service; they never import one another."""
