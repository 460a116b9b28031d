"""Pages of payouts for staff who pay, release or audit."""
