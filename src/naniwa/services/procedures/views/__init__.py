"""Pages, for applicants and for staff."""
