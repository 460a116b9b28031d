"""A change of a base brought round to 43 municipalities, each with an overlay of its own, conflicts exact.

Bar: 5 s; every conflict that the change makes is named, and no other. `compose_s` lays all 43 decided overlays over
the new base, with every check and example of each.
"""

import time
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from benchmarks.support import database, report

if TYPE_CHECKING:
    from naniwa.kernel.forms.models import Version
    from naniwa.services.procedures.models import Adoption, Amendment

SECONDS, TOWNS = 5.0, 43
SLUG, PAGE = "dog-registration", "form.pages.dog.fields"
NOW = datetime(2027, 5, 10, tzinfo=UTC)
OURS, THEIRS = {"ja": "市の言い方", "en": "The city's words"}, {"ja": "府の言い方", "en": "The prefecture's words"}


def _question(key: str, kind: str) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": {"ja": f"質問 {key}", "en": f"Question {key}"}, "required": False}


# What an overlay may say, and what the new base makes of it.
LINES: tuple[tuple[dict[str, Any], str | None], ...] = (
    ({"replace": {"contact": OURS}}, "changed_in_both"),
    ({"replace": {"title": OURS}}, None),
    ({"remove": ["form.checks.late"]}, "fixed_by_law"),
    ({"replace": {f"{PAGE}.chip_number.hint": OURS}}, "moved"),
    ({"replace": {"form.checks.registered-elsewhere.staff": OURS}}, "removed_under"),
    ({"add": [{"to": PAGE, "after": "called", "value": _question("collar", "text")}]}, None),
    ({"remove": ["form.checks.place-unclear"]}, None),
    ({"add": [{"to": PAGE, "value": _question("leash", "text")}]}, "changed_in_both"),
    ({"replace": {f"{PAGE}.called.hint": OURS}}, None),
)


def main() -> None:
    with database():
        from naniwa.kernel.organisations.isolation import as_system

        with as_system():
            adoptions = _adopted(_published(_old()))
            _published(_new(_old()))
            started = time.monotonic()
            made = _brought_round()
            seconds = time.monotonic() - started
            found = {one.adoption_id: sorted(line["kind"] for line in one.lines) for one in _amendments()}
            exact = found == {pk: sorted(filter(None, kinds)) for pk, kinds in adoptions.items()}
            started = time.monotonic()
            sound = sum(_sound(one) for one in _amendments())
            compose_s = time.monotonic() - started
    figures = {
        "municipalities": made,
        "seconds": round(seconds, 2),
        "conflicts": sum(map(len, found.values())),
        "exact": exact,
        "sound": sound,
        "compose_s": round(compose_s, 2),
    }
    ok = seconds <= SECONDS and exact and made == sound == TOWNS
    report("overlays", figures, bar={"seconds": SECONDS, "exact": True}, ok=ok)


def _old() -> dict[str, Any]:
    from naniwa.kernel.forms.definition import read
    from naniwa.services.procedures.definitions import FOLDER

    return dict(read(FOLDER / "library" / f"{SLUG}.yaml").document)


def _new(old: Mapping[str, Any]) -> dict[str, Any]:
    """The prefecture changes a wording, moves a question, drops a check, marks another, and asks something new."""
    from naniwa.services.procedures.definitions.overlays import places

    document = deepcopy(dict(old))
    places.put(document, "contact", THEIRS)
    places.put(document, "form.checks.late.fixed", value=True)
    places.get(document, "form.pages.vaccination.fields").insert(0, places.take(document, f"{PAGE}.chip_number"))
    places.take(document, "form.checks.registered-elsewhere")
    places.get(document, PAGE).append(_question("leash", "kana"))
    return document


def _published(document: Mapping[str, Any]) -> "Version":
    from naniwa.kernel.forms import operations as forms
    from naniwa.services.procedures.definitions.overlays import written
    from naniwa.services.procedures.queries.live import KIND

    return forms.publish(kind=KIND, slug=str(document["slug"]), source=written(document), by=None, now=NOW)


def _adopted(base: "Version") -> dict[int, list[str | None]]:
    """Every municipality publishes its own choice of the lines; gives the conflicts to expect by adoption."""
    from naniwa.kernel.organisations import queries as organisations

    places = organisations.municipalities()
    chosen = {
        place.code: [LINES[at] for at in range(len(LINES)) if (37 * number + 11) >> at & 1]
        for number, place in enumerate(places)
    }
    made = [_adoption(place, base, [said for said, _kind in chosen[place.code]]) for place in places]
    return {one.pk: [kind for _said, kind in chosen[one.organisation.code]] for one in made}


def _adoption(place: Any, base: "Version", said: list[dict[str, Any]]) -> "Adoption":  # noqa: ANN401 - an organisation
    from naniwa.kernel.organisations import queries as organisations
    from naniwa.services.procedures.definitions import overlays
    from naniwa.services.procedures.definitions.overlays.content import content_of
    from naniwa.services.procedures.models import Adoption

    lines: dict[str, Any] = {"replace": {}, "remove": [], "add": []}
    for one in said:
        lines["replace"] |= one.get("replace", {})
        lines["remove"] += one.get("remove", [])
        lines["add"] += one.get("add", [])
    overlay = overlays.Overlay.model_validate({"base": SLUG, "municipality": place.code, **lines})
    composed = overlays.compose(overlays.base(base.source), overlay, version=base.number)
    assert composed.sound, composed.troubles
    content = content_of(overlay)
    return Adoption.objects.create(
        organisation=place,
        owner=organisations.prefecture(),
        base=SLUG,
        base_version=base,
        version=_published(composed.document),
        wording=dict(content.wording),
        extras=content.extras,
        started_at=NOW,
    )


def _brought_round() -> int:
    from naniwa.services.procedures.operations import offering

    return offering.offer(base=SLUG, now=NOW)


def _amendments() -> "list[Amendment]":
    from naniwa.services.procedures.models import Amendment

    found = Amendment.objects.select_related("adoption__organisation", "adoption__base_version", "base_version")
    return list(found.order_by("pk"))


def _sound(one: "Amendment") -> bool:
    """Whether the overlay, with its own way at every conflict that leaves a choice, may be published."""
    from naniwa.services.procedures.definitions import overlays
    from naniwa.services.procedures.queries.overlays import merged

    found = merged(one)
    decided = found.decided({number: conflict.choices[0] for number, conflict in enumerate(found.conflicts)})
    return overlays.compose(overlays.base(one.base_version.source), decided, version=one.base_version.number).sound


if __name__ == "__main__":
    main()
