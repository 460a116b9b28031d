"""Row security: beds are the coordinating body's and the facility's; a request is also the health centre's that asked.

What a facility must know of a person who is offered to it is read by queries that run as the system.
"""

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
REPORTER = "f.reporter_id = (select naniwa_org())"
POOLS = f"EXISTS (SELECT 1 FROM outbreak_facility f WHERE f.id = facility_id AND {REPORTER})"  # noqa: S608 - our own names
OF_POOL = f"EXISTS (SELECT 1 FROM outbreak_bedpool p JOIN outbreak_facility f ON f.id = p.facility_id WHERE p.id = pool_id AND {REPORTER})"  # noqa: S608 - our own names
OF_CENTRE = (
    "EXISTS (SELECT 1 FROM outbreak_placementrequest r WHERE r.id = request_id AND r.centre_id = (select naniwa_org()))"
)


class Migration(migrations.Migration):
    dependencies = [("outbreak", "0007_beds")]
    operations = [
        *row_security("outbreak_facility", f"{OWN} OR reporter_id = (select naniwa_org())", change=OWN),
        *row_security("outbreak_bedpool", f"{OWN} OR {POOLS}"),
        *row_security("outbreak_bedreport", f"{OWN} OR {OF_POOL}", change=OWN),
        *row_security("outbreak_placementrequest", f"{OWN} OR centre_id = (select naniwa_org())"),
        *row_security("outbreak_offer", f"{OWN} OR {OF_POOL} OR {OF_CENTRE}", change=OWN),
    ]
