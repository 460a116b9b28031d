"""Hold every visible string to an English translation; `--update` writes what is new into each app's django.po.

An app's catalogue is `locale/en/LC_MESSAGES/django.po` in its folder. Japanese is the source language, so only
English is asked for. Named are: strings without a translation, fuzzy ones, translations that no string uses,
placeholders that differ, Japanese left in the English, and one string with two translations in two apps (Django
merges all catalogues, so only one of them would be seen).
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "naniwa"
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")
ELSEWHERE = SOURCE / "web"  # catalogues of what lies in no app, such as conf
SKIPPED = {"tests", "migrations", "locale", "static"}
PLURAL, CONTEXT, BOTH = (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    name + lazy: spec
    for name, spec in {"gettext": None, "ngettext": PLURAL, "pgettext": CONTEXT, "npgettext": BOTH}.items()
    for lazy in ("", "_lazy", "_noop")
} | {"_": None}
PLACEHOLDER = re.compile(r"%\([a-z_0-9.]+\)[sd]|\{[a-z_0-9.]*\}|%[sd]")
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")  # may stand in English as an example or a term
LATIN = re.compile(r"[a-z]{2}")
ENDONYMS = {"日本語", "やさしい日本語"}  # languages are listed in their own words

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Found:
    """A string in the source; `ids` has two entries where it has a plural."""

    ids: tuple[str, ...]
    context: str | None
    place: str

    @property
    def key(self) -> Key:
        """What tells one entry of a catalogue from another."""
        return self.context, self.ids[0]


def apps() -> list[Path]:
    """Folders that have a catalogue of their own, the innermost first."""
    folders = {file.parent for file in SOURCE.rglob("apps.py")} | {ELSEWHERE}
    return sorted(folders, key=lambda folder: -len(folder.parts))


def extract() -> dict[Path, list[Found]]:
    """Every marked string in Python and templates, by the app it belongs to."""
    found: dict[Path, list[Found]] = defaultdict(list)
    folders = apps()
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("templates/**/*.txt")]
    for file in sorted(files):
        if not SKIPPED.isdisjoint(file.relative_to(SOURCE).parts):
            continue
        app = next((folder for folder in folders if file.is_relative_to(folder)), ELSEWHERE)
        found[app] += _strings(file, file.relative_to(app, walk_up=True).as_posix())
    return found


def _strings(file: Path, place: str) -> Iterator[Found]:
    text = file.read_text()
    if file.suffix != ".py":
        # What templatize leaves has no Python indentation; without it the tokenizer reads every line.
        text = "\n".join(line.strip() for line in templatize(text, origin=place).splitlines())
    for _line, function, message, _comments in extract_python(BytesIO(text.encode()), KEYWORDS, (), {}):
        parts = _listed(message)
        context = parts.pop(0) if str(function).startswith(("pgettext", "npgettext")) else None
        ids = tuple(part for part in parts if part)  # what is not a literal is None or empty
        if ids:
            yield Found(ids, context, place)


def _listed(message: object) -> list[str | None]:
    """Babel gives a tuple, a string, or None for what is not a literal."""
    return list(message) if isinstance(message, tuple) else [message if isinstance(message, str) else None]


def read(app: Path) -> Catalog:
    """The app's catalogue, or an empty one."""
    path = app / CATALOGUE
    if not path.exists():
        return Catalog(locale="en", project="Naniwa", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def entries(catalogue: Catalog) -> dict[Key, Message]:
    """Entries by context and string, without the header."""
    return {(message.context, _ids(message)[0]): message for message in catalogue if message.id}


def _ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (list, tuple)) else (message.id,)


def texts(message: Message) -> tuple[str, ...]:
    """The translations of an entry: one, or one for each number."""
    return tuple(message.string) if isinstance(message.string, (list, tuple)) else (message.string or "",)


def faults(app: Path, strings: list[Found]) -> Iterator[str]:
    """What is wrong in one app, a line for each."""
    catalogue = read(app)
    known, name = entries(catalogue), app.relative_to(ROOT)
    used = {found.key: found for found in strings}
    for key, found in used.items():
        message = known.get(key)
        if message is None or not all(texts(message)):
            yield f"{name}/{found.place}: no English for {found.ids[0]!r}"
        elif message.fuzzy:
            yield f"{name / CATALOGUE}: fuzzy: {found.ids[0]!r}"
        else:
            yield from (f"{name / CATALOGUE}: {fault}" for fault in _wrong(found, message))
    for context, text in known.keys() - used.keys():
        yield f"{name / CATALOGUE}: no string uses {text!r}" + (f" (context {context!r})" if context else "")
    for message in catalogue.obsolete.values():
        yield f"{name / CATALOGUE}: obsolete: {_ids(message)[0]!r}"


def _wrong(found: Found, message: Message) -> Iterator[str]:
    wanted = {place for text in found.ids for place in PLACEHOLDER.findall(text)}
    for text in texts(message):
        given = set(PLACEHOLDER.findall(text))
        if given != wanted and not (len(found.ids) > 1 and given <= wanted):
            yield f"placeholders differ in {found.ids[0]!r}: {sorted(given ^ wanted)}"
        quoted = all(run in found.ids[0] for run in JAPANESE.findall(text)) and LATIN.search(text)
        if JAPANESE.search(text) and not quoted and text not in ENDONYMS:
            yield f"Japanese left in the English of {found.ids[0]!r}: {text!r}"


def contradictions(found: dict[Path, list[Found]]) -> Iterator[str]:
    """Strings that two apps translate differently."""
    seen: dict[Key, dict[tuple[str, ...], Path]] = defaultdict(dict)
    for app in found:
        for key, message in entries(read(app)).items():
            if all(texts(message)):
                seen[key].setdefault(texts(message), app)
    for (_context, text), translations in seen.items():
        if len(translations) > 1:
            said = "; ".join(f"{texts[0]!r} in {app.relative_to(SOURCE)}" for texts, app in translations.items())
            yield f"{text!r} has {len(translations)} translations (use pgettext, or agree): {said}"


def update(app: Path, strings: list[Found]) -> None:
    """Write the catalogue anew: in the order of the source, translations kept, what nothing uses dropped."""
    known = entries(read(app))
    fresh = Catalog(locale="en", project="Naniwa", charset="utf-8")
    places: dict[Key, set[str]] = defaultdict(set)
    for found in strings:
        places[found.key].add(found.place)
    for found in {found.key: found for found in reversed(strings)}.values():
        old = known.get(found.key)
        kept = old.string if old and len(texts(old)) == len(found.ids) else None
        fresh.add(
            found.ids if len(found.ids) > 1 else found.ids[0],
            kept,
            locations=[(place, 0) for place in sorted(places[found.key])],
            user_comments=old.user_comments if old else (),
            flags={"fuzzy"} if old and old.fuzzy else (),
            context=found.context,
        )
    path = app / CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(out, fresh, width=110, omit_header=True, include_lineno=False, sort_by_file=True)
    path.write_text(HEADER + out.getvalue().decode())


HEADER = r"""msgid ""
msgstr ""
"Project-Id-Version: Naniwa\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def main() -> int:
    settings.configure()
    found = extract()
    if "--update" in sys.argv:
        for app, strings in found.items():
            if strings:
                update(app, strings)
    problems = [fault for app, strings in found.items() for fault in faults(app, strings)]
    problems += contradictions(found)
    for problem in problems:
        print(problem)
    count = sum(len({string.key for string in strings}) for strings in found.values())
    print(f"{count} strings, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
