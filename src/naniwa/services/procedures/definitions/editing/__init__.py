"""Changing the text of a definition one thing at a time, so that all else, comments too, stays as it was written."""
