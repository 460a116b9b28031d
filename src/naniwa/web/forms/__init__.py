"""Forms of the frame's own pages."""
