"""A typed dictionary that is filled at start-up and refuses to be filled twice."""

from collections.abc import Iterator


class DuplicateKey(ValueError):
    """Two things claim one key."""


class NotRegistered(LookupError):
    """No such key; the message lists those there are."""


class Registry[K, V]:
    """Keeps what plugs in, in the order it was registered."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._values: dict[K, V] = {}

    def register(self, key: K, value: V) -> V:
        """Raises DuplicateKey unless it is the very same thing again."""
        if self._values.setdefault(key, value) is not value:
            raise DuplicateKey(f"{self.what}: {key!r} is registered already")
        return value

    def get(self, key: K) -> V:
        """Raises NotRegistered."""
        try:
            return self._values[key]
        except KeyError:
            known = ", ".join(str(known) for known in self._values) or "none"
            raise NotRegistered(f"{self.what}: no {key!r}; there are: {known}") from None

    def items(self) -> Iterator[tuple[K, V]]:
        return iter(tuple(self._values.items()))

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __len__(self) -> int:
        return len(self._values)
