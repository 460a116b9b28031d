"""Online consultation: a resident and the clerks of an office write to each other, send files, and may see each other.

A conversation waits in its desk's queue, is taken and handed on by clerks, and ends in a transcript for the case.
"""
