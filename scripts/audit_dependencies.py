"""Look up every locked dependency, Python's and the front end's, among the known vulnerabilities of OSV.

Status 1 names those found; status 2 says that nothing could be looked up, so that nobody takes silence for safety.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "https://api.osv.dev/v1/querybatch"
AT_ONCE, PATIENCE = 500, 30

type Package = tuple[str, str, str]


def locked() -> list[Package]:
    """Ecosystem, name and version of everything in uv.lock and package-lock.json."""
    return sorted({*_python((ROOT / "uv.lock").read_text()), *_npm((ROOT / "package-lock.json").read_text())})


def _python(text: str) -> Iterator[Package]:
    for package in tomllib.loads(text)["package"]:
        if "registry" in package["source"]:
            yield "PyPI", package["name"], package["version"]


def _npm(text: str) -> Iterator[Package]:
    for place, package in json.loads(text)["packages"].items():
        if place:
            yield "npm", place.rpartition("node_modules/")[2], package["version"]


def known(packages: list[Package]) -> dict[Package, list[str]]:
    """The names of what is known against each. Raises OSError where the source cannot be reached."""
    queries = [{"package": {"ecosystem": kind, "name": name}, "version": version} for kind, name, version in packages]
    found: dict[Package, list[str]] = {}
    for start in range(0, len(queries), AT_ONCE):
        answers = _asked(queries[start : start + AT_ONCE])
        for package, answer in zip(packages[start:], answers, strict=False):
            if vulnerabilities := answer.get("vulns"):
                found[package] = [str(one["id"]) for one in vulnerabilities]
    return found


def _asked(queries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    body = json.dumps({"queries": queries}).encode()
    request = Request(SOURCE, body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - as above
        results: list[dict[str, Any]] = json.load(answer)["results"]
    return results


def main() -> int:
    packages = locked()
    try:
        found = known(packages)
    except (URLError, OSError) as problem:
        print(f"NOT AUDITED: {SOURCE} cannot be reached from here ({problem}). Run `make audit` where it can.")
        return 2
    for (kind, name, version), names in found.items():
        print(f"{kind} {name} {version}: {', '.join(f'https://osv.dev/{one}' for one in names)}")
    print(f"{len(packages)} locked packages looked up; {len(found)} with known vulnerabilities.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
