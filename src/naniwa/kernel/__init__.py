"""What every public service needs: organisations, people, consent, audit, events, jobs, documents, notifications, payments, forms."""
