"""The designer: staff make and change the definition of a procedure in the browser."""
