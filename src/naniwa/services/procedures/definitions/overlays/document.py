"""An overlay: what one municipality says otherwise, leaves out or adds, as a YAML document."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import Field as Setting

from naniwa.kernel.forms.definition import Model
from naniwa.kernel.forms.definition.saying import shaped
from naniwa.kernel.forms.definition.source import Place
from naniwa.kernel.organisations import reference
from naniwa.services.procedures.definitions.schema import Slug

type Way = Literal["replace", "remove", "add"]
Steps = Annotated[str, shaped(r"^[^.\s][^.]*(\.[^.]+)*$", "name a place, as in form.pages.dog.fields.colour.hint")]
"""Keys from the top of a definition, joined by dots; a member of a list is named by its `key`, `code` or `name`."""


class Addition(Model):
    """Something of the municipality's own."""

    to: Steps
    """The list it goes to."""
    after: str | None = None
    """The member behind which it stands; at the end unless given."""
    value: dict[str, Any]
    sample: Any = None
    """A right answer to an added question, with which the examples of the base are played."""


class Entry(Model):
    """One line of an overlay, whichever way it changes the base."""

    way: Way
    path: str
    value: Any = None
    after: str | None = None
    sample: Any = None


class Overlay(Model):
    """What `municipality` says otherwise than `base`."""

    base: Slug
    municipality: Annotated[str, shaped(r"^[0-9]{6}$", "the six digits of a municipality")]
    replace: dict[Steps, Any] = Setting(default_factory=dict)
    """New values by place; null takes away what may be missing."""
    remove: tuple[Steps, ...] = ()
    add: tuple[Addition, ...] = ()

    @property
    def slug(self) -> str:
        """The name under which the municipality's procedure is published."""
        return slug_of(self.base, self.municipality)

    def placed(self) -> Iterator[tuple[Place, Entry]]:
        """Every line with where it stands in the document."""
        yield from (
            (("replace", path), Entry(way="replace", path=path, value=new)) for path, new in self.replace.items()
        )
        yield from ((("remove", at), Entry(way="remove", path=path)) for at, path in enumerate(self.remove))
        for at, one in enumerate(self.add):
            entry = Entry(way="add", path=one.to, value=one.value, after=one.after, sample=one.sample)
            yield ("add", at), entry

    def entries(self) -> list[Entry]:
        """Every line: what is replaced, removed, added."""
        return [entry for _place, entry in self.placed()]

    def holding(self, entries: list[Entry]) -> Self:
        """The overlay of the same municipality with other lines."""
        added = [one for one in entries if one.way == "add"]
        return self.model_copy(
            update={
                "replace": {one.path: one.value for one in entries if one.way == "replace"},
                "remove": tuple(one.path for one in entries if one.way == "remove"),
                "add": tuple(
                    Addition(to=one.path, after=one.after, value=one.value, sample=one.sample) for one in added
                ),
            }
        )


def slug_of(base: str, municipality: str) -> str:
    """`dog-registration` of 271004 as `dog-registration-271004`."""
    return f"{base}-{municipality}"


def base_of(slug: str) -> str | None:
    """The base of a municipality's procedure by its name; None for the name of any other."""
    base, _dash, code = slug.rpartition("-")
    return base if base and code in _codes() else None


@cache
def _codes() -> frozenset[str]:
    return frozenset(row["code"] for row in reference.listed() if row["kind"] == "municipality")


class _Dumper(yaml.CSafeDumper):
    """Writes what is said twice a second time, as staff who read it know no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - yaml asks so
        return True


def written(document: Any) -> str:  # noqa: ANN401 - plain data of any shape
    """Plain data as YAML, in the order in which it stands."""
    return str(yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=118))
