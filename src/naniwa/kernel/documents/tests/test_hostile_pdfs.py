"""PDFs that begin and end as one should, and hold nothing that a person could read."""

import pytest
from django.utils import translation
from PIL import Image

from naniwa.kernel.documents import queries, refusals
from naniwa.kernel.documents.models import Document
from naniwa.kernel.documents.tests.conftest import Accept, paper

pytestmark = pytest.mark.django_db

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"
LOCK = b"<</Filter/Standard/V 1/R 2/O(owner)/U(user)/P -4>>"


def _pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A file with these objects, numbered from 1, and a cross-reference table that is right."""
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(made))
    return made + table + end


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"%PDF-1.4\n%%EOF", refusals.Unreadable, id="nothing but a beginning and an end"),
        pytest.param(b"%PDF-1.4\n% /Type /Page\n%%EOF\n", refusals.Unreadable, id="a page in a comment"),
        pytest.param(_pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"), refusals.Unreadable, id="no page"),
        pytest.param(_pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 5>>"), refusals.Unreadable, id="pages only counted"),
        pytest.param(
            _pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>", PAGE), refusals.Unreadable, id="a page nothing leads to"
        ),
        pytest.param(_pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), refusals.Unreadable, id="pages in a ring"),
        pytest.param(_pdf(CATALOG, b"<</Type/Pages/Kids[7 0 R]/Count 1>>"), refusals.Unreadable, id="a lost page"),
        pytest.param(_pdf(CATALOG, PAGES, b"(a page)"), refusals.Unreadable, id="a word for a page"),
        pytest.param(
            _pdf(CATALOG, PAGES, PAGE.replace(b"200 200", b"900000000 900000000")),
            refusals.Unreadable,
            id="a page larger than Japan",
        ),
        pytest.param(paper()[: len(paper()) // 2] + b"\n%%EOF\n", refusals.Unreadable, id="half a file with an end"),
        pytest.param(_pdf(CATALOG, PAGES, PAGE, LOCK, trailer=b"/Encrypt 4 0 R"), refusals.EncryptedPdf, id="locked"),
        pytest.param(
            _pdf(CATALOG, PAGES, PAGE, LOCK, trailer=b"/#45ncrypt 4 0 R"), refusals.EncryptedPdf, id="locked in hiding"
        ),
    ],
)
def test_a_pdf_that_nobody_could_read_is_refused_with_the_way_out(
    accept: Accept, content: bytes, refusal: type[refusals.Refused]
) -> None:
    with pytest.raises(refusal) as refused, translation.override("ja"):
        accept(content)
    assert refused.value.message.endswith("ください。")
    assert not Document.objects.exists()


def test_a_plain_page_is_taken_with_its_picture(accept: Accept) -> None:
    document = accept(_pdf(CATALOG, PAGES, PAGE))
    assert document.pages == 1
    with Image.open(queries.thumbnail(document)) as drawn:
        assert drawn.size == (100, 100)


def test_what_was_typed_into_a_field_is_on_the_picture(accept: Accept) -> None:
    catalog = CATALOG[:-2] + b"/AcroForm<</Fields[4 0 R]/DA(/Helv 0 Tf 0 g)/DR<</Font<</Helv 5 0 R>>>>>>>>"
    page = PAGE[:-2] + b"/Annots[4 0 R]>>"
    field = (
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(sum)/V(1000000)/Rect[20 80 180 120]/F 4/P 3 0 R/DA(/Helv 24 Tf 0 g)>>"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    document = accept(_pdf(catalog, PAGES, page, field, font))
    with Image.open(queries.thumbnail(document)) as drawn:
        dark = sum(drawn.convert("L").histogram()[:100])
    assert dark > 50
