"""Addresses and text in headers."""

import pytest

from naniwa.kernel.notifications.addresses import one_line, printable, usable


@pytest.mark.parametrize(
    ("given", "used"),
    [
        (" a.b+c@example.jp ", "a.b+c@example.jp"),
        ("a@例え.jp", "a@xn--r8jz45g.jp"),
        ("a@localhost", "a@localhost"),
        ("", ""),
        ("a", ""),
        ("a@b@c.jp", ""),
        ("髙橋@example.jp", ""),
        ("a@example.jp\nBcc: x@example.jp", ""),
        ("a@example.jp, b@example.jp", ""),
        ("a" * 250 + "@example.jp", ""),
    ],
)
def test_only_addresses_that_mail_servers_take_are_used(given: str, used: str) -> None:
    assert usable(given) == used


def test_a_header_is_one_line_and_cut_between_characters() -> None:
    assert one_line("a\r\n\u2028b\tc", 10) == "a b c"
    assert one_line("12辻󠄀456", 4) == "12…"
    assert one_line("12辻󠄀456", 5) == "12辻󠄀…"
    assert one_line("12辻󠄀4", 5) == "12辻󠄀4"


def test_a_body_keeps_its_lines() -> None:
    assert printable("a\r\nb\rc\x00\x1b[31m") == "a\nb\nc[31m"
