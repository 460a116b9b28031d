"""What a person has agreed to, for which purpose, and until when."""
