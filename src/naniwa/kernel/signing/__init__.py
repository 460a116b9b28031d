"""Electronic signatures: an office's seal on the papers that it issues, and telling anybody who holds one."""
