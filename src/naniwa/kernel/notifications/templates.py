"""The wordings of messages: one versioned file each, `<app>/notices/<key>.yaml`, in Japanese, English, perhaps more."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from django.apps import apps
from pydantic import BaseModel, ConfigDict, Field, ValidationError

FOLDER = "notices"
LANGUAGES = ("ja", "en")
FURTHER = ("easy", "zh", "ko", "vi")
"""Languages that a message may have, too: subject and body."""
# What every message can say; `operations.send` fills these in.
COMMON = frozenset({"name", "reference", "office", "office_phone", "office_hours", "site_url"})
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
STRAY_BRACE = re.compile(r"[{}]")


class BadTemplate(Exception):
    """A file that cannot be used; says where and why."""


class UnknownTemplate(Exception):
    """No file has this key."""


class MissingPlaceholder(Exception):
    """The caller did not give a value that the wording needs."""


class _Wording(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    ja: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]
    easy: str = ""
    zh: str = ""
    ko: str = ""
    vi: str = ""

    def by_language(self) -> dict[str, str]:
        return {language: text for language in (*LANGUAGES, *FURTHER) if (text := getattr(self, language).strip())}


class _Source(BaseModel):
    """The file's own shape; `placeholders` are those that the sender gives beside the common ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Annotated[int, Field(ge=1)]
    placeholders: frozenset[str] = frozenset()
    subject: _Wording
    body: _Wording


@dataclass(frozen=True)
class Template:
    """`subject` and `body` by language: `ja` and `en`, and those of FURTHER that there are (`easy`: やさしい日本語)."""

    key: str
    version: int
    placeholders: frozenset[str]
    subject: Mapping[str, str]
    body: Mapping[str, str]


def language_of(language: str) -> str:
    """The language a message is written in: やさしい日本語 is served by Japanese."""
    return "en" if language.startswith("en") else "ja"


def spoken(template: Template, language: str) -> str:
    """The language of the template's words: やさしい日本語 and others where it has them."""
    wanted = "easy" if language.endswith("easy") else language
    return wanted if wanted in template.subject and wanted in template.body else language_of(language)


def get(key: str) -> Template:
    """The template `<app>.<name>`. Raises UnknownTemplate, BadTemplate."""
    try:
        return registry()[key]
    except KeyError as error:
        raise UnknownTemplate(key) from error


@cache
def registry() -> Mapping[str, Template]:
    """All templates of all installed apps. Raises BadTemplate."""
    return {key: read(key, path) for key, path in files()}


def files() -> Iterator[tuple[str, Path]]:
    """Keys and files of all templates."""
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, FOLDER).glob("*.yaml")):
            yield f"{config.label}.{path.stem}", path


def read(key: str, path: Path) -> Template:
    """Read and check one file. Raises BadTemplate."""
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        source = _Source.model_validate(content)
    except (yaml.YAMLError, ValidationError) as error:
        message = f"{path}: {error}"
        raise BadTemplate(message) from error
    made = Template(
        key=key,
        version=source.version,
        placeholders=source.placeholders,
        subject=source.subject.by_language(),
        body={language: f"{text}\n" for language, text in source.body.by_language().items()},
    )
    if problems := list(faults(made)):
        message = f"{path}: {'; '.join(problems)}"
        raise BadTemplate(message)
    return made


def faults(template: Template) -> Iterator[str]:
    """What is wrong with the placeholders: unknown, in one language only, never used, or a stray brace."""
    if template.subject.keys() != template.body.keys():
        yield f"{' '.join(sorted(template.subject.keys() ^ template.body.keys()))}: subject or body is missing"
        return
    used = {language: _used(template, language) for language in template.subject}
    every, some = _common_to_all(used.values())
    for language, names in used.items():
        for name in sorted(names - template.placeholders - COMMON):
            yield f"{language}: {{{name}}} is not declared"
        if STRAY_BRACE.search(PLACEHOLDER.sub("", template.subject[language] + template.body[language])):
            yield f"{language}: a brace that is no placeholder"
        if "\n" in template.subject[language]:
            yield f"{language}: the subject has more than one line"
    for name in sorted(some - every):
        yield f"{{{name}}} stands in one language only"
    for name in sorted(template.placeholders - some):
        yield f"{{{name}}} is declared but never used"


def fill(template: Template, language: str, context: Mapping[str, object]) -> tuple[str, str]:
    """Subject and body in one language; values are put in as they are, never read as wording themselves.

    Raises MissingPlaceholder.
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in context:
            raise MissingPlaceholder(template.key, match[1])
        return str(context[match[1]])

    subject, body = template.subject[language], template.body[language]
    return PLACEHOLDER.sub(value, subject), PLACEHOLDER.sub(value, body)


def _common_to_all(used: Iterable[set[str]]) -> tuple[set[str], set[str]]:
    """Names that every language has, and those that some have."""
    every, *others = used
    return every.intersection(*others), every.union(*others)


def _used(template: Template, language: str) -> set[str]:
    return set(PLACEHOLDER.findall(template.subject[language])) | set(PLACEHOLDER.findall(template.body[language]))
