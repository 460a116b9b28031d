"""Keeps the examples of a base true to what an overlay adds and takes away."""

from typing import Any

from naniwa.services.procedures.definitions.overlays import places


def answered(document: dict[str, Any], key: str, sample: Any) -> None:  # noqa: ANN401 - any answer
    """Answer an added question in every example that starts from no other."""
    for example in document.get("examples", []):
        if "like" not in example:
            example.setdefault("answers", {}).setdefault(key, sample)


def without(document: dict[str, Any], path: str, gone: dict[str, Any]) -> None:
    """Take out what examples and documents say of a field or a check that was removed."""
    name = str(places.name_of(gone))
    if path.startswith("form.checks."):
        _without_check(document, name)
    elif path.startswith("form.pages.") and ".options." not in path:
        _without_field(document, name)
    elif path.startswith("examples."):
        _without_examples(document, {name}, {name: gone})


def _without_field(document: dict[str, Any], key: str) -> None:
    for example in document.get("examples", []):
        example.get("answers", {}).pop(key, None)
        problems = example.get("expect", {}).get("problems")
        if problems:
            kept = [one for one in problems if one.partition(".")[0] != key]
            example["expect"]["problems"] = kept
    for paper in document.get("documents", []):
        if key in paper.get("fields", ()):
            paper["fields"] = [one for one in paper["fields"] if one != key]


def _without_check(document: dict[str, Any], code: str) -> None:
    """An example that shows the check goes with it."""
    shown = {one["name"]: one for one in document["examples"] if code in one.get("expect", {}).get("findings", ())}
    document["examples"] = [one for one in document["examples"] if one["name"] not in shown]
    _without_examples(document, set(shown), shown)


def _without_examples(document: dict[str, Any], names: set[str], gone: dict[str, dict[str, Any]]) -> None:
    """Examples that start from one that went take over its answers."""
    for example in document["examples"]:
        while (like := example.get("like")) in names:
            earlier = gone[str(like)]
            example["answers"] = _over(earlier.get("answers", {}), example.get("answers", {}))
            example.pop("like")
            if "like" in earlier:
                example["like"] = earlier["like"]


def _over(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    both = dict(before)
    for key, value in after.items():
        earlier = both.get(key)
        both[key] = earlier | value if isinstance(earlier, dict) and isinstance(value, dict) else value
    return both
