"""Addresses for staff, all below /staff/."""

from django.urls import URLPattern, path

from naniwa.services.procedures.views.staff import (
    batches,
    case,
    decision,
    decisions,
    home,
    items,
    ledger,
    notices,
    papers,
    publications,
    queue,
    review,
)

urlpatterns: list[URLPattern] = [
    path("staff/", home.show, name="staff_home"),
    path("staff/queue/", queue.show, name="staff_queue"),
    path("staff/queue/next/", queue.claim_next, name="staff_claim_next"),
    path("staff/queue/take/", queue.take, name="staff_take"),
    path("staff/cases/<slug:reference>/", case.show, name="staff_case"),
    path("staff/cases/<slug:reference>/claim/", review.claim, name="staff_claim"),
    path("staff/cases/<slug:reference>/hand-back/", review.hand_back, name="staff_hand_back"),
    path("staff/cases/<slug:reference>/item/", items.settle, name="staff_item"),
    path("staff/cases/<slug:reference>/item/add/", items.add, name="staff_add_item"),
    path("staff/cases/<slug:reference>/note/", review.note, name="staff_note"),
    path("staff/cases/<slug:reference>/send/", review.send, name="staff_send"),
    path("staff/cases/<slug:reference>/finish/", review.finish, name="staff_finish"),
    path("staff/cases/<slug:reference>/decide/", decision.decide, name="staff_decide"),
    path("staff/cases/<slug:reference>/decision.pdf", papers.decision, name="staff_decision_pdf"),
    path("staff/cases/<slug:reference>/send-back/", decision.send_back, name="staff_send_back"),
    path("staff/deficiencies/", ledger.show, name="staff_ledger"),
    path("staff/notices/", notices.show, name="staff_notices"),
    path("staff/notices/confirm/", notices.confirm, name="staff_notices_confirm"),
    path("staff/notices/send/", notices.send, name="staff_notices_send"),
    path("staff/decisions/", decisions.show, name="staff_decisions"),
    path("staff/decisions/confirm/", decisions.confirm, name="staff_decisions_confirm"),
    path("staff/decisions/carry-out/", decisions.carry_out, name="staff_decisions_carry_out"),
    path("staff/procedures/", publications.show, name="staff_publications"),
    path("staff/batches/<uuid:number>/", batches.show, name="staff_batch"),
]
