"""Row security: a conversation and what was said are its organisation's and its person's; all else the organisation's.

Residents read which desks there are through queries that run as the system.
"""

from django.db import migrations

from naniwa.kernel.organisations.isolation import row_security
from naniwa.kernel.people.scoping import child_policy, scoped_policy

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"


class Migration(migrations.Migration):
    dependencies = [("consultation", "0001_initial")]
    operations = [
        *row_security("consultation_desk", OWN),
        *row_security("consultation_handover", OWN),
        *scoped_policy("consultation_conversation"),
        *child_policy("consultation_utterance", "consultation_conversation", "conversation_id"),
    ]
