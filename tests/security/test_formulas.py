"""Spreadsheet formulas: no cell that a program would carry out, in any table that the site gives out."""

import csv
import io
import re
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.library.spreadsheet import csv_file
from naniwa.services.procedures.tests.browser import controls
from tests.security.asking import ask, tried
from tests.security.places import addresses
from tests.security.routes import ROUTES, admitted
from tests.security.world import FORMULA, ROLES, World

TABLES = ("text/csv", "application/vnd.openxmlformats", "text/tab-separated-values")
ACTIVE = re.compile(r"\s*[=+\-@\t\r]")
NUMBER = re.compile(r"-?[0-9][0-9,.]*")


@pytest.mark.parametrize(
    "given",
    [FORMULA, "+1+1", "-1+1|cmd", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1+1", "＋1", "－1+1", "＠x", "=1\n=2"],
)
def test_a_cell_of_ours_is_never_a_formula(given: str) -> None:
    _, (cell,) = csv.reader(io.StringIO(csv_file(["x"], [[given]]).decode("utf-8-sig"), newline=""))
    assert not re.match(r"[\s]*[=+\-@＝＋－＠]", cell), cell


def cells(content: bytes) -> list[str]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
        assert "<f>" not in text
        return []
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]


def exported(client: Client, kind: str) -> Any:
    """The ledger as a file of this kind."""
    page = ask(client, "get", reverse("procedures:staff_export_ask"))
    form = {**controls(page), "purpose": "review", "reason": "試す", "format": kind, "columns": ["reference", "name"]}
    made = ask(client, "post", reverse("procedures:staff_export_ask"), form)
    assert made.status_code == 302, made.content.decode()[-3000:]
    return ask(client, "get", made.headers["Location"] + "file/")


def test_a_colleague_does_not_find_the_export_of_another(world: World) -> None:
    client = world.client("reviewer")
    file = exported(client, "csv").request["PATH_INFO"]
    assert ask(client, "get", file).status_code == 200
    assert [ask(world.client(who), "get", file).status_code for who in ("approver", "outsider")] == [404, 404]


def test_no_table_of_the_site_holds_a_formula(world: World) -> None:
    """The name of an applicant in this world is one, and so is that of a procedure in the inventory."""
    people, places = world.clients("nobody", "owner", *ROLES), addresses(world)
    found = {
        name: cells(answer.body)
        for name, route in ROUTES.items()
        if route.get
        for answer in [tried(people[admitted(route.get)], "get", places[name])]
        if answer.headers.get("Content-Type", "").startswith(TABLES)
    }
    for kind in ("csv", "xlsx"):
        found[kind] = cells(exported(people["reviewer"], kind).body)
    found["inventory.xlsx"] = cells(tried(people["auditor"], "get", reverse("inventory:download", args=["xlsx"])).body)
    assert all(any(FORMULA in cell for cell in found[table]) for table in ("csv", "inventory:download"))
    active = [
        (name, cell) for name, row in found.items() for cell in row if ACTIVE.match(cell) and not NUMBER.fullmatch(cell)
    ]
    assert active == []
