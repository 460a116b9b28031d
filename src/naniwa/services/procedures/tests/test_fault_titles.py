"""What a fault is called in lists: its wording without the answers of one case."""

import pytest

from naniwa.services.procedures.queries.names import title


@pytest.mark.parametrize(
    ("wording", "called"),
    [
        ("通帳の写しのページが足りません。", "通帳の写しのページが足りません。"),
        ("口座名義と申請者（{payee_kana}）が違います。口座：{account}", "口座名義と申請者が違います。"),
        ("The holder differs from the applicant ({payee_kana}). Account - {account}", "The holder differs from the applicant."),
        ("売上の減少が50％に足りません（{drop}、{before} から {after}）。", "売上の減少が50％に足りません。"),
        ("同じ事業所が重なっています。数（{place_count}）を確かめてください。", "同じ事業所が重なっています。数を確かめてください。"),
        ("Sales fell by less than 1.5 % ({drop}, from {before}).", "Sales fell by less than 1.5 %."),
        ("Opened late ({day}); use the other comparison. April {sales}, mean {mean}.", "Opened late; use the other comparison."),
        ("従業員は{staff_count}人です。", "従業員は…人です。"),
    ],
)  # fmt: skip
def test_a_title_has_only_what_stands_without_an_answer(wording: str, called: str) -> None:
    assert title(wording) == called
