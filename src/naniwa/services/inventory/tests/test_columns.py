"""What a department types is read as it was meant, and what cannot be read is told with what to do."""

import pytest
from django.utils.translation import override

from naniwa.services.inventory import samples, words
from naniwa.services.inventory.rules.columns import BY_KEY, COLUMNS, Problem, differences, read, texts_of
from naniwa.services.inventory.tests.office import ROW, entry


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("volume", "１，２００件", 1200),
        ("volume", "1200.0", 1200),
        ("volume", "", None),
        ("volume", "0", 0),
        ("fee", "5,600円", 5600),
        ("channel", "窓口", "counter"),
        ("channel", "ＯＮＬＩＮＥ", "online"),
        ("channel", "Post", "post"),
        ("face_to_face", "要", "yes"),
        ("title", "  道路占用\u3000許可 ", "道路占用\u3000許可"),
        ("title", "二行の\n手続名", "二行の 手続名"),
        ("note", "一行目\r\n二行目", "一行目\n二行目"),
        ("title", "\u0000申請\u0007", "申請"),
        ("title", "葛󠄀城の申請", "葛󠄀城の申請"),
    ],
)
def test_an_answer_is_read_as_it_was_meant(key: str, text: str, value: object) -> None:
    found, problems = read({**ROW, key: text})
    assert (found.values[key], problems) == (value, [])


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": ""}, ("title", "required")),
        ({"title": "あ" * 201}, ("title", "too_long")),
        ({"department_code": "環境"}, ("department_code", "not_a_code")),
        ({"volume": "約百件"}, ("volume", "not_a_number")),
        ({"volume": "-3"}, ("volume", "not_a_number")),
        ({"volume": "1.5"}, ("volume", "not_a_number")),
        ({"volume": "9" * 400}, ("volume", "too_large")),
        ({"volume": "1,00"}, ("volume", "not_a_number")),
        ({"channel": ""}, ("channel", "required")),
        ({"channel": "ファクス"}, ("channel", "not_offered")),
        ({"law": ""}, ("law", "article_without_law")),
        ({"paper1_name": ""}, ("paper1_name", "no_paper")),
        ({"check_register": "市町村の税情報"}, ("check_name", "no_check")),
        ({"seal1_kind": ""}, ("seal1_kind", "no_seal")),
        ({"seal1_basis": ""}, ("seal1_basis", "no_basis")),
    ],
)
def test_what_is_wrong_is_told_at_its_place(changes: dict[str, str], problem: tuple[str, str]) -> None:
    _, problems = read({**ROW, **changes})
    assert [(one.key, one.code) for one in problems] == [problem]


@pytest.mark.parametrize("code", words.PROBLEMS)
def test_every_problem_has_a_sentence_in_both_languages(code: str) -> None:
    facts: dict[str, str | int] = {"most": 1, "length": 2, "text": "x", "name": "課", "line": 3}
    for language in ("ja", "en"):
        with override(language):
            assert words.sentence(Problem("channel", code, tuple(facts.items())))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_written_out_is_read_back_as_the_same(language: str) -> None:
    for found in [entry(), *samples.entries(200)]:
        again, problems = read(texts_of(found, language=language))
        assert (again, problems) == (found, [])


def test_differences_name_the_columns_that_changed() -> None:
    assert differences(entry(), entry(volume="1200")) == []
    assert differences(entry(), entry(volume="1300", seal1_kind="実印")) == ["volume", "seal1_kind"]


def test_the_samples_are_whole_and_marked() -> None:
    found = list(samples.rows())
    assert len(found) == 3500
    assert len({row["department_code"] for row in found}) == 60
    assert all(row["note"] == samples.MARK for row in found)
    problems = [problem for row in found for problem in read(row)[1]]
    assert problems == []
    assert 1_800 < sum(f"seal{n}_kind" in row for row in found for n in (1, 2, 3)) < 2_300


def test_columns_have_names_of_their_own_in_both_languages() -> None:
    for name in ("key", "ja", "en"):
        assert len({getattr(column, name) for column in COLUMNS}) == len(COLUMNS) == len(BY_KEY)
