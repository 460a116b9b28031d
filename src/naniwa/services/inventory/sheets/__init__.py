"""The inventory as files that a spreadsheet opens: written, and read as if by a stranger."""
