"""Pages of the inventory, for staff and for everybody."""
