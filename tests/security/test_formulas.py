"""Spreadsheet formulas: no cell that a program would carry out, in any table that the site gives out."""

import csv
import io
import re
import zipfile

import pytest

from naniwa.library.spreadsheet import csv_file
from tests.security.asking import tried
from tests.security.routes import ROUTES, addresses, admitted
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


def test_no_table_of_the_site_holds_a_formula(world: World) -> None:
    """The name of an applicant in this world is one."""
    people, places = world.clients("nobody", "owner", *ROLES), addresses(world)
    found = {
        name: cells(answer.body)
        for name, route in ROUTES.items()
        if route.get
        for answer in [tried(people[admitted(route.get)], "get", places[name])]
        if answer.headers.get("Content-Type", "").startswith(TABLES)
    }
    assert found
    active = [
        (name, cell) for name, row in found.items() for cell in row if ACTIVE.match(cell) and not NUMBER.fullmatch(cell)
    ]
    assert active == []
