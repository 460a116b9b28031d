"""A browser without JavaScript: reads the form of a page, changes some of it, and presses one of its buttons."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

FRAME = re.compile("^/(account|design)/")  # forms of the page's head: language, text size, sign-out

type Values = dict[str, list[str]]


class _Form(HTMLParser):
    """The controls of the page's forms that post, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.values: Values = {}
        self.names: set[str] = set()
        self._inside, self._template, self._area, self._select = False, 0, "", ""
        self._first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method") == "post" and not FRAME.search(given.get("action", ""))
        self._template += tag == "template"
        if not self._inside or self._template or "disabled" in given or not given.get("name"):
            if tag == "option" and self._inside and not self._template and self._select:
                self._option(given)
            return
        name = given["name"]
        self.names.add(name)
        if tag == "textarea":
            self._area = name
            self.values[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "input":
            self._input(name, given)

    def _option(self, given: Mapping[str, str]) -> None:
        if "selected" in given or self._select not in self.values:
            self.values[self._select] = [given.get("value", "")]

    def _input(self, name: str, given: Mapping[str, str]) -> None:
        if given.get("type") in {"radio", "checkbox"} and "checked" not in given:
            return
        if given.get("type") not in {"file", "submit"}:
            self.values.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] = [self.values[self._area][0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        self._template -= tag == "template"
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select


def controls(response: Any) -> Values:
    """What the page would send if it were sent as it is."""
    form = _Form()
    form.feed(response.content.decode())
    return form.values


def words(response: Any) -> str:
    """What a person reads, without tags."""
    return unescape(re.sub(r"<[^>]*>", "", response.content.decode()))


def press(
    client: Client,
    response: Any,
    button: tuple[str, str] = ("save", "next"),
    *,
    answers: Mapping[str, str | Sequence[str]] | None = None,
    files: Mapping[str, Any] | None = None,
    url: str = "",
    **changes: str | Sequence[str],
) -> Any:
    """Send the page with some controls changed (`place__town` names `place.town`) by one of its buttons."""
    sent: dict[str, Any] = dict(controls(response))
    for name, value in {**(answers or {}), **changes}.items():
        sent[name.replace("__", ".")] = [value] if isinstance(value, str) else list(value)
    sent[button[0]] = [button[1]]
    for name, file in (files or {}).items():
        sent[name] = [*sent.get(name, []), *(file if isinstance(file, list) else [file])]
    return client.post(url or response.request["PATH_INFO"], sent)
