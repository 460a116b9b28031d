"""The menus around a page: what the reader may open, taken from each service's own definition."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naniwa.design.parts import Contact, Link, Navigation, Section
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.models import Organisation, in_readers_language
from naniwa.kernel.people.access import Staff
from naniwa.library.service import Audience, NavItem, Service


@dataclass(frozen=True)
class Names:
    """How the installation's prefecture is called and reached; read once in each process."""

    ja: str
    en: str
    phone: str
    hours_ja: str
    hours_en: str

    @property
    def here(self) -> str:
        return in_readers_language(self.ja, self.en)

    @property
    def hours(self) -> str:
        return in_readers_language(self.hours_ja, self.hours_en)


_known: dict[str, Names] = {}


def prefecture() -> Names | None:
    """None until the reference data are loaded."""
    code = settings.PREFECTURE_CODE
    if code not in _known:
        try:
            found = organisations.prefecture()
        except Organisation.DoesNotExist:
            return None
        _known[code] = Names(found.name, found.name_en, found.phone, found.hours, found.hours_en)
    return _known[code]


@cache
def services() -> tuple[Service, ...]:
    """The definitions of the installed services, in the order of the settings."""
    return tuple(import_module(f"{name}.service").SERVICE for name in settings.SERVICES)


def entrances() -> dict[str, str]:
    """Where a person begins with each service that others lead to, by its slug."""
    return {one.slug: reverse(one.entrance) for one in services() if one.entrance}


def counter_url(staff: Staff | None) -> str:
    """Where this member of staff serves whoever has come; nothing where they do not."""
    if staff is None:
        return ""
    items = ((one.counter, item) for one in services() for item in one.menu("staff", staff.roles))
    return next((reverse(name) for name, item in items if name and item.url_name == name), "")


def for_request(request: HttpRequest) -> Navigation:
    """Everything that the page shells show around a page."""
    staff: Staff | None = getattr(request, "staff", None)
    signed_in = request.user.is_authenticated
    names = prefecture()
    return Navigation(
        organisation=str(staff.organisation) if staff else (names.here if names else ""),
        service=_("オンライン窓口"),
        home_url=reverse("home"),
        sections=_sections(request, staff) if staff else (),
        links=() if staff else tuple(links(request, "resident")),
        account=tuple(_account(request)) if signed_in else (),
        footer=tuple(_footer(request)),
        contact=_contact(names) if names else None,
        sign_in_url=_sign_in_url(request),
        sign_out_url=reverse("people:sign_out"),
        account_name=str(request.user) if signed_in else "",
        demo=bool(getattr(settings, "DEMO", False)),
    )


def _contact(names: Names) -> Contact:
    return Contact(name=names.here, phone=names.phone, hours=names.hours, url=reverse("contact"))


def _sign_in_url(request: HttpRequest) -> str:
    """To come back to this page, unless it is the home page or a step of signing in."""
    door = reverse("people:sign_in")
    if request.path == reverse("home") or request.path.startswith(door):
        return door
    return f"{door}?{urlencode({'next': request.get_full_path()})}"


def links(request: HttpRequest, audience: Audience, roles: frozenset[str] = frozenset()) -> Iterable[Link]:
    for service in services():
        for item in service.menu(audience, roles):
            found = _link(request, _label(item), reverse(item.url_name), item.icon)
            yield replace(found, note=in_readers_language(item.about, item.about_en))


def _sections(request: HttpRequest, staff: Staff) -> tuple[Section, ...]:
    """One group for each service, then what belongs to none."""
    menu = _menu(staff.roles, get_language())
    if all(request.path != link.url for section in menu for link in section.links):
        return menu
    return tuple(
        replace(section, links=tuple(replace(link, current=link.url == request.path) for link in section.links))
        for section in menu
    )


@cache
def _menu(roles: frozenset[str], _language: str | None) -> tuple[Section, ...]:
    """Written once for each set of roles in each language."""
    found = [
        Section(
            title=in_readers_language(service.title, service.title_en),
            links=tuple(
                Link(label=_label(item), url=reverse(item.url_name), icon=item.icon)
                for item in service.menu("staff", roles)
            ),
        )
        for service in services()
    ]
    found.append(Section(title=_("管理"), links=tuple(_management(roles))))
    return tuple(section for section in found if section.links)


def _management(roles: frozenset[str]) -> Iterable[Link]:
    if "administrator" in roles:
        yield Link(label=_("職員と役割"), url=reverse("appointments"), icon="users")
    if "auditor" in roles:
        yield Link(label=_("監査記録"), url=reverse("audit:records"), icon="eye")
    if roles & {"reviewer", "approver", "auditor"}:
        yield Link(label=_("代理の確認"), url=reverse("mandates_desk:waiting"), icon="users")
    yield Link(label=_("届かなかった通知と郵送"), url=reverse("notifications:undelivered"), icon="mail")


def _account(request: HttpRequest) -> Iterable[Link]:
    yield _link(request, _("利用者情報"), reverse("people:account"))
    yield _link(request, _("代理"), reverse("mandates:mine"))
    yield _link(request, _("ログイン中の端末"), reverse("people:sessions"))
    yield _link(request, _("わたしの情報を見た人"), reverse("people:who_looked"))


def _footer(request: HttpRequest) -> Iterable[Link]:
    yield _link(request, _("わたしの情報を見た人"), reverse("people:who_looked"))
    yield _link(request, _("文書の電子署名を確かめる"), reverse("signing:verify"))
    yield _link(request, _("キャッシュレスの割合"), reverse("fees:cashless"))
    yield _link(request, _("個人情報の取扱い"), reverse("privacy"))
    yield _link(request, _("アクセシビリティ"), reverse("accessibility"))
    yield _link(request, _("お問い合わせ"), reverse("contact"))


def _link(request: HttpRequest, label: str, url: str, icon: str = "") -> Link:
    return Link(label=label, url=url, icon=icon, current=request.path == url)


def _label(item: NavItem) -> str:
    return in_readers_language(item.label, item.label_en)
