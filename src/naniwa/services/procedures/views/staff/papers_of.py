"""Every file of a case: what its answers name, and before them the scans of a form that came on paper."""

from django.utils.translation import gettext as _

from naniwa.services.procedures.models import Channel
from naniwa.services.procedures.queries import paper
from naniwa.services.procedures.queries.case import CaseFile, Handed


def handed(file: CaseFile) -> list[Handed]:
    scans = paper.scans_of(file.case.pk) if file.case.channel == Channel.PAPER else []
    form = [Handed(scan["id"], scan["name"], scan["media_type"], _("申請書（紙）"), "") for scan in scans]
    return [*form, *file.files]
