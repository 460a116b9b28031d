"""Files, which are uploaded and checked elsewhere (kernel.documents); an answer holds what is said about each."""

from typing import Any

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import FileField
from naniwa.kernel.forms.validation.kind import Posted
from naniwa.kernel.forms.validation.messages import problem

type Files = list[dict[str, Any]]


class File:
    """List of {id, name, media_type, size in bytes}."""

    def parse(self, field: FileField, name: str, data: Posted) -> Files | None:
        return None

    def kept(self, name: str, data: Posted, existing: Files | None) -> Files | None:
        """Files accepted earlier, without those whose id the page no longer sends; all if it sends none at all."""
        if existing is None or name not in data:
            return existing
        return [one for one in existing if one["id"] in data[name]] or None

    def shape(self, value: object) -> bool:
        if not isinstance(value, list):
            return False
        return not [one for one in value if not isinstance(one, dict) or "id" not in one or "name" not in one]

    def check(self, field: FileField, name: str, value: Files) -> list[Problem]:
        if len(value) <= field.at_most:
            return []
        return [problem("too_many_files", field, name, count=field.at_most)]

    def display(self, field: FileField, value: Files, language: str) -> str:
        return (", " if language.startswith("en") else "、").join(str(one["name"]) for one in value)

    def post(self, field: FileField, name: str, value: Files) -> dict[str, list[str]]:
        return {name: [str(one["id"]) for one in value]}


FILE = File()
