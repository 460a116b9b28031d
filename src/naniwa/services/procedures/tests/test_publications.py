"""What those who publish see: every version of every procedure, and how to publish the next."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naniwa.kernel.forms import operations as forms
from naniwa.kernel.forms import queries
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.queries.live import KIND, Live
from naniwa.services.procedures.queries.publications import publications
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.factories import NOW
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db
PAGE = "procedures:staff_publications"


@pytest.fixture
def version() -> Live:
    return factories.published()


def publish_again(version: Live, comment: str) -> None:
    source = queries.version(version.version_id).source + f"# {comment}\n"
    slug = version.procedure.slug
    with as_system():
        forms.publish(kind=KIND, slug=slug, source=source, window=None, by=None, now=NOW + timedelta(days=1))


def test_publishers_see_each_version_and_where_to_publish_the_next(version: Live) -> None:
    publish_again(version, "mended")
    page = signed_in(factories.staff("p@example.jp", "publisher")).get(reverse(PAGE)).content.decode()
    assert page.index("第2版") < page.index("第1版")
    assert reverse("procedures:open_version", args=[version.procedure.slug, 1]) in page
    assert "naniwa procedures publish" in page


def test_auditors_only_look_and_reviewers_do_not(version: Live) -> None:
    auditor = signed_in(factories.staff("a@example.jp", "auditor")).get(reverse(PAGE))
    assert "第1版" in auditor.content.decode()
    assert "naniwa procedures publish" not in auditor.content.decode()
    assert signed_in(factories.staff("r@example.jp", "reviewer")).get(reverse(PAGE)).status_code == 403


def test_ten_versions_cost_as_many_queries_as_one(version: Live) -> None:
    def cost() -> int:
        publications(NOW)
        with CaptureQueriesContext(connection) as captured:
            publications(NOW)
        return len(captured)

    one = cost()
    for number in range(9):
        publish_again(version, str(number))
    assert len(publications(NOW)[0].versions) == 10
    assert cost() == one
