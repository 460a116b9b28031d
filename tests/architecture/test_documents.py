"""The documentation says what is: links lead somewhere, guides can be followed, settings and commands are complete."""

import re
from dataclasses import fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main
from django.conf import settings
from django.utils import timezone

from naniwa.cli import app
from naniwa.conf.environment import Environment
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.check_ins.definitions import visitor_words
from naniwa.services.procedures import definitions
from naniwa.services.procedures.operations import publishing
from naniwa.services.procedures.service import SERVICE
from scripts import check_messages
from tests.architecture.sources import ROOT, name

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
GUIDES = sorted([*DOCS.glob("tutorials/*.md"), *DOCS.glob("how-to/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BOLD = re.compile(r"\*\*([^*]+)\*\*")
SAMPLE = DOCS / "how-to" / "first-grant.yaml"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    linked = [link for link in LINK.findall(page.read_text()) if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in linked if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [*DOCS.glob("tutorials/*.md"), *DOCS.glob("how-to/*.ja.md")], ids=name)
def test_what_staff_read_stands_in_both_languages(page: Path) -> None:
    other = page.name.replace(".ja.md", ".md") if page.name.endswith(".ja.md") else page.stem + ".ja.md"
    assert page.with_name(other).exists()


def test_every_setting_is_described() -> None:
    described = (DOCS / "reference" / "settings.md").read_text()
    settings = [f"NANIWA_{field.name.upper()}" for field in fields(Environment)]
    assert [setting for setting in settings if f"`{setting}`" not in described] == []


def test_every_command_is_described_with_its_options() -> None:
    described = (DOCS / "reference" / "commands.md").read_text()
    missing = []
    for words, command in _commands(typer.main.get_command(app), "naniwa"):
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        wanted = [f"`{words}", *(f"`{option}" for option in options if option != "--help")]
        missing += [f"{words}: {text}" for text in wanted if text not in described]
    assert missing == []


def _commands(command: Any, words: str) -> list[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        return [(words, command)]
    return [found for key, one in inner.items() for found in _commands(one, f"{words} {key}")]


def test_every_kind_of_field_is_described() -> None:
    described = (DOCS / "reference" / "definition.md").read_text()
    kinds = set(
        re.findall(r'type: Literal\["(\w+)"\]', (ROOT / "src/naniwa/kernel/forms/definition/fields.py").read_text())
    )
    assert kinds
    assert [kind for kind in sorted(kinds) if f"`{kind}`" not in described] == []


@pytest.mark.parametrize("guide", ["new-grant.md", "new-grant.ja.md"])
def test_the_guide_to_a_new_grant_can_be_followed_to_the_word(guide: str, tmp_path: Path) -> None:
    """Its changes are made to the sample, and each check must say what the guide says that it says."""
    text, grant = SAMPLE.read_text(), tmp_path / "telework-grant.yaml"
    checks = 0
    for kind, block in BLOCK.findall((DOCS / "how-to" / guide).read_text()):
        if kind == "diff":
            text = _changed(text, block)
        elif kind == "console":
            grant.write_text(text)
            said = [
                str(flaw).replace(str(grant), "docs/how-to/telework-grant.yaml") for flaw in definitions.check(grant)
            ]
            assert _printed(block, said) == (said or ["Sound: ready to be published."])
            checks += 1
    assert checks == 3  # one typing mistake, examples that do not fit, sound


def _changed(text: str, block: str) -> str:
    lines = block.splitlines()
    before = "\n".join(line[1:] for line in lines if line[0] in " -")
    after = "\n".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1, before
    return text.replace(before, after)


def _printed(block: str, said: list[str]) -> list[str]:
    """What the guide shows below the command; "…" stands for the rest."""
    shown = block.splitlines()[1:]
    return shown[:-1] + said[len(shown) - 1 :] if shown[-1] == "…" else shown


@pytest.mark.django_db
def test_the_sample_that_guides_start_from_can_be_published() -> None:
    now = timezone.now()
    with as_system():
        organisations.load_reference()
        window = {"opens_at": _at("2026-11-01"), "closes_at": _at("2027-03-31"), "corrections_until": _at("2027-04-30")}
        version = publishing.publish(path=SAMPLE, window=window, by=None, now=now)
    assert (version.slug, version.number) == ("ventilation-grant", 1)


def _at(day: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(day))


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_words_in_bold_stand_on_the_screen(guide: Path) -> None:
    shown = _on_screen("ja" if guide.name.endswith(".ja.md") else "en")
    named = set(BOLD.findall(guide.read_text()))
    assert [words for words in sorted(named) if not any(each.fullmatch(words) for each in shown)] == []


@cache
def _on_screen(language: str) -> list[re.Pattern[str]]:
    """Strings of the interface, with anything for their placeholders; menu entries; texts of the sample; visitors' pages."""
    found = check_messages.extract()
    if language == "ja":
        strings = [text for each in found.values() for one in each for text in one.ids]
    else:
        strings = [text for app in found for entry in check_messages.entries(check_messages.read(app)).values()
                   for text in check_messages.texts(entry)]  # fmt: skip
    menus = [item.label if language == "ja" else item.label_en for item in SERVICE.navigation]
    sample = re.findall(rf"{language}: ([^,}}\n]+)", SAMPLE.read_text())
    languages = [str(label) for _code, label in settings.LANGUAGES]
    spoken = visitor_words(language).values()
    patterns = [check_messages.PLACEHOLDER.split(text) for text in {*strings, *menus, *sample, *languages, *spoken}]
    return [
        re.compile(".+".join(map(re.escape, parts))) for parts in patterns if "".join(parts).strip(" /-:：、（）()")
    ]
