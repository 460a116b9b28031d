"""Applications and what happens to them, as the database keeps them."""

from naniwa.services.procedures.models.adoption import (
    OPEN_AMENDMENTS,
    Adoption,
    Amendment,
    AmendmentKind,
    AmendmentState,
)
from naniwa.services.procedures.models.appeal import Appeal, AppealOutcome, Recall
from naniwa.services.procedures.models.application import OPEN_STATES, Application, Channel, Stage, State
from naniwa.services.procedures.models.batch import Batch, BatchKind
from naniwa.services.procedures.models.case_time import CaseTime
from naniwa.services.procedures.models.check_mark import CheckMark
from naniwa.services.procedures.models.correction_draft import CorrectionDraft
from naniwa.services.procedures.models.decision import Decision, Outcome
from naniwa.services.procedures.models.deficiency import OPEN_ITEMS, Deficiency, Finder, ItemState
from naniwa.services.procedures.models.design import Design, DesignReview, DesignRevision, ReviewOutcome
from naniwa.services.procedures.models.draft import Draft
from naniwa.services.procedures.models.export import Export, ExportPart, Format
from naniwa.services.procedures.models.handover import Handover, HandoverState
from naniwa.services.procedures.models.history import Note, Step, StepKind
from naniwa.services.procedures.models.notice import Notice, NoticeState
from naniwa.services.procedures.models.pair import Pair, PairState
from naniwa.services.procedures.models.paper_form import PaperForm
from naniwa.services.procedures.models.reading import UNSURE, Cutting, ScanSheet, SheetState
from naniwa.services.procedures.models.retention import GONE, Erasure, ErasureKind, Hold, RetentionRun
from naniwa.services.procedures.models.saved_search import SavedSearch
from naniwa.services.procedures.models.submission import Submission

__all__ = [
    "GONE",
    "OPEN_AMENDMENTS",
    "OPEN_ITEMS",
    "OPEN_STATES",
    "UNSURE",
    "Adoption",
    "Amendment",
    "AmendmentKind",
    "AmendmentState",
    "Appeal",
    "AppealOutcome",
    "Application",
    "Batch",
    "BatchKind",
    "CaseTime",
    "Channel",
    "CheckMark",
    "CorrectionDraft",
    "Cutting",
    "Decision",
    "Deficiency",
    "Design",
    "DesignReview",
    "DesignRevision",
    "Draft",
    "Erasure",
    "ErasureKind",
    "Export",
    "ExportPart",
    "Finder",
    "Format",
    "Handover",
    "HandoverState",
    "Hold",
    "ItemState",
    "Note",
    "Notice",
    "NoticeState",
    "Outcome",
    "Pair",
    "PairState",
    "PaperForm",
    "Recall",
    "RetentionRun",
    "ReviewOutcome",
    "SavedSearch",
    "ScanSheet",
    "SheetState",
    "Stage",
    "State",
    "Step",
    "StepKind",
    "Submission",
]
