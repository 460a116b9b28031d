"""The transfer file, byte for byte."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naniwa.library import zengin
from naniwa.library.zengin import Header, Line

HEADER = Header(
    "1234567890", "オオサカフ", date(2020, 5, 20), "0010", "リソナ", "101", "オオサカエイギヨウブ", "2", "7654321"
)
LINE = Line("9900", "ユウチヨ", "418", "ヨンイチハチ", "1", "1234567", "カ）ナニワショウジ", 1_000_000, "202012345678")


def _bytes(*lines: Line, line_end: bytes = b"") -> bytes:
    return b"".join(zengin.write(HEADER, lines, line_end=line_end))


def _kana(text: str) -> bytes:
    return text.encode("shift_jis")


def test_each_record_has_120_bytes_with_its_fields_in_their_places() -> None:
    data = _bytes(LINE)
    header, line, trailer, end = (data[at : at + 120] for at in range(0, 480, 120))
    assert len(data) == 480
    assert header == (
        b"1"
        b"21"
        b"0"
        b"1234567890" + _kana("ｵｵｻｶﾌ").ljust(40) + b"0520"
        b"0010" + _kana("ﾘｿﾅ").ljust(15) + b"101" + _kana("ｵｵｻｶｴｲｷﾞﾖｳﾌﾞ").ljust(15) + b"2"
        b"7654321" + b" " * 17
    )
    assert line == (
        b"2"
        b"9900" + _kana("ﾕｳﾁﾖ").ljust(15) + b"418" + _kana("ﾖﾝｲﾁﾊﾁ").ljust(15) + b"0000"
        b"1"
        b"1234567" + _kana("ｶ)ﾅﾆﾜｼﾖｳｼﾞ").ljust(30) + b"0001000000"
        b"0"
        b"00000000202012345678"
        b"7"
        b" " + b" " * 7
    )
    assert trailer == b"8000001000001000000" + b" " * 101
    assert end == b"9" + b" " * 119


def test_crlf_follows_each_record_where_the_bank_wants_it() -> None:
    records = _bytes(LINE, LINE, line_end=b"\r\n").split(b"\r\n")
    assert [len(record) for record in records] == [120] * 5 + [0]


def test_the_trailer_counts_and_adds() -> None:
    data = _bytes(*(replace(LINE, amount_yen=amount) for amount in (1, 20, 300)))
    assert data[480 : 480 + 19] == b"8000003000000000321"


def test_an_empty_file_is_still_a_file() -> None:
    assert zengin.read(_bytes()).lines == ()


def test_a_long_name_is_cut_at_thirty_bytes_where_a_voiced_mark_is_a_byte() -> None:
    assert zengin.payee_text("ガ" * 20) == "ｶﾞ" * 15
    assert zengin.payee_text("ア" * 40) == "ｱ" * 30


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"payee": "株式会社ナニワ"}, zengin.UnwritableName),
        ({"payee": "　"}, zengin.UnwritableName),
        ({"amount_yen": 0}, zengin.AmountOutOfRange),
        ({"amount_yen": 10_000_000_000}, zengin.AmountOutOfRange),
        ({"account_number": "12345678"}, zengin.WrongDigits),
        ({"account_number": "12-4567"}, zengin.WrongDigits),
        ({"account_number": "１２３４５６７"}, zengin.WrongDigits),
        ({"account_type": "3"}, zengin.WrongDigits),
        ({"customer_code": "1" * 21}, zengin.WrongDigits),
    ],
)
def test_a_line_the_file_cannot_carry_is_refused(change: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        _bytes(replace(LINE, **change))  # type: ignore[arg-type] # a table of cases


def test_a_name_that_cannot_be_written_is_shown_as_it_would_read() -> None:
    with pytest.raises(zengin.UnwritableName) as caught:
        _bytes(replace(LINE, payee="ナニワ＆サンズ"))
    assert (caught.value.folded, caught.value.lost) == ("ﾅﾆﾜｻﾝｽﾞ", ("&",))


def test_more_than_the_trailer_can_hold_is_refused() -> None:
    with pytest.raises(zengin.TooManyRecords):
        _bytes(*[replace(LINE, amount_yen=9_999_999_999)] * 101)


@given(
    st.lists(
        st.builds(
            Line,
            bank_code=st.from_regex(r"[0-9]{4}", fullmatch=True),
            bank_name=st.just("ﾘｿﾅ"),
            branch_code=st.from_regex(r"[0-9]{3}", fullmatch=True),
            branch_name=st.just("ｳﾒﾀﾞ"),
            account_type=st.sampled_from("1249"),
            account_number=st.from_regex(r"[0-9]{7}", fullmatch=True),
            payee=st.text("ｱｶﾞﾝAZ09().-/", min_size=1, max_size=30),
            amount_yen=st.integers(1, 9_999_999_999),
            customer_code=st.from_regex(r"[0-9]{20}", fullmatch=True),
        ),
        max_size=20,
    ),
    st.sampled_from([b"", b"\r\n"]),
)
def test_what_was_written_is_read_back(lines: list[Line], line_end: bytes) -> None:
    contents = zengin.read(b"".join(zengin.write(HEADER, lines, line_end=line_end)))
    assert list(contents.lines) == lines
    assert contents.month_day == (5, 20)
    assert contents.total_yen == sum(line.amount_yen for line in lines)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[120:],
        lambda data: data.replace(b"0001000000", b"0002000000", 1),
        lambda data: data.replace(b"0001000000", b"000100000x", 1),
        lambda data: b"",
        lambda data: b"1910" + data[4:],
    ],
)
def test_a_damaged_file_is_refused(damage: object) -> None:
    with pytest.raises(zengin.BadFile):
        zengin.read(damage(_bytes(LINE)))  # type: ignore[operator] # a table of cases
