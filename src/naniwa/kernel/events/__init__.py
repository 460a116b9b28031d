"""What has happened, told to other parts after the commit: a transactional outbox."""
