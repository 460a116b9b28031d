"""Pages for staff: what waits, the queue, the review screen, notices and decisions."""
