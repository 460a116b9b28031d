"""What people owe: charges, payments by providers and at counters, refunds, and the ledger of them all."""
