"""The smaller components say what they must."""

import re
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from naniwa.design.charts import Chart, Series, grid_step
from naniwa.design.samples import facts, tables
from naniwa.design.tables import with_query
from naniwa.design.tests.conftest import Render


def test_internal_events_are_only_for_staff(render: Render) -> None:
    assert "𠮷野" not in render("{% timeline events %}", events=facts.events())
    assert "𠮷野" in render("{% timeline events staff=True %}", events=facts.events())


def test_each_answer_names_what_its_link_mends(render: Render) -> None:
    html = render("{% summary_list answers %}", answers=facts.answers())
    assert html.count("直す<span") == len(facts.answers())
    assert "入力なし" in html


def test_only_changed_fields_are_marked(render: Render) -> None:
    html = render("{% differences rows %}", rows=facts.changes())
    assert html.count("<ins>") == html.count("<del>") == 2


def test_a_table_without_rows_says_what_will_appear(render: Render) -> None:
    html = render("{% table t %}x{% endtable %}", t=tables.every_table(QueryDict())["none"])
    assert "<table" not in html
    assert "期限を過ぎた申請がここに並びます。" in html


def test_a_table_says_how_it_is_sorted_and_which_row_a_box_selects(render: Render) -> None:
    html = render("{% table t %}<button>担当する</button>{% endtable %}", t=tables.many(QueryDict()))
    assert html.count('aria-sort="descending"') == 1
    assert 'aria-label="髙橋を選ぶ"' in html
    assert "<button>担当する</button>" in html
    assert "csrfmiddlewaretoken" in html
    assert "10,482" in html


def test_a_table_without_a_row_to_act_on_has_neither_bar_nor_boxes(render: Render) -> None:
    many = tables.many(QueryDict())
    source = "{% table t %}<button>担当する</button>{% endtable %}"
    assert "選ぶと、まとめて進められます。" in render(source, t=many)
    none = replace(many, rows=[replace(row, key="") for row in many.rows])
    html = render(source, t=none)
    assert "data-bulk" not in html
    assert "checkbox" not in html
    some = render(source, t=replace(many, rows=[many.rows[0], *none.rows[1:]]))
    assert some.count('name="selected"') == 1


def test_a_value_that_leaves_its_column_on_a_telephone_carries_its_label(render: Render) -> None:
    found = tables.every_table(QueryDict())
    html = render("{% table t %}{% endtable %}", t=found["many"])
    assert 'role="table"' in html
    assert 'role="cell" data-label="市町村"' in html
    assert "data-label" not in render("{% table t %}{% endtable %}", t=found["one"])


def test_a_change_of_the_query_goes_back_to_the_first_page() -> None:
    assert with_query(QueryDict("page=3&town=a&sort=x"), town="b", sort=None) == "?town=b"
    assert with_query(QueryDict("town=a"), page=2) == "?town=a&page=2"


def test_a_chart_starts_at_zero_and_has_its_table(render: Render) -> None:
    chart = facts.charts()[0]
    html = render("{% chart one %}", one=chart)
    assert re.search(rf'role="img" aria-labelledby="{chart.id}-title {chart.id}-desc"', html)
    assert '<text class="nw-chart__tick" x="56" y="284.0">0</text>' in html
    assert "24,180</td>" in html


def test_a_line_that_would_be_flat_from_zero_begins_at_its_base(render: Render) -> None:
    heat = Chart(
        title="t", description="d", labels=["1"], series=[Series(label="s", values=[38.5])], kind="line", base=35
    )
    html = render("{% chart one %}", one=heat)
    ticks = re.findall(r'nw-chart__tick" x="56" y="([0-9.]+)">([0-9.]+)<', html)
    assert [label for _height, label in ticks][:: len(ticks) - 1] == ["35", "39"]
    assert ticks[0][0] == "284.0"


@pytest.mark.parametrize(("highest", "step"), [(1, 0.25), (4, 1), (3120, 1000), (24180, 10000), (100, 25), (0, 0.25)])
def test_grid_lines_have_round_labels(highest: float, step: float) -> None:
    assert grid_step(highest) == step


def test_a_chart_without_figures_is_still_drawn(render: Render) -> None:
    empty = Chart(title="t", description="d", labels=["1"], series=[Series(label="s", values=[None])], kind="line")
    assert "<svg" in render("{% chart one %}", one=empty)
    assert "<svg" in render(
        "{% chart one %}", one=replace(empty, labels=[], series=[Series(label="s", values=[])], kind="bar")
    )


def test_a_link_that_looks_like_a_button_is_a_link(render: Render) -> None:
    assert render('{% button "戻る" href="/x" %}').lstrip().startswith("<a ")
    assert 'type="submit"' in render('{% button "次へ" name="go" value=0 %}')
    assert 'value="0"' in render('{% button "次へ" name="go" value=0 %}')


@pytest.mark.urls("naniwa.design.tests.urls")
class TestDisplay:
    """The choice of text size, theme and language."""

    @pytest.fixture(autouse=True)
    def _plain(self, settings: object) -> None:
        settings.MIDDLEWARE = []  # type: ignore[attr-defined] # pytest-django's wrapper is untyped

    def test_is_kept_and_shown(self) -> None:
        client = Client()
        answer = client.post("/design/display/", {"text": "large", "theme": "dark", "next": "/design/?a=1"})
        assert answer.headers["Location"] == "/design/?a=1"
        page = client.get("/design/patterns/resident/").content.decode()
        assert 'data-text="large" data-theme="dark"' in page

    def test_never_leads_to_another_site(self) -> None:
        assert Client().post("/design/display/", {"next": "//evil.example/"}).headers["Location"] == "/"

    def test_ignores_what_is_not_offered(self) -> None:
        client = Client()
        assert not client.post("/design/display/", {"text": '"><x', "language": "fr"}).cookies
        client.cookies["naniwa_text"] = '"><x'
        assert 'data-text="standard"' in client.get("/design/patterns/print/").content.decode()

    @pytest.mark.parametrize("name", ["resident", "staff", "print", "error"])
    def test_every_pattern_is_complete_in_english(self, name: str) -> None:
        client = Client()
        with override("en"):
            page = client.get(f"/design/patterns/{name}/").content.decode()
        body = re.sub(r"<(script|template)[\s\S]*?</\1>", "", page)
        words = re.sub(r"<[^>]+>", "", body)
        kana = {"タカハシ", "カ）ナニワカツラギシヨウテン"}
        assert '<html lang="en"' in page
        left = [line for line in re.findall(r"[ぁ-ヿ]{2,}[）ぁ-ヿ]*", words) if line not in {"やさしい", *kana}]
        assert not [line for line in left if not re.fullmatch(r"[ァ-ヿ）（]+", line)]
