"""Pages: keepers register venues, visitors check in, people report and check notices, staff decide on alerts."""
