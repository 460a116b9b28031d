"""Numbers of signed papers: twelve signs that nobody guesses and few people misread."""

import secrets
import unicodedata

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I; twelve of them are sixty bits."""
LENGTH, GROUP = 12, 4


def new_number() -> str:
    """As printed: three groups of four, such as `7KQ2-M4FX-9ABC`."""
    return grouped("".join(secrets.choice(SIGNS) for _ in range(LENGTH)))


def grouped(plain: str) -> str:
    return "-".join(plain[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_number(typed: str) -> str:
    """As printed, from what somebody typed with other widths, cases and gaps; empty where it cannot be one."""
    narrow = unicodedata.normalize("NFKC", typed).upper()
    plain = "".join(sign for sign in narrow if sign.isalnum())
    return grouped(plain) if len(plain) == LENGTH and set(plain) <= set(SIGNS) else ""
