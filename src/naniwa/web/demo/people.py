"""The people who are ready in the demo: one for each role, with names that careless programs break."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations import queries
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import Appointment, Person, PersonKind, Role

PREFECTURE = "270008"
COMMERCE, DIGITAL, OSAKA, SAKAI = "270008-commerce", "270008-digital", "271004", "271403"
HEALTH, SURGERY = "271004-health", "270008-clinic"
OF_THE_PREFECTURE = (PREFECTURE, COMMERCE)
"""Whose staff stand first at the door."""
SINCE = date(2020, 4, 1)


@dataclass(frozen=True, kw_only=True)
class Ready:
    """`key` names the person in tests and in the door's buttons; staff hold `role` in the organisation of that code."""

    key: str
    email: str
    name: str
    name_kana: str
    about: str
    kind: PersonKind = PersonKind.STAFF
    organisation: str = COMMERCE
    role: Role | None = None

    @property
    def description(self) -> str:
        return gettext(self.about)


PEOPLE = (
    Ready(
        key="resident",
        email="yoshino@resident.example.jp",
        name="𠮷野 花子",
        name_kana="ヨシノ ハナコ",
        about=gettext_noop("住民。書店を一人で営んでいる。"),
        kind=PersonKind.RESIDENT,
    ),
    Ready(
        key="business",
        email="kiraku@business.example.jp",
        name="居酒屋 㐂楽",
        name_kana="イザカヤ キラク",
        about=gettext_noop("事業者。府内の居酒屋。"),
        kind=PersonKind.BUSINESS,
    ),
    Ready(
        key="scrivener",
        email="minami@scrivener.example.jp",
        name="南 律子",
        name_kana="ミナミ リツコ",
        about=gettext_noop("行政書士。頼まれた人の代わりに申請する。"),
        kind=PersonKind.BUSINESS,
    ),
    Ready(
        key="reviewer_a",
        email="takahashi@pref.example.jp",
        name="髙橋 一郎",
        name_kana="タカハシ イチロウ",
        about=gettext_noop("申請を最初に審査し、不備のお知らせを確かめて送る。"),
        role=Role.REVIEWER,
    ),
    Ready(
        key="reviewer_b",
        email="sakiyama@pref.example.jp",
        name="﨑山 美咲",
        name_kana="サキヤマ ミサキ",
        about=gettext_noop("もう一人の審査担当。"),
        role=Role.REVIEWER,
    ),
    Ready(
        key="approver",
        email="tsuji@pref.example.jp",
        name="辻󠄀 誠",
        name_kana="ツジ マコト",
        about=gettext_noop("審査した人とは別に、支給か不支給かを決める。"),
        role=Role.APPROVER,
    ),
    Ready(
        key="approver_b",
        email="ogawa@pref.example.jp",
        name="小川 㐂一",
        name_kana="オガワ キイチ",
        about=gettext_noop("もう一人の決定権者。ほかの人がした決定を取り消せる。"),
        role=Role.APPROVER,
    ),
    Ready(
        key="payer",
        email="katsuragi@pref.example.jp",
        name="葛󠄀城 恵",
        name_kana="カツラギ メグミ",
        about=gettext_noop("支給が決まったものを集め、振込データをつくる。"),
        role=Role.PAYER,
    ),
    Ready(
        key="releaser",
        email="nakamura@pref.example.jp",
        name="中村 健",
        name_kana="ナカムラ ケン",
        about=gettext_noop("つくった人とは別に、振込データを承認する。"),
        role=Role.RELEASER,
    ),
    Ready(
        key="cashier",
        email="okuda@pref.example.jp",
        name="奥田 ちひろ",
        name_kana="オクダ チヒロ",
        about=gettext_noop("窓口で手数料を受け取り、レジを締める。"),
        organisation=DIGITAL,
        role=Role.CASHIER,
    ),
    Ready(
        key="publisher",
        email="yamamoto@pref.example.jp",
        name="山本 さくら",
        name_kana="ヤマモト サクラ",
        about=gettext_noop("手続の定義を確かめ、公開する。"),
        role=Role.PUBLISHER,
    ),
    Ready(
        key="publisher_b",
        email="fujiwara@pref.example.jp",
        name="藤原 望",
        name_kana="フジワラ ノゾミ",
        about=gettext_noop("ほかの人が書いた手続の定義を確かめ、公開する。"),
        role=Role.PUBLISHER,
    ),
    Ready(
        key="administrator",
        email="matsumoto@pref.example.jp",
        name="松本 学",
        name_kana="マツモト マナブ",
        about=gettext_noop("職員に役割を登録する。"),
        role=Role.ADMINISTRATOR,
    ),
    Ready(
        key="keeper",
        email="hirano@pref.example.jp",
        name="平野 楓",
        name_kana="ヒラノ カエデ",
        about=gettext_noop("府の管理者。通知を扱う保健所を登録し、通知担当の鍵を作る。"),
        organisation=PREFECTURE,
        role=Role.ADMINISTRATOR,
    ),
    Ready(
        key="auditor",
        email="inoue@pref.example.jp",
        name="井上 環",
        name_kana="イノウエ タマキ",
        about=gettext_noop("だれが何をしたか、記録が書き換えられていないかを調べる。"),
        role=Role.AUDITOR,
    ),
    Ready(
        key="supervisor",
        email="maeda@health.example.jp",
        name="前田 綾子",
        name_kana="マエダ アヤコ",
        about=gettext_noop("保健所で患者への連絡と健康観察をまとめる。期限を過ぎたものが上がってくる。"),
        organisation=HEALTH,
        role=Role.SUPERVISOR,
    ),
    Ready(
        key="caller",
        email="sugimoto@health.example.jp",
        name="杉本 亮",
        name_kana="スギモト リョウ",
        about=gettext_noop("届出のあった患者に、最初の電話をかける。"),
        organisation=HEALTH,
        role=Role.CALLER,
    ),
    Ready(
        key="physician",
        email="kuroda@health.example.jp",
        name="黒田 紀子",
        name_kana="クロダ ノリコ",
        about=gettext_noop("保健所の医師。健康観察の規則を承認する。"),
        organisation=HEALTH,
        role=Role.PHYSICIAN,
    ),
    Ready(
        key="observer",
        email="ueda@health.example.jp",
        name="植田 遥",
        name_kana="ウエダ ハルカ",
        about=gettext_noop("毎日の体調の報告を見て、急ぎの対応をする。"),
        organisation=HEALTH,
        role=Role.OBSERVER,
    ),
    Ready(
        key="clinic",
        email="oyama@clinic.example.jp",
        name="大山 純",
        name_kana="オオヤマ ジュン",
        about=gettext_noop("診療所の医師。患者を保健所に届け出る。"),
        organisation=SURGERY,
        role=Role.CLINIC,
    ),
    Ready(
        key="reviewer_osaka",
        email="kimura@city-osaka.example.jp",
        name="木村 直",
        name_kana="キムラ ナオ",
        about=gettext_noop("大阪市の申請だけを見られる。"),
        organisation=OSAKA,
        role=Role.REVIEWER,
    ),
    Ready(
        key="approver_osaka",
        email="hamada@city-osaka.example.jp",
        name="濵田 薫",
        name_kana="ハマダ カオル",
        about=gettext_noop("大阪市の申請を、審査した人とは別に決める。"),
        organisation=OSAKA,
        role=Role.APPROVER,
    ),
    Ready(
        key="cashier_osaka",
        email="nishida@city-osaka.example.jp",
        name="西田 あおい",
        name_kana="ニシダ アオイ",
        about=gettext_noop("大阪市の税の賦課を取り込み、通知書を作り、窓口で受け取る。"),
        organisation=OSAKA,
        role=Role.CASHIER,
    ),
    Ready(
        key="reviewer_sakai",
        email="hayashi@city-sakai.example.jp",
        name="林 ひかり",
        name_kana="ハヤシ ヒカリ",
        about=gettext_noop("堺市の申請だけを見られる。"),
        organisation=SAKAI,
        role=Role.REVIEWER,
    ),
    Ready(
        key="publisher_osaka",
        email="mori@city-osaka.example.jp",
        name="森 陽菜",
        name_kana="モリ ヒナ",
        about=gettext_noop("大阪市の手続を、府の基本に重ねて書く。"),
        organisation=OSAKA,
        role=Role.PUBLISHER,
    ),
    Ready(
        key="publisher_osaka_b",
        email="ishida@city-osaka.example.jp",
        name="石田 拓也",
        name_kana="イシダ タクヤ",
        about=gettext_noop("大阪市の変更案を確かめ、承認する。"),
        organisation=OSAKA,
        role=Role.PUBLISHER,
    ),
    Ready(
        key="publisher_sakai",
        email="okuda@city-sakai.example.jp",
        name="奥田 結",
        name_kana="オクダ ユイ",
        about=gettext_noop("堺市の手続を、府の基本に重ねて書く。"),
        organisation=SAKAI,
        role=Role.PUBLISHER,
    ),
    Ready(
        key="publisher_sakai_b",
        email="nishino@city-sakai.example.jp",
        name="西野 健太",
        name_kana="ニシノ ケンタ",
        about=gettext_noop("堺市の変更案を確かめ、承認する。"),
        organisation=SAKAI,
        role=Role.PUBLISHER,
    ),
    Ready(
        key="coordinator",
        email="kawano@pref.example.jp",
        name="河野 澪",
        name_kana="カワノ ミオ",
        about=gettext_noop("患者の入院先をさがし、施設に打診する。"),
        organisation=PREFECTURE,
        role=Role.COORDINATOR,
    ),
    Ready(
        key="hospital",
        email="nagai@hospital.example.jp",
        name="永井 櫂",
        name_kana="ナガイ カイ",
        about=gettext_noop("府立病院の職員。病床の数を報告し、受入れの打診に答える。"),
        organisation=PREFECTURE,
        role=Role.HOSPITAL,
    ),
)


@transaction.atomic
def load() -> dict[str, Person]:
    """Register them all and appoint the staff; returns them by key. Safe to run again."""
    organisations.load_reference()
    return {ready.key: _load(ready) for ready in PEOPLE}


def sign_ins() -> list[tuple[str, str, str]]:
    """(role, name, organisation) of each, for the terminal."""
    return [
        (str(ready.role.label) if ready.role else str(ready.kind.label), ready.name, _where(ready)) for ready in PEOPLE
    ]


def _where(ready: Ready) -> str:
    organisation = queries.by_code(ready.organisation) if ready.role else None
    return str(organisation or "")


def by_key(key: str) -> Person | None:
    """A person of the demo who is loaded; nobody else, whatever the key."""
    email = next((ready.email for ready in PEOPLE if ready.key == key), None)
    return Person.objects.filter(email=email).first() if email else None


def _load(ready: Ready) -> Person:
    person = people.register(
        email=ready.email, name=ready.name, name_kana=ready.name_kana, kind=ready.kind, now=timezone.now()
    )
    organisation = queries.by_code(ready.organisation)
    if ready.role and organisation:
        Appointment.objects.get_or_create(
            person=person, organisation=organisation, role=ready.role, starts_on=SINCE, defaults={"ends_on": None}
        )
    return person
