"""How the decoding of a file ended."""

from enum import IntEnum


class Ended(IntEnum):
    """Exit codes; below zero, a signal ended it."""

    WELL = 0
    BADLY = 1
    TOO_MANY_PIXELS = 2
    NO_ROOM = 3
    MY_NUMBER = 4
