"""The inventory of a body's procedures: what each asks of people, and what could be dropped from it.

Departments keep their rows by form or workbook, a survey has them confirmed, and each seal gets a decision.
"""
