"""A daughter applies for her mother: proposed on a phone, confirmed by a real mail, chosen at the door, ended at once."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from naniwa.library.periods import TOKYO
from tests.journeys.applicants import SLUG
from tests.journeys.conftest import Visit
from tests.journeys.site import Site
from tests.journeys.staff import Desk
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
BAR = "難波 ハナ さんの代理で手続しています"


def sign_in(visitor: Visitor, site: Site, address: str) -> None:
    visitor.page.get_by_label("メールアドレス").fill(address)
    visitor.page.locator("main form button").first.click()
    visitor.open(site.link(address, about="ログイン"))
    visitor.page.locator("main form button").first.click()
    visitor.page.wait_for_load_state()


def propose(visitor: Visitor, mother: str) -> None:
    page = visitor.page
    visitor.open("/mandates/propose/")
    visitor.check()
    page.get_by_role("link", name="家族").click()
    visitor.check()
    for name, text in (
        ("name", "難波 ハナ"), ("kana", "ナンバ ハナ"), ("address", "大阪市中央区大手前2丁目1-22"), ("email", mother),
        ("agent_name", "𠮷野 幸子"), ("agent_kana", "ヨシノ サチコ"), ("ends_on", (datetime.now(TOKYO) + timedelta(days=30)).date().isoformat()),
    ):  # fmt: skip
        page.locator(f'[name="{name}"]').fill(text)
    page.locator('[name="organisation"]').select_option(index=1)
    visitor.press("この内容で申し出る")
    expect(page.locator("main")).to_contain_text("本人に確認のメールを送りました")
    visitor.check()


def stays_in_sight(visitor: Visitor) -> None:
    """The bar, at the foot of the page too; and it hides nothing that has the focus (WCAG 2.4.11)."""
    page, bar = visitor.page, visitor.page.locator(".nw-agency")
    page.locator("footer a").last.focus()
    expect(bar).to_be_in_viewport(ratio=1)
    for _press in range(40):
        page.keyboard.press("Shift+Tab")
        focused, lowest = page.locator("main :focus"), bar.bounding_box()
        if lowest and focused.count() and not bar.locator(":focus").count():
            box = focused.bounding_box()
            assert box is None or box["y"] >= lowest["y"] + lowest["height"] - 1


def test_a_daughter_applies_for_her_mother(visit: Visit, site: Site) -> None:
    mother, daughter = (f"{who}-{uuid4().hex[:6]}@resident.example.jp" for who in ("mother", "daughter"))
    with visit(width=PHONE, java_script_enabled=False, expected={404}) as visitor, visit(width=PHONE) as other:
        visitor.open("/mandates/about/")
        visitor.check()
        visitor.press("代理のページへ")
        sign_in(visitor, site, daughter)
        visitor.check()
        propose(visitor, mother)
        for path in ("/mandates/asked/", "/mandates/many/"):
            visitor.open(path)
            visitor.check()
        other.open(site.link(mother, about="代理を申し出ています"))
        other.page.locator("main form button").first.click()
        expect(other.page.locator("h1")).to_contain_text("代理を頼みますか")
        other.check()
        other.press("この内容で代理を頼む")
        other.check()
        visitor.open(f"/procedures/{SLUG}/apply/")
        visitor.check()
        visitor.page.get_by_role("link", name="難波 ハナ さんの代理で申請").click()
        expect(visitor.page.locator("main")).to_contain_text(BAR)
        visitor.check()
        stays_in_sight(visitor)
        with visit() as desk:
            Desk(desk, "reviewer_a").menu("代理の確認")
            desk.check()
        other.press("この代理を取りやめる")
        other.check()
        other.press("取りやめる")
        other.check()
        assert site.mail(daughter, about="代理が終わりました")
        visitor.page.reload()
        expect(visitor.page.locator("main")).not_to_contain_text(BAR)
