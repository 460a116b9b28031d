"""Addresses of the designer, all below /staff/designs/."""

from django.urls import URLPattern, path

from naniwa.services.procedures.views.staff.designer import (
    blanks,
    discarding,
    examples,
    history,
    item,
    overview,
    preview,
    previews,
    publishing,
    renaming,
    rule,
    source,
)

urlpatterns: list[URLPattern] = [
    path("staff/designs/", overview.drafts, name="staff_designs"),
    path("staff/designs/new/", overview.begin, name="staff_design_new"),
    path("staff/designs/<uuid:number>/", overview.show, name="staff_design"),
    path("staff/designs/<uuid:number>/item/", item.show, name="staff_design_item"),
    path("staff/designs/<uuid:number>/item/check/", item.check, name="staff_design_check"),
    path("staff/designs/<uuid:number>/blanks/", blanks.show, name="staff_design_blanks"),
    path("staff/designs/<uuid:number>/rename/", renaming.show, name="staff_design_rename"),
    path("staff/designs/<uuid:number>/discard/", discarding.discard, name="staff_design_discard"),
    path("staff/designs/<uuid:number>/bring-back/", discarding.bring_back, name="staff_design_bring_back"),
    path("staff/designs/<uuid:number>/rule/", rule.show, name="staff_design_rule"),
    path("staff/designs/<uuid:number>/examples/", examples.show, name="staff_design_examples"),
    path("staff/designs/<uuid:number>/text/", source.show, name="staff_design_text"),
    path("staff/designs/<uuid:number>/definition.yaml", source.export, name="staff_design_export"),
    path("staff/designs/<uuid:number>/history/", history.show, name="staff_design_history"),
    path("staff/designs/<uuid:number>/restore/", history.restore, name="staff_design_restore"),
    path("staff/designs/<uuid:number>/preview/", preview.show, name="staff_design_preview"),
    path("staff/designs/<uuid:number>/preview/notice/", previews.notice, name="staff_design_notice"),
    path("staff/designs/<uuid:number>/preview/notice.pdf", previews.letter, name="staff_design_letter"),
    path("staff/designs/<uuid:number>/preview/faq/", previews.faq, name="staff_design_faq"),
    path("staff/designs/<uuid:number>/ask/", publishing.ask, name="staff_design_ask"),
    path("staff/designs/<uuid:number>/publish/", publishing.publish, name="staff_design_publish"),
    path("staff/designs/<uuid:number>/send-back/", publishing.send_back, name="staff_design_send_back"),
    path("staff/designs/<uuid:number>/take-back/", publishing.take_back, name="staff_design_take_back"),
]
