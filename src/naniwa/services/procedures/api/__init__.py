"""The status API: partners' programs read cases and change their status by the operations that staff use."""
