"""Pages: residents write to a desk; clerks take, answer, hand over and close."""
