"""Procedures from application to decision: one definition makes one live procedure.

Applicants apply and mend, staff review and decide, and each fault is an item with a code. Money goes out through
the kernel's payments.
"""
