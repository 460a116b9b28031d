"""One ID in a real browser: a card or a passkey before handing in, and a service of somebody else's that is entered."""

import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.journeys import other_service
from tests.journeys.conftest import Visit
from tests.journeys.site import PATIENCE, Site
from tests.journeys.visitor import DESKTOP, PHONE, Visitor
from tests.thorough import ways

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

DEFINITION = Path(__file__).with_name("asking.yaml")
NUMBER = "1234 5678 9018"
"""Made up, with the check digit of a My Number."""


def asking(site: Site, level: str, folder: Path) -> str:
    """A short procedure that asks for this level; its slug."""
    file, prefix = folder / f"{level}.yaml", {"electronic": "EL", "passkey": "PK"}[level]
    file.write_text(DEFINITION.read_text().replace("LEVEL", level).replace("PREFIX", prefix))
    site.run("procedures", "publish", str(file))
    return f"asks-{level}"


def sign_in(visitor: Visitor, site: Site, email: str) -> None:
    """On the page of sign-in that is open now."""
    visitor.page.locator("input[name=email]").fill(email)
    visitor.press("メールを送る")
    visitor.open(site.link(email, about="ログイン").replace(site.url, visitor.home))
    visitor.press("ログインする")


def fill_in(visitor: Visitor, site: Site, slug: str) -> None:
    """From the page about the procedure to the last look."""
    visitor.open(f"/procedures/{slug}/")
    visitor.check()
    visitor.open(f"/procedures/{slug}/apply/")
    sign_in(visitor, site, f"{uuid4().hex[:10]}@example.jp")
    page = visitor.page
    for part, value in (("family", "辻󠄀"), ("given", "㐂一"), ("family_kana", "ツジ"), ("given_kana", "キイチ")):
        page.locator(f'[name="person.{part}"]').fill(value)
    page.locator('[name="home.postal_code"]').fill("540-8570")
    if visitor.scripts:
        expect(page.locator('[name="home.municipality"]')).to_have_value("大阪市中央区")
    page.locator('[name="home.town"]').fill("大手前")
    page.locator('[name="home.street"]').fill("2丁目1-22")
    page.locator('[name="remarks"]').fill(f"番号は{NUMBER}です")
    go_on(visitor)
    expect(page.locator("main")).to_contain_text("マイナンバー（個人番号）と思われる12けたの数字")
    visitor.check(again=True)
    page.locator('[name="remarks"]').fill("")
    go_on(visitor)


def go_on(visitor: Visitor) -> None:
    visitor.page.locator(".nw-acts button[value=next]").click()
    visitor.page.wait_for_load_state()


@pytest.mark.parametrize(("width", "scripts"), ways([(DESKTOP, False)], more=[(PHONE, True)]))
def test_a_card_is_read_before_handing_in(
    visit: Visit, site: Site, tmp_path: Path, *, width: int, scripts: bool
) -> None:
    slug = asking(site, "electronic", tmp_path)
    with visit(width=width, java_script_enabled=scripts, expected={403}) as visitor:
        fill_in(visitor, site, slug)
        page = visitor.page
        expect(page.get_by_role("heading", name="あと一つ、本人の確認が要ります")).to_be_visible()
        visitor.check()
        visitor.press("本人であることを確かめる")
        visitor.check()
        visitor.press("マイナンバーカード（試験用の読み取り）")
        expect(page.get_by_text("これは試験用の画面です")).to_be_visible()
        visitor.check()
        page.locator("#card-ended").check()
        page.locator("#code").fill("1234")
        visitor.press("読み取る")
        expect(page.locator("h1")).to_contain_text("本人を確かめられませんでした")
        visitor.check()
        visitor.press("もとの画面へ戻る")
        expect(page.locator("main")).to_contain_text("辻󠄀 㐂一")
        visitor.press("本人であることを確かめる")
        visitor.press("マイナンバーカード（試験用の読み取り）")
        page.locator("#card-hanako" if scripts else "#card-taro").check()
        page.locator("#code").fill("1234")
        visitor.press("読み取る")
        expect(page.locator("main")).to_contain_text("辻󠄀 㐂一")
        page.locator("#consent").check()
        visitor.press("提出する")
        expect(page).to_have_url(re.compile("/receipt/"))
        visitor.open("/account/cards/")
        visitor.check()
        visitor.open("/account/")
        visitor.check()


def test_a_passkey_is_set_up_and_used_before_handing_in(visit: Visit, site: Site, tmp_path: Path) -> None:
    slug = asking(site, "passkey", tmp_path)
    with visit(width=PHONE) as visitor:
        session = visitor.context.new_cdp_session(visitor.page)
        session.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        visitor.home = visitor.home.replace("127.0.0.1", "localhost")
        fill_in(visitor, site, slug)
        visitor.press("本人であることを確かめる")
        visitor.check()
        visitor.press("パスキーを登録する")
        visitor.press("登録する")
        expect(visitor.page.locator("h1")).to_contain_text("予備の番号")
        visitor.press("申請の画面へ戻る")
        visitor.page.locator("#consent").check()
        visitor.press("提出する")
        expect(visitor.page).to_have_url(re.compile("/receipt/"))


@pytest.mark.parametrize(("width", "scripts"), ways([(PHONE, True)], more=[(DESKTOP, False)]))
def test_a_service_is_entered_known_and_told_of_the_sign_out(
    visit: Visit, site: Site, *, width: int, scripts: bool
) -> None:
    with other_service.serving(site.url) as service:
        name = f"なにわバス {service.url.rpartition(':')[2]}"
        told = site.run(
            "services", "add", name, "--organisation", "270008-digital", "--operator", "なにわバス株式会社",
            "--purpose-ja", "回数券と見守りの登録に使います。", "--purpose-en", "For tickets and watch-over.",
            "--redirect", f"{service.url}/back", "--logout", f"{service.url}/logout", "--scope", "profile", "--json",
        )  # fmt: skip
        service.client_id, service.secret = (json.loads(told)[key] for key in ("client_id", "client_secret"))
        with visit(width=width, java_script_enabled=scripts) as visitor:
            _enter(visitor, site, service)
            visitor.open("/account/services/")
            expect(visitor.page.locator("main")).to_contain_text(name)
            visitor.check()
            visitor.open("/account/")
            sign_out = visitor.page.locator('form[action="/account/sign-out/"] button').first
            visitor.page.locator("details").filter(has=sign_out).locator("summary").first.click()
            sign_out.click()
            assert service.left.wait(PATIENCE)
        assert service.logout["sub"] == service.known["sub"] == service.known["userinfo"]["sub"]
        assert service.logout["sid"] == service.known["sid"]


def _enter(visitor: Visitor, site: Site, service: other_service.OtherService) -> None:
    email = f"{uuid4().hex[:10]}@example.jp"
    visitor.open(service.url)
    visitor.press("大阪府のIDでログイン")
    visitor.check()
    sign_in(visitor, site, email)
    expect(visitor.page.locator("h1")).to_contain_text("にログインしますか")
    visitor.check()
    visitor.press("この情報を渡してログインする")
    expect(visitor.page.locator("h1")).to_contain_text("ようこそ")
