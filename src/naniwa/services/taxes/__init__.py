"""Local taxes: the register of bills, the letters with their slips, reminders, dunning and late interest.

Who pays needs no account: a signed link and something that only they know. Money itself is in the ledger of fees alone.
"""
