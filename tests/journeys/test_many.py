"""Many cases at once: sorted in the queue, told of their faults, decided on and collected for payment."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.site import Site
from tests.journeys.staff import Desk, Desks

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

DECIDED = 2  # of each town, both to one account
PATIENCE = 40  # seconds that events may take on a busy machine
NUMBER = re.compile(r"[A-Z]{2}(?:-\d{4}){3}")


def test_a_town_s_late_cases_are_claimed_told_of_and_entered_in_the_ledger(desks: Desks, site: Site) -> None:
    sort(desks.reviewer, desks.way.town)
    told = tell(desks.reviewer, desks.way.town, site)
    look_up(desks.reviewer, desks.way.town, told)


def test_a_town_s_reviewed_cases_are_decided_together_and_one_account_is_paid_once(desks: Desks) -> None:
    decided = decide(desks.approver, desks.way.town)
    collect(desks.payer, desks.way.town, decided)


def sort(desk: Desk, town: str) -> None:
    """Late ones of one town are claimed; one goes back to the team, and the next of all is taken and handed back."""
    desk.menu("審査")
    desk.tab("期限切れ")
    desk.narrow("市町村", town)
    assert desk.rows
    assert all(town in row and "期限切れ" in row for row in desk.rows)
    taken = desk.take(2)
    desk.tab("自分の担当")
    assert numbers(desk.rows) == set(taken)
    desk.follow(desk.main.get_by_role("link", name=taken[0]))
    desk.hand_back()
    desk.follow(desk.main.get_by_role("link", name="申請の一覧"), again=True)
    assert numbers(desk.rows) == {taken[1]}
    desk.widen(town)
    assert len(desk.rows) > 1
    desk.tab("チーム")
    desk.follow(desk.main.get_by_role("button", name="次の1件を担当する"))
    expect(desk.main).to_contain_text("あなたの担当")
    desk.hand_back()


def tell(desk: Desk, town: str, site: Site) -> set[str]:
    """A sample of the letters is read before all are sent; gives the numbers of the cases in it."""
    desk.menu("お知らせの案")
    desk.narrow("市町村", town)
    drafts = len(desk.rows)
    desk.follow(desk.main.get_by_role("link", name=f"{drafts}件をまとめて確認する"))
    letters = desk.main.locator(".pr-samples article")
    sample = letters.all_inner_texts()
    assert len(sample) == min(drafts, 5)
    assert all("直してください" in letter for letter in sample)
    send = desk.main.get_by_role("button", name=f"{drafts}件を送る")
    send.click()
    expect(send).to_be_visible()  # nothing is sent unread
    desk.main.get_by_label("見本を読みました").check()
    desk.follow(send)
    expect(desk.main).to_contain_text(f"{drafts}件が終わりました")
    address = re.search(r"\S+@\S+", sample[0])
    assert address
    assert site.mail(address[0], about="修正をお願いします", pattern=NUMBER.pattern) in sample[0]
    return numbers(sample)


def look_up(desk: Desk, town: str, told: set[str]) -> None:
    """The ledger has every fault that was told of, by town and state, and counts them by kind."""
    desk.menu("不備")
    desk.narrow("市町村", town)
    desk.narrow("状態", "お知らせ済み")
    desk.narrow("見つけた人", "自動点検")
    assert numbers(desk.rows) >= told
    assert all(town in row for row in desk.rows)
    desk.main.locator("summary", has_text="種類ごとに数える").click()
    expect(desk.main.get_by_role("table", name="不備の種類ごとの件数")).to_be_visible()
    desk.visitor.check(again=True)


def decide(desk: Desk, town: str) -> set[str]:
    """What would change is shown first; gives the cases decided on."""
    desk.menu("決定")
    desk.narrow("市町村", town)
    decided = numbers(desk.rows)
    desk.follow(desk.main.get_by_role("link", name=f"{DECIDED}件の決定を確かめる"))
    foreseen = desk.main.get_by_role("table", name="変わること")
    expect(foreseen.get_by_role("row").filter(has_text="支給決定").first).to_contain_text("2,000,000円")
    desk.main.get_by_label("件数と金額を確かめました").check()
    desk.press(f"{DECIDED}件を決定する")
    expect(desk.main).to_contain_text(f"{DECIDED}件が終わりました")
    expect(desk.main).to_contain_text("支給の合計は2,000,000円です")
    return decided


def collect(desk: Desk, town: str, decided: set[str]) -> None:
    """Of two to one account the run takes one, says so of the other, counts by town, and can be given up."""
    desk.menu("振込")
    place = desk.main.locator(".py-waiting tr").filter(has_text=town)
    for _ in range(PATIENCE):
        if place.count() and "2,000,000円" in (place.first.text_content() or ""):
            break
        desk.visitor.page.wait_for_timeout(1_000)
        desk.visitor.page.reload()
    run = desk.make_run()
    refused = desk.main.locator("section").filter(has_text="同じ口座への振込がこの回にほかにもあります")
    expect(refused).to_contain_text("この回には入れませんでした")
    assert len(numbers(refused.locator("tbody tr").all_inner_texts()) & decided) == 1
    totals = desk.main.get_by_role("table", name="市町村ごと").get_by_role("row").filter(has_text=town)
    expect(totals).to_contain_text("1,000,000円")
    assert totals.get_by_role("cell").all_inner_texts()[0] == "1"
    desk.main.locator("summary", has_text="この振込依頼を取りやめる").click()
    desk.press("取りやめる")
    expect(desk.said).to_contain_text("案件は振込待ちに戻りました")
    assert desk.visitor.page.url == run


def numbers(rows: list[str]) -> set[str]:
    """The receipt numbers in these lines."""
    return {number for row in rows for number in NUMBER.findall(row)}
