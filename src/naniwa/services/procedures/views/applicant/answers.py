"""Answers as lists that are read, page by page, with links that mend them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from naniwa.design.fields import element_id
from naniwa.design.parts import Answer
from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.views.applicant.rendering import file_urls, say

type EditUrl = Callable[[str, str], str]
"""From the keys of a page and a field to where the field is mended."""


@dataclass(frozen=True)
class Section:
    """One page of answers."""

    title: str
    answers: list[Answer]


def sections(
    version: Live,
    answers: Mapping[str, Any],
    *,
    edit: EditUrl | None = None,
    problems: Sequence[Problem] = (),
    notes: Mapping[str, str] | None = None,
) -> list[Section]:
    """Every question that shows, with its answer, and a note below it where there is one."""
    form = version.form
    return [
        Section(
            say(page.title),
            [
                replace(
                    _answer(version, field, answers, edit(page.key, field.key) if edit else "", problems),
                    note=(notes or {}).get(field.key, ""),
                )
                for field in form.visible_fields(page.key, answers)
            ],
        )
        for page in form.visible_pages(answers)
    ]


def _answer(
    version: Live, field: AnyField, answers: Mapping[str, Any], url: str, problems: Sequence[Problem]
) -> Answer:
    value = answers.get(field.key)
    faults = [say(problem.message) for problem in problems if problem.field.partition(".")[0] == field.key]
    if field.type == "person_name" and isinstance(value, dict):
        name, reading = f"{value['family']} {value['given']}", f"{value['family_kana']} {value['given_kana']}"
        return Answer(
            term=say(field.label), value=name.strip(), reading=reading.strip(), edit_url=url, error=" ".join(faults)
        )
    return Answer(term=say(field.label), value=_words(version, field, value), edit_url=url, error=" ".join(faults))


def _words(version: Live, field: AnyField, value: Any) -> str:  # noqa: ANN401 - any answer
    if field.type == "file":
        return file_links(value or ())
    return version.form.display(field.key, value, get_language() or "ja")


def file_links(files: Sequence[Mapping[str, Any]]) -> SafeString:
    """The names of files, each a link to the file."""
    return format_html_join(mark_safe("<br>"), "{}", ((_file_link(file),) for file in files))


def _file_link(file: Mapping[str, Any]) -> str:
    url = file_urls(str(file["id"]), str(file["name"])).get("url")
    return format_html('<a href="{}">{}</a>', url, file["name"]) if url else str(file["name"])


def field_anchor(field: str) -> str:
    """The place of a field on its page."""
    return f"#{element_id(field)}"
