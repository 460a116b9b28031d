"""The kinds of refusal: one class for each broken rule."""


class BrokenRule(Exception):
    """What was asked for is against a rule of the outbreak service; subclasses say which."""
