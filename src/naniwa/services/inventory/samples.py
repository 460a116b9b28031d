"""Sample data: 3,500 plausible procedures of 60 departments, every one of them invented and marked as such."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from naniwa.services.inventory.rules.columns import Entry, read

PROCEDURES = 3_500
MARK = "見本データ（架空）"
"""Stands in the note of every row."""
_SEED = 2020


@dataclass(frozen=True, slots=True)
class Field:
    """A field of administration: its divisions, what is applied for, and the invented rule behind it."""

    name: str
    divisions: tuple[str, ...]
    objects: tuple[str, ...]
    law: str


FIELDS: tuple[Field, ...] = (
    Field("環境", ("環境管理室", "資源循環課", "みどり推進課", "大気騒音課", "水質保全課", "エネルギー政策課"),
          ("産業廃棄物処理業", "ばい煙発生施設", "自然公園内の行為", "水質汚濁防止施設", "騒音発生施設", "土壌調査"),
          "環境の保全に関する見本条例"),
    Field("福祉", ("障がい福祉課", "高齢介護課", "子ども家庭課", "保育政策課", "地域福祉課", "国民健康保険課"),
          ("介護サービス事業者", "障がい福祉手当", "保育士", "福祉有償運送", "児童福祉施設", "生活福祉資金"),
          "福祉のまちづくりに関する見本条例"),
    Field("健康医療", ("医療対策課", "薬務課", "食の安全課", "健康づくり課", "生活衛生課", "感染症対策課"),
          ("薬局", "毒物劇物販売業", "飲食店", "理容所", "診療所", "特定医療費", "食品製造業"),
          "医療と衛生に関する見本規則"),
    Field("商工", ("中小企業支援課", "金融課", "雇用推進課", "計量検定課", "ものづくり支援課", "観光課"),
          ("貸金業", "制度融資", "計量器", "職業訓練校", "工場立地", "旅行業", "見本市出展補助金"),
          "商工業の振興に関する見本条例"),
    Field("農林水産", ("農政課", "森林課", "水産課", "畜産課", "流通対策課", "農地整備課"),
          ("農地転用", "保安林内の作業", "漁業権", "家畜商", "卸売市場", "農薬販売", "種苗生産"),
          "農林水産業に関する見本規則"),
    Field("都市整備", ("道路環境課", "河川室", "公園課", "下水道室", "港湾課", "交通戦略室"),
          ("道路占用", "河川占用", "公園内の行為", "港湾施設使用", "屋外広告物", "特殊車両通行"),
          "公物の管理に関する見本規則"),
    Field("住宅建築", ("建築指導室", "建築振興課", "住宅経営課", "居住企画課", "宅地指導課", "設計課"),
          ("建設業", "宅地建物取引業", "公営住宅の入居", "建築確認", "開発行為", "建築士事務所"),
          "建築と住宅に関する見本条例"),
    Field("教育", ("高等学校課", "私学課", "文化財保護課", "保健体育課", "施設財務課", "教職員課"),
          ("奨学金", "授業料の減免", "私立学校の設置", "埋蔵文化財の発掘", "教員免許状", "体育施設使用"),
          "教育に関する見本規則"),
    Field("総務", ("法務課", "税務局", "市町村課", "統計課", "契約局", "人事課"),
          ("公文書の公開", "自動車税の減免", "入札参加資格", "公益法人", "宗教法人", "不動産取得税"),
          "総務に関する見本規則"),
    Field("危機管理", ("消防保安課", "防災企画課", "災害対策課", "火薬保安課", "危険物課", "救急課"),
          ("火薬類", "高圧ガス", "危険物取扱者", "電気工事業", "液化石油ガス販売", "消防設備士"),
          "保安に関する見本規則"),
)  # fmt: skip
ACTS = (
    ("許可申請", True), ("変更届", False), ("廃止届", False), ("更新申請", True), ("登録申請", True),
    ("証明書交付申請", True), ("実績報告", False), ("再交付申請", True), ("指定申請", True), ("減免申請", False),
    ("交付申請", False), ("承継届", False), ("休止届", False), ("認定申請", True),
)  # fmt: skip
PAPERS = (
    ("住民票の写し", "市町村（住民基本台帳）"), ("登記事項証明書", "法務局"), ("納税証明書", "税務署・県税事務所"),
    ("印鑑登録証明書", "市町村"), ("定款の写し", ""), ("事業計画書", ""), ("位置図", ""), ("平面図", ""),
    ("所得証明書", "市町村（税）"), ("許可証の写し", "この課"), ("資格者証の写し", "同じ団体の別の課"),
    ("委任状", ""), ("誓約書", ""), ("決算書", "税務署"),
)  # fmt: skip
MOMENTS = ("開業", "転入", "出生", "廃業", "住所の変更")
CHECKS = (("所得", "市町村の税情報"), ("資格", "資格者名簿（見本）"), ("欠格事由", ""))
CHANNELS = ("窓口",) * 8 + ("紙（持込み）",) * 3 + ("郵送",) * 6 + ("電子メール",) * 2 + ("オンライン",) * 3
SYSTEMS = ("", "", "", "表計算ソフト", "許認可管理システム（見本）", "台帳データベース（見本）")


def departments() -> list[tuple[str, str]]:
    """Codes and names of the 60."""
    return [
        (f"{number:02}{at:02}", f"{division}（見本）")
        for number, field in enumerate(FIELDS, start=1)
        for at, division in enumerate(field.divisions, start=1)
    ]


def rows(count: int = PROCEDURES, *, seed: int = _SEED) -> Iterator[dict[str, str]]:
    """Rows as a department would type them; the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - sample data
    places = [(number, field, at) for number, field in enumerate(FIELDS, start=1) for at in range(len(field.divisions))]
    for at in range(count):
        number, field, division = places[at % len(places)]
        code, name = f"{number:02}{division + 1:02}", f"{field.divisions[division]}（見本）"
        yield {"department_code": code, "department_name": name, **_row(field, chance, at)}


def entries(count: int = PROCEDURES, *, seed: int = _SEED) -> list[Entry]:
    """The rows as the rules read them; all are sound."""
    return [read(row)[0] for row in rows(count, seed=seed)]


def _row(field: Field, chance: Random, at: int) -> dict[str, str]:
    act, paid = chance.choice(ACTS)
    thing, online = chance.choice(field.objects), chance.choice(CHANNELS)
    minutes = chance.choice((10, 15, 20, 30, 45, 60, 90, 120))
    row = {
        "title": f"{thing}{act}" + (f"（第{at % 40 + 1}種）" if at % 3 else ""),
        "law": field.law,
        "article": f"第{chance.randint(2, 60)}条第{chance.randint(1, 4)}項",
        "applicant": chance.choice(("個人", "事業者", "事業者", "個人と事業者")),
        "volume": str(int(chance.paretovariate(0.9) * 12) % 60_000),
        "minutes_applicant": str(minutes + chance.choice((30, 60, 90))),
        "minutes_office": str(minutes),
        "fee": str(chance.choice((400, 2_300, 5_600, 12_000, 33_000))) if paid else "0",
        "channel": online,
        "identity": chance.choice(("不要", "氏名などの申告のみ", "本人確認書類", "電子証明書")),
        "face_to_face": "要" if online == "窓口" and chance.random() < 0.3 else "不要",  # noqa: PLR2004 - a share
        "system": chance.choice(SYSTEMS),
        "cycle_days": str(chance.choice((1, 3, 7, 10, 14, 20, 30, 45, 60))),
        "note": MARK,
    }
    # Of a chance of its own, so that the other columns stay what they were.
    more = _more(Random(_SEED + at), int(row["volume"]), paid=paid)  # noqa: S311 - sample data
    return row | more | _papers(chance) | _seals(field, chance, online=online == "オンライン")


def _more(chance: Random, volume: int, *, paid: bool) -> dict[str, str]:
    """Occasion, validity and what staff confirm, for some."""
    years = chance.choice((1, 2, 3, 5)) if paid and chance.random() < 1 / 2 else 0
    name, register = chance.choice((("", ""), ("", ""), *CHECKS))
    return {
        "moment": chance.choice(("", "", "", *MOMENTS)),
        "validity_years": str(years) if years else "",
        "renewals": str(volume // 2) if years else "",
        "check_name": name,
        "check_minutes": str(chance.choice((3, 5, 10))) if name else "",
        "check_register": register,
    }


def _papers(chance: Random) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, (name, held) in enumerate(chance.sample(PAPERS, chance.randint(0, 6)), start=1):
        found |= {f"paper{number}_name": name, f"paper{number}_held": held}
    return found


def _seals(field: Field, chance: Random, *, online: bool) -> dict[str, str]:
    """Some 2,000 in 3,500 procedures; one in eleven is demanded by a law."""
    count = 0 if online else chance.choice((0, 0, 1, 1, 0, 1, 2, 0))
    found: dict[str, str] = {}
    for number in range(1, count + 1):
        kind = chance.choice(("認印",) * 7 + ("実印", "法人印", "法人印"))
        law = field.law if chance.random() < 1 / 11 else ""
        found |= {
            f"seal{number}_kind": kind,
            f"seal{number}_basis": f"様式第{chance.randint(1, 30)}号" if law else chance.choice(("要綱の様式", "慣行")),
            f"seal{number}_law": law,
        }
    return found
