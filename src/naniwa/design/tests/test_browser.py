"""The reference and the patterns in a real browser, under the strict content policy."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from naniwa.design.breaking import phrased
from naniwa.design.tests.conftest import Open

pytestmark = pytest.mark.browser

OTHERS = [(1440, "dark"), (390, "dark"), (1440, "light")]
PAGES = ["", "patterns/resident/", "patterns/staff/", "patterns/print/", "patterns/error/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("width", "scheme"),
    [(390, "light"), *(pytest.param(*one, marks=pytest.mark.thorough) for one in OTHERS)],
)
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_screen(
    opened: Open, path: str, scheme: str, width: int
) -> None:
    with opened(path, width=width, color_scheme=scheme) as page:
        results = Axe().run(page, options={"resultTypes": ["violations", "passes"]}).response
        assert results["passes"]
        assert [(one["id"], [node["target"] for node in one["nodes"][:3]]) for one in results["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", PAGES)
def test_headings_do_not_skip_a_level(opened: Open, path: str) -> None:
    with opened(path) as page:
        levels = page.eval_on_selector_all("main :is(h1,h2,h3,h4)", "all => all.map(one => +one.tagName[1])")
        assert levels[:1] == [1]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("width", [390, 1440])
def test_controls_for_residents_are_48_pixels_high_and_all_targets_24(opened: Open, width: int) -> None:
    with opened("patterns/resident/", width=width) as page:
        small = page.evaluate("""() => [...document.querySelectorAll('main :is(button, input, select, textarea, .nw-choice, .nw-upload__drop)')]
            .filter(one => one.getClientRects().length && !one.matches('.nw-choice__input, .nw-upload__input, [type=hidden]'))
            .filter(one => one.getBoundingClientRect().height < 48).map(one => one.outerHTML.slice(0, 80))""")
        assert small == []


def test_twice_the_size_still_fits(opened: Open) -> None:
    with opened("patterns/resident/", width=640) as page:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_faulty_page_starts_at_the_summary_and_its_link_leads_into_the_field(opened: Open) -> None:
    with opened("patterns/resident/", width=390) as page:
        expect(page.locator("#errors")).to_be_focused()
        page.locator("#errors a").first.click()
        expect(page.locator("#f-money")).to_be_focused()


def test_an_amount_is_grouped_when_the_field_is_left(opened: Open) -> None:
    with opened("patterns/resident/") as page:
        page.fill("#f-money", "１２３４５６７")
        page.press("#f-money", "Tab")
        expect(page.locator("#f-money")).to_have_value("1,234,567")


def test_rows_are_added_and_removed_without_a_gap_in_their_names(opened: Open) -> None:
    with opened("") as page:
        group = page.locator("#f-repeat_filled")
        group.get_by_role("button", name="事業所を追加する").click()
        added = group.locator("[data-index='2'] input").first
        expect(added).to_be_focused()
        expect(added).to_have_attribute("name", "repeat_filled.2.name")
        expect(group.locator("[data-index='2'] legend")).to_have_text("事業所 3")
        group.locator("[data-index='0'] [data-remove]").click()
        names = group.locator("input").evaluate_all("all => all.map(one => one.name)")
        assert names == [
            "repeat_filled.0.name",
            "repeat_filled.0.sales",
            "repeat_filled.1.name",
            "repeat_filled.1.sales",
        ]
        assert group.locator("input").first.input_value() == "堺東店"
        labels = group.locator("label").evaluate_all("all => all.every(one => document.getElementById(one.htmlFor))")
        assert labels


def test_the_palette_opens_with_ctrl_k_and_acts(opened: Open) -> None:
    with opened("patterns/staff/") as page:
        page.keyboard.press("Control+k")
        page.keyboard.type("不備")
        expect(page.locator("#palette-list li")).to_have_count(1)
        page.keyboard.press("Enter")
        assert page.url.endswith("#deficiencies")


def test_keys_act_and_can_be_switched_off(opened: Open) -> None:
    with opened("patterns/staff/") as page:
        page.keyboard.press("g")
        page.keyboard.press("d")
        assert page.url.endswith("#deficiencies")
        page.keyboard.press("Control+k")
        page.locator("[data-keys-switch]").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("g")
        page.keyboard.press("n")
        assert page.url.endswith("#deficiencies")


def test_choosing_rows_counts_them_and_frees_the_buttons(opened: Open) -> None:
    with opened("") as page:
        table = page.locator("#many")
        expect(table.get_by_role("button", name="担当する")).to_be_disabled()
        table.locator("[data-row-box]").nth(1).check()
        table.locator("[data-row-box]").nth(4).click(modifiers=["Shift"])
        expect(table.locator("[data-count]")).to_have_text("4件を選択中")
        expect(table.get_by_role("button", name="担当する")).to_be_enabled()
        table.locator("[data-all]").check()
        expect(table.locator("[data-count]")).to_have_text("8件を選択中")


def test_on_a_telephone_a_long_row_is_a_block_and_nothing_lies_beyond_the_edge(opened: Open) -> None:
    with opened("", width=390) as page:
        many = page.locator("#many")
        assert many.locator(".nw-scroll").evaluate("one => one.scrollWidth <= one.clientWidth")
        expect(many.get_by_role("columnheader", name="市町村")).to_have_count(1)
        expect(many.get_by_role("cell", name="大阪市").first).to_be_visible()
        many.locator("[data-row-box]").first.check()
        expect(many.locator("[data-count]")).to_have_text("1件を選択中")


def test_the_name_of_the_office_breaks_at_its_space_alone(opened: Open) -> None:
    lines = """one => { const range = document.createRange(), tops = [], text = one.firstChild;
        for (let at = 0; at < text.length; at++) { range.setStart(text, at); range.setEnd(text, at + 1);
        tops.push([text.data[at], Math.round(range.getBoundingClientRect().top)]); }
        return tops.slice(1).filter(([, top], at) => top !== tops[at][1]).map(([letter]) => letter); }"""
    with opened("patterns/staff/") as page:
        name = page.locator(".nw-side .nw-brand__organisation")
        for office, starts in (("大阪府 商工労働部", {"商"}), ("大阪府 健康医療総務課", {"健"})):
            name.evaluate("(one, office) => { one.textContent = office; }", office)
            assert set(name.evaluate(lines)) <= starts


def test_a_question_breaks_between_its_phrases_at_the_width_of_a_telephone(opened: Open) -> None:
    asked = "主な事業所が大阪府内にあり、2020年3月31日までに開業して営業していましたか。"
    with opened("", width=390) as page:
        field = page.locator(".nw-field__label.nw-phrase").first
        field.evaluate("(one, html) => { one.innerHTML = html; }", phrased(asked))
        tops = field.evaluate("""one => { const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), found = [];
            const range = document.createRange();
            while (walk.nextNode()) for (let at = 0; at < walk.currentNode.length; at++) {
            range.setStart(walk.currentNode, at); range.setEnd(walk.currentNode, at + 1);
            found.push(range.getBoundingClientRect().top); } return found; }""")
        start = asked.index("2020年")
        assert len(set(tops)) > 1
        assert len(set(tops[start : start + len("2020年3月31日")])) == 1


def test_a_dialog_opens_and_closes_with_escape(opened: Open) -> None:
    with opened("") as page:
        page.get_by_role("button", name="お知らせを送る").click()
        expect(page.locator("#sample-dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#sample-dialog")).to_be_hidden()


def test_the_theme_and_size_are_changed_and_kept_without_scripts(opened: Open) -> None:
    with opened("patterns/resident/", java_script_enabled=False) as page:
        page.get_by_text("表示", exact=True).click()
        page.get_by_role("button", name="特に大きい").click()
        expect(page.locator("html")).to_have_attribute("data-text", "largest")
        page.get_by_text("表示", exact=True).click()
        page.get_by_role("button", name="暗い").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_without_scripts_the_browsers_own_file_control_is_there(opened: Open) -> None:
    with opened("patterns/resident/", java_script_enabled=False) as page:
        assert page.locator("#f-file").bounding_box()["height"] > 20
        expect(page.locator("html")).not_to_have_class("nw-js")


def test_htmx_renews_a_part_of_the_page_under_the_strict_policy(opened: Open) -> None:
    with opened("patterns/staff/") as page:
        page.evaluate("document.querySelector('#queue').dataset.old = '1'")
        with page.expect_response("**/patterns/staff/"):
            page.get_by_role("button", name="一覧を新しくする").click()
        expect(page.locator("#queue:not([data-old])")).to_be_visible()
        with page.expect_response("**/patterns/staff/"):
            page.get_by_role("button", name="一覧を新しくする").click()
