"""Files that people hand in, checked and cleaned, and the PDFs that we issue."""
