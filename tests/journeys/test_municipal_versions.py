"""Two municipalities publish their own form of the prefecture's procedure, and take a new base over, each in its time."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from naniwa.services.procedures.definitions import FOLDER
from tests.journeys.conftest import Visit
from tests.journeys.site import Site
from tests.journeys.staff import Desk
from tests.journeys.towns import LEFT_OPEN, Town
from tests.journeys.visitor import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

DOG = FOLDER / "library" / "dog-registration.yaml"
TITLE, NEW_TITLE = "犬の登録", "犬の登録（新）"
CHANGES = (
    (
        "title: {ja: 犬の登録, en: Registration of a Dog}",
        "title: {ja: 犬の登録（新）, en: Registration of a Dog (new)}",
    ),
    ("担当の窓口にお問い合わせください。", "登録の窓口にお問い合わせください。"),
)
SETTLED = (
    ("鑑札の受け取り方は【市町村が定める】。", "鑑札の受け取り方は〔〕。"),
    ("How you get the tag is (set by the municipality).", "How you get the tag is []."),
    *((mark, "") for mark in LEFT_OPEN),
    ("〔〕", LEFT_OPEN[0]),
    ("How you get the tag is [].", f"How you get the tag is {LEFT_OPEN[1]}."),
)
QUESTION = """\
add:
  - to: form.pages.dog.fields
    after: called
    value:
      key: collar
      type: text
      label: {ja: 首輪の色, en: Colour of the collar}
    sample: 赤
"""


@pytest.fixture
def towns(visit: Visit, site: Site, tmp_path: Path) -> Iterator[tuple[Town, Town]]:
    """Osaka at desks with scripts, Sakai without scripts and on a phone."""
    publish(site, base(tmp_path))
    with ExitStack() as stack:

        def desk(key: str, width: int, *, scripts: bool) -> Desk:
            return Desk(stack.enter_context(visit(width=width, java_script_enabled=scripts)), key)

        yield (
            Town(TITLE, desk("publisher_osaka", DESKTOP, scripts=True), desk("publisher_osaka_b", PHONE, scripts=True)),
            Town(
                TITLE,
                desk("publisher_sakai", DESKTOP, scripts=False),
                desk("publisher_sakai_b", PHONE, scripts=False),
            ),
        )


def publish(site: Site, file: Path) -> None:
    opens = (timezone.localtime() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    site.run("procedures", "publish", str(file), "--opens", opens)


def test_two_municipalities_publish_their_form_and_take_a_new_base_over(
    towns: tuple[Town, Town], visit: Visit, site: Site, tmp_path: Path
) -> None:
    osaka, sakai = towns
    mended(osaka)
    sakai.write(窓口の受付時間_日本語="平日 9時から16時", 窓口の受付時間_英語="Weekdays, 9:00 to 16:00")
    sakai.writer.press("提案する")
    for town in towns:
        town.agree("変更案：二人目の承認待ち")
    chosen(visit, "大阪市", "大阪市保健所")
    chosen(visit, "堺市", "平日 9時から16時")
    publish(site, changed(tmp_path))
    osaka.wait_for("決める点が1件")
    sakai.wait_for("承認待ち")
    chosen(visit, "堺市", TITLE)
    sakai.agree("基本の第2版：承認待ち")
    decided(osaka)
    osaka.agree("基本の第2版：承認待ち")
    chosen(visit, "大阪市", "大阪市保健所")
    chosen(visit, "堺市", NEW_TITLE)
    seen_by_the_prefecture(visit)


def mended(town: Town) -> None:
    """What the law requires stays; the line that would remove it is named, and mended."""
    boxes = {"問い合わせ先_日本語": "大阪市保健所の窓口", "問い合わせ先_英語": "The health centre of Osaka City"}
    town.write("remove:\n  - form.pages.dog.fields.breed\n", **boxes)
    expect(town.writer.main).to_contain_text("2行目")
    expect(town.writer.main).to_contain_text("法令で必要なため")
    town.writer.main.get_by_label("そのほかの変更（YAML）").fill(QUESTION)
    town.writer.press("保存して、違いを見る")
    expect(town.writer.main).to_contain_text("首輪の色")
    town.writer.press("提案する")
    expect(town.writer.main).to_contain_text("あなたが提案しました")
    expect(town.writer.main.get_by_role("button", name="承認して公開する")).to_have_count(0)


def base(folder: Path, *changes: tuple[str, str]) -> Path:
    """As it is shipped, but with one text alone left to municipalities."""
    text = DOG.read_text(encoding="utf-8")
    for before, after in (*SETTLED, *changes):
        assert before in text
        text = text.replace(before, after)
    file = folder / "dog-registration.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def changed(folder: Path) -> Path:
    return base(folder, *CHANGES)


def decided(town: Town) -> None:
    """The one point on which both changed something is decided for the municipality."""
    town.writer.follow(town.writer.main.get_by_role("link", name="決める点が1件"), again=True)
    expect(town.writer.main).to_contain_text("どちらも変えています")
    expect(town.writer.main).to_contain_text(NEW_TITLE)
    town.writer.main.get_by_label("この市町村のままにする").check()
    town.writer.press("決めた内容で提案する")
    expect(town.writer.said).to_contain_text("提案しました")


def chosen(visit: Visit, town: str, said: str) -> None:
    """A resident without scripts finds the procedure once, and the municipality's form behind it."""
    with visit(width=PHONE, java_script_enabled=False) as visitor:
        visitor.open("/procedures/?q=犬")
        assert visitor.page.locator("main").get_by_role("link").filter(has_text=TITLE).count() == 1
        visitor.page.locator("main").get_by_role("link").filter(has_text=TITLE).click()
        visitor.check()
        visitor.page.locator("main").get_by_role("link", name=town, exact=True).click()
        visitor.check()
        expect(visitor.page.locator("main")).to_contain_text(said)
        expect(visitor.page.locator("main").get_by_role("link", name="申請をはじめる")).to_be_visible()


def seen_by_the_prefecture(visit: Visit) -> None:
    with visit() as visitor:
        desk = Desk(visitor, "publisher")
        desk.menu("市町村ごとの手続")
        desk.follow(desk.main.get_by_role("link", name=NEW_TITLE))
        rows = desk.main.locator("tbody tr")
        expect(rows).to_have_count(43)
        for town in ("大阪市", "堺市"):
            expect(rows.filter(has_text=town).first).to_contain_text("● 公開中")
