"""The papers beside the answers: which one is open, at which page, and where to find the others."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from naniwa.design.tables import with_query
from naniwa.kernel.documents.models import Document
from naniwa.services.procedures.queries.case import Handed

_NUMBER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One file; `picture` is what to show, empty where the browser cannot."""

    name: str
    field: str
    url: str
    open_url: str
    thumbnail: str
    current: bool = False
    missing: bool = False


def evidence(
    files: Sequence[Handed], known: Mapping[str, Document], query: QueryDict, *, purpose: str, faulty: Collection[str]
) -> dict[str, Any]:
    """The papers in the order asked, the open one, and its page; one with an open fault is opened first."""
    chosen = _chosen(files, query.get("paper", ""), faulty)
    papers = [_paper(file, known.get(file.id), query, purpose, current=file is chosen) for file in files]
    document = known.get(chosen.id) if chosen else None
    return {
        "papers": papers,
        "paper": next((paper for paper in papers if paper.current), None),
        **_opened(document, query, purpose),
    }


def _chosen(files: Sequence[Handed], number: str, faulty: Collection[str]) -> Handed | None:
    asked = (file for file in files if file.id == number)
    doubtful = (file for file in files if file.field_key in faulty)
    return next(chain(asked, doubtful, files), None)


def _paper(file: Handed, document: Document | None, query: QueryDict, purpose: str, *, current: bool) -> Paper:
    can_open = document is not None and document.may_be_opened
    return Paper(
        name=file.name,
        field=file.field,
        url=with_query(query, paper=file.id, leaf=None) + "#evidence",
        open_url=reverse("documents:download", args=[file.id, file.name]) + f"?purpose={purpose}" if can_open else "",
        thumbnail=reverse("documents:thumbnail", args=[file.id]) if can_open else "",
        current=current,
        missing=not can_open,
    )


def _opened(document: Document | None, query: QueryDict, purpose: str) -> dict[str, Any]:
    """The picture of the open paper: a photograph as it is, a PDF page by page."""
    if document is None or not document.may_be_opened:
        return {"picture": "", "leaf": 1, "leaves": 1}
    leaf = min(_number(query.get("leaf", "")), document.pages)
    if document.is_picture:
        picture = reverse("documents:download", args=[document.pk, document.name])
    else:
        picture = reverse("documents:page", args=[document.pk, leaf])
    return {
        "picture": f"{picture}?purpose={purpose}",
        "leaf": leaf,
        "leaves": document.pages,
        "leaf_before": with_query(query, leaf=leaf - 1) + "#evidence" if leaf > 1 else "",
        "leaf_after": with_query(query, leaf=leaf + 1) + "#evidence" if leaf < document.pages else "",
    }


def _number(given: str) -> int:
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else 1  # noqa: PLR2004 - 99,999 pages


def numbers(files: Sequence[Handed]) -> list[UUID]:
    """The documents' numbers; papers that were never uploaded, such as those of examples, have none."""
    return [UUID(file.id) for file in files if _NUMBER.fullmatch(file.id)]
