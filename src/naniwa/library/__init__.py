"""Plain Python that knows Japan's forms, names, money and banks, and nothing of Django."""
