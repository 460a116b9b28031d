"""Pure decisions on check-ins and alerts: no database, no clock, no request."""
