"""Addresses for residents and businesses."""

from django.urls import URLPattern, path

from naniwa.services.procedures.views.applicant import (
    cases,
    correcting,
    earlier,
    finding,
    lookups,
    pages,
    papers,
    starting,
    summary,
    uploads,
)

urlpatterns: list[URLPattern] = [
    path("procedures/", finding.find, name="find"),
    path("procedures/<slug:slug>/", finding.about, name="about"),
    path("procedures/<slug:slug>/check/", finding.check, name="check"),
    path("procedures/<slug:slug>/apply/", starting.apply, name="apply"),
    path("lookup/postal/", lookups.postal_code, name="postal"),
    path("lookup/banks/", lookups.bank, name="banks"),
    path("lookup/branches/", lookups.branch, name="branches"),
    path("drafts/<uuid:draft_id>/", starting.resume, name="draft"),
    path("drafts/<uuid:draft_id>/summary/", summary.summary, name="summary"),
    path("drafts/<uuid:draft_id>/resume/", starting.elsewhere, name="resume"),
    path("drafts/<uuid:draft_id>/discard/", starting.discard, name="discard"),
    path("drafts/<uuid:draft_id>/earlier/", earlier.earlier, name="earlier"),
    path("drafts/<uuid:draft_id>/upload/", uploads.upload, name="upload"),
    path("drafts/<uuid:draft_id>/<slug:page>/", pages.page, name="page"),
    path("applications/", cases.mine, name="mine"),
    path("applications/<str:reference>/", cases.case, name="case"),
    path("applications/<str:reference>/receipt/", papers.receipt, name="receipt"),
    path("applications/<str:reference>/receipt.pdf", papers.receipt_pdf, name="receipt_pdf"),
    path("applications/<str:reference>/decision.pdf", papers.decision_pdf, name="decision_pdf"),
    path("applications/<str:reference>/certificate.pdf", papers.certificate_pdf, name="certificate_pdf"),
    path("applications/<str:reference>/withdraw/", cases.withdraw, name="withdraw"),
    path("applications/<str:reference>/correction/", correcting.correction, name="correction"),
    path("applications/<str:reference>/correction/upload/", correcting.upload, name="correction_upload"),
    path("applications/<str:reference>/correction/confirm/", correcting.confirm, name="correction_confirm"),
    path("applications/<str:reference>/correction/done/", correcting.done, name="correction_done"),
]
