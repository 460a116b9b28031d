"""Who applies in a rehearsal: invented names and numbers at real postal codes, banks and branches."""

from dataclasses import dataclass
from functools import cached_property
from random import Random

from naniwa.kernel.forms.validation.municipalities import municipality_code
from naniwa.library import corporate_number, kana
from naniwa.library.banks import directory
from naniwa.library.postal import Place, in_prefecture


def _pairs(words: str) -> tuple[list[str], ...]:
    return tuple(pair.split("/") for pair in words.split())


# Family names with their reading; the rare characters of 髙 﨑 𠮷 辻󠄀 葛󠄀 㐂 among them.
FAMILIES = _pairs(
    "佐藤/サトウ 鈴木/スズキ 高橋/タカハシ 田中/タナカ 伊藤/イトウ 渡辺/ワタナベ 山本/ヤマモト 中村/ナカムラ "
    "小林/コバヤシ 加藤/カトウ 吉田/ヨシダ 山田/ヤマダ 佐々木/ササキ 山口/ヤマグチ 松本/マツモト 井上/イノウエ "
    "木村/キムラ 林/ハヤシ 斎藤/サイトウ 清水/シミズ 山崎/ヤマザキ 阿部/アベ 森/モリ 池田/イケダ 橋本/ハシモト "
    "石川/イシカワ 前田/マエダ 藤田/フジタ 岡田/オカダ 後藤/ゴトウ 長谷川/ハセガワ 村上/ムラカミ 近藤/コンドウ "
    "石井/イシイ 坂本/サカモト 遠藤/エンドウ 青木/アオキ 藤井/フジイ 西村/ニシムラ 福田/フクダ 太田/オオタ "
    "三浦/ミウラ 岡本/オカモト 松田/マツダ 中川/ナカガワ 中野/ナカノ 原田/ハラダ 小川/オガワ 竹内/タケウチ "
    "髙橋/タカハシ 﨑山/サキヤマ 𠮷野/ヨシノ 辻󠄀/ツジ 葛󠄀城/カツラギ 㐂多/キタ"
)
GIVENS = _pairs(
    "太郎/タロウ 花子/ハナコ 一郎/イチロウ 健/ケン 誠/マコト 陽子/ヨウコ 久美子/クミコ 直樹/ナオキ 愛/アイ "
    "大輔/ダイスケ 真由美/マユミ 翔太/ショウタ 美咲/ミサキ 拓也/タクヤ 恵/メグミ 隆/タカシ 裕子/ユウコ 剛/ツヨシ "
    "千尋/チヒロ 㐂一/キイチ 栄治/エイジ 京子/キョウコ 悟/サトル 由紀/ユキ"
)
TRADES = _pairs(
    "商店/ショウテン 食堂/ショクドウ 酒場/サカバ 珈琲/コーヒー 興業/コウギョウ 企画/キカク 物産/ブッサン "
    "学院/ガクイン 書房/ショボウ 電機/デンキ 工芸/コウゲイ 被服/ヒフク 旅館/リョカン 劇場/ゲキジョウ"
)
BANK_CODES = ("0001", "0005", "0009", "0010", "0158", "0159", "0161", "9900")


@dataclass(frozen=True, slots=True)
class Identity:
    """One invented applicant; the phone number is in a range that is not given out."""

    email: str
    family: str
    family_kana: str
    given: str
    given_kana: str
    company: str
    company_kana: str
    shop: str
    corporate_number: str
    phone: str
    place: dict[str, str]
    bank_code: str
    branch_code: str
    account_number: str

    @property
    def full_name(self) -> str:
        return f"{self.family} {self.given}"


class Population:
    """Draws identities; the same seed gives the same people."""

    def __init__(self, seed: int, prefecture: str = "大阪府") -> None:
        self.seed = seed
        self.random = Random(seed)  # noqa: S311 - a simulation
        self.prefecture = prefecture

    @cached_property
    def places(self) -> list[Place]:
        return [place for place in in_prefecture(self.prefecture) if place.town]

    @cached_property
    def branches(self) -> list[tuple[str, str]]:
        """Branches of a few banks whose kana a transfer file can carry."""
        known = directory()
        return [
            (bank, code)
            for bank in BANK_CODES
            for code, branch in known.branches(bank).items()
            if not kana.fold(branch.kana).lost
        ]

    def draw(self, number: int) -> Identity:
        """The identity of the n-th applicant."""
        pick = self.random.choice
        family, family_kana = pick(FAMILIES)
        given, given_kana = pick(GIVENS)
        trade, trade_kana = pick(TRADES)
        bank, branch = pick(self.branches)
        return Identity(
            email=f"applicant{number}-{self.seed}@example.jp",
            family=family,
            family_kana=family_kana,
            given=given,
            given_kana=given_kana,
            company=f"株式会社{family}{trade}",
            company_kana=f"{family_kana}{trade_kana}",
            shop=f"{family}{trade}",
            corporate_number=corporate_number.from_twelve(f"{number % 10**6:06}{self.random.randrange(10**6):06}"),
            phone=f"06-{number // 10_000 % 10_000:04}-{number % 10_000:04}",
            place=self._place(pick(self.places)),
            bank_code=bank,
            branch_code=branch,
            account_number=f"{self.random.randrange(10**7):07}",
        )

    def _place(self, place: Place) -> dict[str, str]:
        return {
            "postal_code": place.postal_code,
            "prefecture": place.prefecture,
            "municipality": place.city,
            "municipality_code": municipality_code(place.municipality_code),
            "town": place.town,
            "street": f"{self.random.randrange(1, 9)}-{self.random.randrange(1, 30)}-{self.random.randrange(1, 30)}",
            "building": "",
        }
