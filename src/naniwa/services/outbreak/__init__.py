"""Outbreak response: cases are reported, every patient is called in time and watched each day, and beds are found.

What is particular to one disease stands in one file of `definitions`. No open case is ever without an owner and a next
deadline, and no reading that is RED without a task that somebody has open: the database holds both.
"""
