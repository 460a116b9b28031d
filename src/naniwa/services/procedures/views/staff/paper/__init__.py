"""Papers that came by post: taken in, keyed in beside their scans, registered."""
