"""What an applicant does, step by step, with or without scripts, in any language: fields are found by name, acts by words."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from secrets import randbelow
from uuid import uuid4

from playwright.sync_api import Locator, expect

from tests.journeys.papers import photograph, scan
from tests.journeys.site import Site
from tests.journeys.visitor import Visitor

SLUG = "closure-relief-grant"
ALIKE = "株式会社谷町商店"  # has applied already, with the telephone and the postal code that businesses here have
REFERENCE = re.compile(r"[A-Z]{2}-\d{4}-\d{4}-\d{4}")
SIGN_IN = re.compile(r"ログイン|sign-in")


@dataclass(frozen=True)
class Business:
    """Who applies; `holder` is what the bank book says."""

    family: str = "髙橋"
    given: str = "㐂一"
    family_kana: str = "タカハシ"
    given_kana: str = "キイチ"
    company: str = ""
    company_kana: str = ""
    holder: str = "タカハシ キイチ"
    phone: str = "06-6941-0351"
    account_number: str = field(default_factory=lambda: f"{randbelow(10**7):07}")
    email: str = field(default_factory=lambda: f"{uuid4().hex[:10]}@business.example.jp")

    @property
    def kind(self) -> str:
        return "company" if self.company else "sole"

    @property
    def name(self) -> str:
        return self.company or f"{self.family} {self.given}"


@dataclass
class Applicant:
    """One business at one browser. `look` after each step decides whether every page is searched for barriers."""

    visitor: Visitor
    site: Site
    business: Business
    papers: Path
    look: bool = True
    headings: list[str] = field(default_factory=list)

    def see(self) -> None:
        self.headings.append(self.visitor.page.locator("h1").inner_text())
        if self.look:
            self.visitor.check()

    def field(self, name: str) -> Locator:
        return self.visitor.page.locator(f'[name="{name}"]:not([type=hidden])')

    def fill(self, **values: str) -> None:
        """Keys write a dot as two underscores."""
        for name, value in values.items():
            self.field(name.replace("__", ".")).fill(value)

    def choose(self, name: str, value: str) -> None:
        self.visitor.page.locator(f'[name="{name}"][value="{value}"]').check()

    def go_on(self) -> None:
        """The page's main button."""
        self.visitor.page.locator(".nw-acts button[value=next]").click()
        self.visitor.page.wait_for_load_state()
        self.see()

    def expect_page(self, key: str) -> None:
        expect(self.visitor.page).to_have_url(re.compile(rf"/drafts/[^/]+/{key}/"))

    # From the home page to the first question.

    def ask_for_link(self) -> None:
        self.visitor.page.locator("input[name=email]").fill(self.business.email)
        self.visitor.page.locator("main form button[type=submit], main form button:not([type])").first.click()
        self.visitor.page.wait_for_load_state()
        self.see()

    def sign_in(self, *, about: str = "ログイン") -> None:
        """Asks on the page that is open now, reads the mail, opens its link and confirms."""
        self.see()
        self.ask_for_link()
        self.visitor.open(self.site.link(self.business.email, about=about))
        self.see()
        self.visitor.page.locator("main form button").click()
        self.visitor.page.wait_for_load_state()
        self.see()

    def begin(self, *, about: str = "ログイン") -> None:
        """Straight to the draft."""
        self.visitor.open(f"/procedures/{SLUG}/apply/")
        self.sign_in(about=about)
        self.expect_page("who")

    # The pages.

    def who(self) -> None:
        one = self.business
        self.choose("kind", one.kind)
        self.fill(
            representative__family=one.family,
            representative__given=one.given,
            representative__family_kana=one.family_kana,
            representative__given_kana=one.given_kana,
            phone=one.phone,
        )
        if one.company:
            self.go_on()
            self.company()
        self.go_on()

    def company(self) -> None:
        one = self.business
        self.fill(company_name=one.company, company_kana=one.company_kana, corporate_number="4000020270008")

    def where(self) -> None:
        self.fill(place_name="居酒屋 葛󠄀城")
        self.postal_code("540-0008")
        self.fill(place__street="2丁目1-22")
        self.date("opened_on", "heisei", 27, 4, 1)
        self.choose("facility", "food")
        self.go_on()

    def postal_code(self, code: str) -> None:
        self.looked_up("place", code)
        expect(self.field("place.municipality")).to_have_value("大阪市中央区")

    def looked_up(self, address: str, code: str) -> None:
        """The town that goes with a postal code: typing is enough; without scripts a button asks."""
        self.fill(**{f"{address}__postal_code": code})
        if not self.visitor.scripts:
            self.visitor.page.locator(f'button[name=lookup][value="{address}"]').click()
            self.visitor.page.wait_for_load_state()
            self.see()
        expect(self.field(f"{address}.town")).not_to_have_value("")

    # Somebody who is no business.

    def introduce(self) -> None:
        """Name and telephone number."""
        one = self.business
        self.fill(
            applicant__family=one.family,
            applicant__given=one.given,
            applicant__family_kana=one.family_kana,
            applicant__given_kana=one.given_kana,
            phone=one.phone,
        )

    def home(self) -> None:
        self.looked_up("home", "540-0008")
        self.fill(home__street="2丁目1-22")

    def date(self, name: str, era: str, year: int, month: int, day: int) -> None:
        self.field(f"{name}.era").select_option(era)
        for part, value in (("year", year), ("month", month), ("day", day)):
            self.field(f"{name}.{part}").fill(str(value))

    def closing(self) -> None:
        self.choose("closing", "closed")
        self.date("closed_from", "reiwa", 2, 4, 21)
        self.date("closed_to", "reiwa", 2, 5, 6)
        self.attach("closing_proof", photograph(self.papers, "貼り紙.jpg"))
        self.go_on()

    def attach(self, name: str, *files: Path) -> None:
        self.visitor.page.locator(f'input[type=file][name="{name}"]').set_input_files(list(files))
        if self.visitor.scripts:
            item = self.visitor.page.locator(f'[data-upload][data-name="{name}"] li[data-id]')
            for file in files:
                expect(item.filter(has_text=file.name)).to_be_visible()

    def sales(self, *, after: str = "412000", before: str = "980000") -> None:
        self.fill(sales_after=after, sales_before=before)
        for name in ("ledger_after", "ledger_before", "tax_return"):
            self.attach(name, scan(self.papers, f"{name}.pdf"))
        self.go_on()

    def account(self) -> None:
        self.find_bank("bank", "みずほ", "みずほ")
        self.find_bank("branch", "東京営業部", "東京営業部")
        self.choose("account.account_type", "1")
        self.fill(account__account_number=self.business.account_number, account__holder_kana=self.business.holder)
        self.attach("bank_book", scan(self.papers, "通帳.pdf"))
        self.attach("identity", photograph(self.papers, "運転免許証.jpg"))
        self.go_on()

    def find_bank(self, what: str, words: str, name: str) -> None:
        box = self.visitor.page.locator(f'[data-finder="{what}"]')
        entry = box.locator(f'input[name="account.{what}_code"]').first
        entry.fill(words)
        if self.visitor.scripts:
            option = box.get_by_role("option").filter(has=self.visitor.page.get_by_text(name, exact=True)).first
            option.click()
            expect(box.locator("[data-said]")).to_contain_text(name)
            return
        box.locator("button[name=lookup]").click()
        self.visitor.page.wait_for_load_state()
        self.see()
        candidates = box.locator("input[type=radio]")
        if candidates.count():
            box.get_by_label(name).first.check()
        else:
            expect(box.locator("[data-said]")).to_contain_text(name)

    def promises(self) -> None:
        for name in ("not_large", "no_antisocial", "only_once"):
            self.choose(name, "yes")
        self.go_on()

    def fill_in_from(self, first: str = "who") -> None:
        """Every page from this one to the summary."""
        steps = {
            "who": self.who,
            "business": self.where,
            "closure": self.closing,
            "sales": self.sales,
            "account": self.account,
            "promises": self.promises,
        }
        for page in list(steps)[list(steps).index(first) :]:
            self.expect_page(page)
            steps[page]()
        self.expect_page("summary")

    def submit(self) -> str:
        """Hand it in, pressing twice as the impatient do. Gives the receipt number."""
        self.choose("consent", "yes")
        button = self.visitor.page.locator("main .nw-acts button").first
        if self.visitor.scripts:
            button.dblclick()
        else:
            button.click()
        expect(self.visitor.page).to_have_url(re.compile(r"/applications/[^/]+/receipt/$"))
        self.see()
        found = REFERENCE.search(self.visitor.page.locator("main").inner_text())
        assert found
        return found[0]

    # Fees.

    def to_provider(self, way: str, *, amount: str) -> None:
        """From the receipt of the application to the provider's page."""
        page = self.visitor.page
        self.visitor.press("手数料を支払う")
        expect(page.get_by_text("お支払い待ち")).to_be_visible()
        self.see()
        self.visitor.press(way)
        self.see()
        self.visitor.press("支払いのページを開く")
        expect(page.get_by_text(amount)).to_be_visible()
        self.see()

    def pay(self) -> None:
        """At the provider's page, which leads back."""
        self.visitor.press("支払う")
        expect(self.visitor.page.get_by_text("お支払いを確かめました")).to_be_visible()
        expect(self.visitor.page.get_by_text("納付済み")).to_be_visible()
        self.see()
