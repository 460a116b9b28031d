"""Writes of identities."""

from naniwa.kernel.identity.operations.linking import (
    BelongsToAnother,
    Recognised,
    link,
    recognise,
    unlink,
)

__all__ = ["BelongsToAnother", "Recognised", "link", "recognise", "unlink"]
