"""Staff of an organisation and their roles, kept by its administrators; and acting for another organisation."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people import operations as people
from naniwa.kernel.people import queries
from naniwa.kernel.people.access import PersonRequest, Staff, StaffRequest, person_required, staff_required
from naniwa.kernel.people.models import Appointment, Person, Purpose, Role
from naniwa.web import mail
from naniwa.web.clients import local_path
from naniwa.web.forms.appointments import AppointForm


@never_cache
@require_http_methods(["GET", "POST"])
@staff_required("administrator")
def appointments(request: StaffRequest) -> HttpResponse:
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _appoint(request, form):
        return redirect("appointments")
    held = queries.appointments_in(request.staff.organisation, on=timezone.localdate())
    return render(request, "web/staff/appointments.html", {"form": form, "appointments": held})


def _appoint(request: StaffRequest, form: AppointForm) -> bool:
    """Appoint and invite; False, with the reason in the form, when the rules forbid it."""
    said = form.cleaned_data
    try:
        with transaction.atomic():
            appoint_and_invite(
                by=request.staff,
                email=said["email"],
                name=said["name"],
                name_kana=said["name_kana"],
                role=Role(said["role"]),
            )
    except people.BelongsToResident:
        form.add_error(
            "email", _("このアドレスは、住民・事業者として登録されています。職員用の別のアドレスを入力してください。")
        )
    except people.AlreadyAppointed:
        form.add_error("role", _("この方は、すでにこの役割についています。"))
    else:
        messages.success(
            request, _("役割を登録しました。はじめての方には、パスワードを決めるためのメールを送りました。")
        )
        return True
    return False


def appoint_and_invite(*, by: Staff, email: str, name: str, name_kana: str, role: Role) -> Appointment:
    """Appoint in the administrator's own organisation. Raises BelongsToResident, AlreadyAppointed."""
    now = timezone.now()
    person = people.register_staff(email=email, name=name, name_kana=name_kana, now=now)
    made = people.appoint(person=person, organisation=by.organisation, role=role, starts_on=timezone.localdate(now))
    audit.record("people.appointed", by=by, target=person, purpose="administration", role=role.value, now=now)
    if not person.has_usable_password():
        issued = people.issue(purpose=Purpose.INVITATION, email=email, person=person, now=now)
        mail.send_invitation(issued, language=person.language, now=now)
    return made


@require_POST
@staff_required("administrator")
def end(request: StaffRequest, reference: UUID, role: str) -> HttpResponse:
    """End an appointment at once; pressed twice, the second time finds nothing left to do."""
    now = timezone.now()
    mine = Appointment.objects.filter(organisation=request.staff.organisation, ends_on=None)
    appointment = mine.filter(person__public_id=reference, role=role).select_related("person").first()
    if appointment is None:
        return redirect("appointments")
    if appointment.person == request.user and role == Role.ADMINISTRATOR:
        messages.error(request, _("ご自身の管理者の役割は、ほかの管理者に外してもらってください。"))
        return redirect("appointments")
    people.end_appointment(appointment=appointment, ends_on=timezone.localdate(now))
    audit.record(
        "people.appointment_ended",
        by=request.staff,
        target=appointment.person,
        purpose="administration",
        role=role,
        now=now,
    )
    messages.success(request, _("役割を外しました。"))
    return redirect("appointments")


@require_POST
@staff_required("administrator")
def reset_devices(request: StaffRequest, reference: UUID) -> HttpResponse:
    """For who lost a device: forget all of them, end every session, and send a link to begin anew."""
    now = timezone.now()
    mine = queries.appointments_in(request.staff.organisation, on=timezone.localdate(now))
    person = next((held.person for held in mine if held.person.public_id == reference), None)
    if person is None or person == request.user or not person.email:  # a partner's program has no mailbox, nor devices
        return redirect("appointments")
    forget_devices(person)
    audit.record("people.devices_reset", by=request.staff, target=person, purpose="administration", now=now)
    issued = people.issue(purpose=Purpose.INVITATION, email=person.email, person=person, now=now)
    mail.send_invitation(issued, language=person.language, now=now)
    messages.success(request, _("端末の登録を消し、ログアウトさせました。やり直すためのメールを送りました。"))
    return redirect("appointments")


def forget_devices(person: Person) -> None:
    """Remove authenticators and password, so that only the mailbox leads back in."""
    Authenticator.objects.filter(user=person).delete()
    get_adapter().end_sessions(list(UserSession.objects.filter(user=person)))
    person.set_unusable_password()
    person.save(update_fields=["password"])


@require_POST
@person_required
def act_for(request: PersonRequest) -> HttpResponse:
    """Act for another organisation where one is appointed."""
    offered = {one.code: one for one in queries.organisations_of(request.user, on=timezone.localdate())}
    chosen = offered.get(request.POST.get("organisation", ""))
    if request.staff and chosen:
        request.session[queries.ACTING_FOR] = chosen.pk
    return redirect(local_path(request) or "start")
