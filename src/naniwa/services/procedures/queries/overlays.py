"""Adoptions and amendments as texts to compose, compare and decide on."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from naniwa.kernel.forms import queries as forms
from naniwa.kernel.forms.definition import UnsoundDefinition
from naniwa.kernel.forms.definition.source import parse as parse_source
from naniwa.kernel.forms.models import Version
from naniwa.services.procedures.definitions.overlays import (
    Change,
    Composed,
    Conflict,
    Merged,
    Overlay,
    base,
    compose,
    differences,
    lay,
    left_open,
    merge,
)
from naniwa.services.procedures.definitions.overlays.content import Content, content_of
from naniwa.services.procedures.models import OPEN_AMENDMENTS, Adoption, Amendment
from naniwa.services.procedures.queries.live import KIND


def latest_base(slug: str) -> Version:
    """The latest version of a base. Raises Version.DoesNotExist."""
    found = forms.latest(KIND, slug)
    if found is None:
        raise Version.DoesNotExist
    return found


def latest_bases(slugs: Iterable[str]) -> dict[str, Version]:
    """The latest version of each, with its text, in one statement."""
    found = Version.objects.filter(kind=KIND, slug__in=set(slugs)).order_by("slug", "-number").distinct("slug")
    return {version.slug: version for version in found}


def adoption_of(organisation_id: int, slug: str) -> Adoption | None:
    """The municipality's own form of a base, if it began one."""
    found = Adoption.objects.select_related("organisation", "base_version", "version")
    return found.filter(organisation_id=organisation_id, base=slug).first()


def amendment(number: UUID) -> Amendment | None:
    """One that row security shows to whoever asks: the municipality, and the keeper of the base."""
    found = Amendment.objects.select_related(
        "adoption", "adoption__organisation", "adoption__base_version", "adoption__version", "base_version",
        "proposed_by", "closed_by", "version",
    )  # fmt: skip
    return found.filter(public_id=number).first()


def open_amendments(adoption: Adoption) -> dict[str, Amendment]:
    """Those that wait, by kind."""
    found = adoption.amendments.filter(state__in=OPEN_AMENDMENTS).select_related("base_version", "proposed_by")
    return {one.kind: one for one in found}


def history(adoption: Adoption) -> list[Amendment]:
    """Those that are closed, the latest first."""
    closed = adoption.amendments.exclude(state__in=OPEN_AMENDMENTS)
    return list(closed.select_related("base_version", "closed_by", "version").order_by("-made_at", "-pk")[:50])


def content(one: Adoption | Amendment) -> Content:
    """The two parts of an overlay as they are kept."""
    return Content(one.wording, one.extras)


def overlay_of(one: Adoption | Amendment) -> Overlay | None:
    """The overlay as a document; None if its text cannot be read."""
    adoption = one.adoption if isinstance(one, Amendment) else one
    try:
        return content(one).overlay(base=adoption.base, municipality=adoption.organisation.code)
    except UnsoundDefinition:
        return None


def composed(one: Amendment) -> Composed | None:
    """What accepting would publish; None if the text cannot be read."""
    overlay = overlay_of(one)
    return compose(base(one.base_version.source), overlay, version=one.base_version.number) if overlay else None


def left(overlay: Overlay, on: Version) -> list[str]:
    """The places that an overlay leaves undecided on a version of its base."""
    return left_open(lay(base(on.source), overlay, version=on.number)[0])


def replaced(one: Amendment) -> Mapping[str, Any]:
    """What the overlay says otherwise, by place."""
    overlay = overlay_of(one)
    return overlay.replace if overlay else {}


def merge_of(adoption: Adoption, new: Version) -> Merged:
    """The overlay in force carried to a new version of its base."""
    overlay, old = overlay_of(adoption), adoption.base_version
    if overlay is None or old is None:
        raise Version.DoesNotExist
    return merge(base(old.source), base(new.source), overlay)


def merged(one: Amendment) -> Merged:
    """The same for the new base of an amendment."""
    return merge_of(one.adoption, one.base_version)


def content_after(one: Adoption | Amendment, overlay: Overlay) -> Content:
    """The two parts of a carried overlay; a text that was not touched keeps its comments."""
    before = content(one.adoption) if isinstance(one, Amendment) and one.kind == "base" else content(one)
    return content_of(overlay, before=before)


def conflicts(one: Amendment) -> list[Conflict]:
    """What the merge left to decide, in order."""
    return [Conflict.model_validate(line) for line in one.lines]


def changes(one: Amendment) -> list[Change]:
    """What accepting would change of that which is in force; of the base, where nothing is yet."""
    overlay = overlay_of(one)
    if overlay is None:
        return []
    after, _troubles = lay(base(one.base_version.source), overlay, version=one.base_version.number)
    version = one.adoption.version
    before = version.source if version else one.base_version.source
    return differences(parse_source(before, file="before").document, after)
