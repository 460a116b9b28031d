"""What keeps check-ins secret: the keys of days and of the officer, files outside the database, and what they seal."""
