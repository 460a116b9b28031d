"""What is done about cases, in words for the audit trail."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: Mapping[str, str | Promise] = {
    "outbreak.read": _("感染症の患者情報を閲覧"),
}
