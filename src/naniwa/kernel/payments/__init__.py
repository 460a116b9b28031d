"""Money that leaves: claims, payout runs, bank files and transfers that came back."""
