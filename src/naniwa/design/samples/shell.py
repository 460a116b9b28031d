"""Navigation around the sample pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from naniwa.design.parts import Contact, Link, Navigation, Section


def public() -> Navigation:
    """Header and footer of a page for everybody."""
    home = reverse("design:reference")
    return Navigation(
        organisation=_("大阪府"),
        service=_("デザインの見本"),
        home_url=home,
        links=[
            Link(label=_("部品"), url=home, current=True),
            Link(label=_("申請の画面"), url=reverse("design:pattern", args=["resident"])),
            Link(label=_("審査の画面"), url=reverse("design:pattern", args=["staff"])),
        ],
        footer=footer(),
        contact=contact(),
        sign_in_url=home,
    )


def resident() -> Navigation:
    """Header and footer of a page where a business applies."""
    return Navigation(
        organisation=_("大阪府"),
        service=_("休業要請支援金"),
        home_url=reverse("design:reference"),
        footer=footer(),
        contact=contact(),
        sign_in_url=reverse("design:reference"),
    )


def staff() -> Navigation:
    """Side navigation of a reviewer."""
    here = reverse("design:pattern", args=["staff"])
    return Navigation(
        organisation=_("大阪府"),
        service=_("商工労働部"),
        home_url=reverse("design:reference"),
        sections=(
            Section(
                title=_("審査"),
                links=(
                    Link(label=_("担当する申請"), url=here, icon="inbox", count=128, current=True, key="g q"),
                    Link(label=_("不備の一覧"), url=here + "#deficiencies", icon="flag", count=1304, key="g d"),
                    Link(label=_("お知らせ"), url=here + "#notices", icon="mail", count=12, key="g n"),
                ),
            ),
            Section(
                title=_("支払い"),
                links=(
                    Link(label=_("振込"), url=here + "#runs", icon="bank", key="g p"),
                    Link(label=_("内訳と残高"), url=here + "#balance", icon="chart", key="g b"),
                ),
            ),
        ),
    )


def footer() -> list[Link]:
    """Links at the foot of pages for residents."""
    home = reverse("design:reference")
    return [
        Link(label=_("アクセシビリティ"), url=home + "#type"),
        Link(label=_("だれが私の情報を見たか"), url=home + "#facts"),
    ]


def contact() -> Contact:
    """A made-up help desk."""
    return Contact(name=_("支援金コールセンター"), phone="06-0000-0000", hours=_("9時から19時まで（土日・祝日も）"))
