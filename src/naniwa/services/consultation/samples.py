"""Sample desks and what is said at them, all of it invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDesk:
    """`organisation` is the code of the body that keeps it."""

    organisation: str
    name: str
    name_en: str
    about: str
    about_en: str
    hours: str = "平日9時から17時30分"
    hours_en: str = "Weekdays, 9:00 to 17:30"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleTalk:
    """`answer` is the clerk's; without one it waits."""

    subject: str
    question: str
    answer: str = ""


DESKS = (
    SampleDesk(
        organisation="270008-commerce",
        name="支援金の相談（見本）",
        name_en="Questions on grants (sample)",
        about="申請のしかた、必要な書類、修正のお願いについて相談できます。",
        about_en="How to apply, which papers are needed, what to correct.",
    ),
    SampleDesk(
        organisation="271403",
        name="堺市 手続の相談（見本）",
        name_en="Sakai, questions on procedures (sample)",
        about="どの手続をすればよいか、職員といっしょに確かめます。",
        about_en="Find out together with a clerk what to apply for.",
    ),
)
TALKS = (
    SampleTalk(
        subject="通帳がない口座について",
        question="ネット銀行なので通帳がありません。何を付ければよいですか。",
        answer="口座の画面を、銀行名・支店名・口座番号・名義が見えるように写したものを付けてください。",
    ),
    SampleTalk(
        subject="写真の撮り方", question="営業許可証の写真が、2枚に分かれてしまいました。どちらも付けてよいですか。"
    ),
)
