"""At the counter with the resident there: finding, filling in, and the screen that they read and confirm."""
