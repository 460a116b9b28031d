"""Finds published versions."""

from functools import lru_cache

from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations.statements import Statement


@lru_cache(maxsize=256)
def version(version_id: int) -> Version:
    """A version, which can be kept as it never changes. Raises Version.DoesNotExist."""
    return Version.objects.get(pk=version_id)


def latest(kind: str, slug: str) -> Version | None:
    """The version that new applications are made on."""
    return _latest.first(kind, slug)


def all_latest(kind: str) -> list[Version]:
    """The latest version of every definition of a kind, by slug; their texts are not fetched."""
    return _all_latest(kind)


def history(kind: str, slug: str) -> list[Version]:
    """All versions, the latest first."""
    return list(Version.objects.filter(kind=kind, slug=slug).order_by("-number"))


_latest = Statement(lambda kind, slug: Version.objects.filter(kind=kind, slug=slug).order_by("-number")[:1])
_all_latest = Statement(
    lambda kind: Version.objects.filter(kind=kind).defer("source").order_by("slug", "-number").distinct("slug")
)
