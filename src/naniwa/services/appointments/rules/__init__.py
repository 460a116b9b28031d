"""What the hours of a window mean, and what may be done with a booking: no database, no clock, no request."""
