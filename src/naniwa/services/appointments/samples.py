"""Sample offices, windows and visitors, every one of them invented."""

from dataclasses import dataclass
from datetime import date, time

from naniwa.services.appointments.rules.slots import Hours

MORNING, AFTERNOON = (time(9), time(12)), (time(13), time(17))


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleWindow:
    """`minutes` and `capacity` hold on every working day, in the morning and in the afternoon."""

    name: str
    name_en: str
    about: str
    about_en: str
    minutes: int = 30
    capacity: int = 2

    def hours(self, since: date) -> list[Hours]:
        return [
            Hours(
                weekday=weekday,
                begins=begins,
                ends=ends,
                minutes=self.minutes,
                capacity=self.capacity,
                since=since,
            )
            for weekday in range(5)
            for begins, ends in (MORNING, AFTERNOON)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOffice:
    """`organisation` is the code of the body that keeps it."""

    organisation: str
    name: str
    name_en: str
    windows: tuple[SampleWindow, ...]


OFFICES = (
    SampleOffice(
        organisation="270008-commerce",
        name="商工労働部 相談室（見本）",
        name_en="Commerce and Labour, consultation room (sample)",
        windows=(
            SampleWindow(
                name="支援金の相談",
                name_en="Questions on grants",
                about="申請のしかた、必要な書類、修正のお願いについて相談できます。",
                about_en="How to apply, which papers are needed, what to correct.",
            ),
            SampleWindow(
                name="書類の持ち込み",
                name_en="Bringing papers",
                about="紙の申請書や書類を、窓口で確かめて受け取ります。",
                about_en="Paper forms are looked through and taken at the window.",
                minutes=15,
                capacity=1,
            ),
        ),
    ),
    SampleOffice(
        organisation="271403",
        name="堺市 市民窓口（見本）",
        name_en="Sakai, citizens’ counter (sample)",
        windows=(
            SampleWindow(
                name="手続の相談",
                name_en="Questions on procedures",
                about="どの手続をすればよいか、職員といっしょに確かめます。",
                about_en="Find out together with a clerk what to apply for.",
                capacity=3,
            ),
        ),
    ),
)
VISITORS = (
    ("𠮷野 見本", "ヨシノ ミホン"),
    ("髙橋 見本", "タカハシ ミホン"),
    ("辻󠄀 見本", "ツジ ミホン"),
    ("﨑山 見本", "サキヤマ ミホン"),
)
