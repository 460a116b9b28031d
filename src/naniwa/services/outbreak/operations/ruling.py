"""Rules of the observation: one proposes a text, a doctor who is another puts it in force."""

from datetime import datetime

import yaml
from django.db import IntegrityError, transaction
from pydantic import ValidationError

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import RuleVersion
from naniwa.services.outbreak.rules.broken import AlreadyDone, NotTheseRules, OwnProposal
from naniwa.services.outbreak.rules.regime import Regime


def read(text: str, *, disease: str) -> Regime:
    """Raises NotTheseRules, which says where."""
    try:
        regime = Regime.model_validate(yaml.safe_load(text))
    except ValidationError as error:
        first = error.errors()[0]
        raise NotTheseRules(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except yaml.YAMLError as error:
        raise NotTheseRules(str(error).replace("\n", " ")[:200]) from error
    except (ValueError, RecursionError) as error:  # a day that is none; lists in lists without end
        raise NotTheseRules(str(error)[:200]) from error
    if regime.slug != disease:
        raise NotTheseRules(f"slug: {regime.slug}")
    return regime


def propose(*, disease: str, text: str, note: str, by: Staff, now: datetime) -> RuleVersion:
    """The same text that waits already is found again. Raises NotTheseRules."""
    read(text, disease=disease)
    with as_system():
        last = RuleVersion.objects.filter(disease=disease).order_by("-number").first()
        if last and last.text == text and not last.approved_at:
            return last
        try:
            with transaction.atomic():
                made = RuleVersion.objects.create(
                    organisation=by.organisation,
                    disease=disease,
                    number=(last.number if last else 0) + 1,
                    text=text,
                    note=note,
                    proposed_by=by.person,
                    proposed_at=now,
                )
        except IntegrityError as error:
            raise AlreadyDone from error
        audit.record("outbreak.rules_proposed", by=by, target=made, now=now, number=made.number)
        return made


def approve(*, version: RuleVersion, by: Staff, now: datetime) -> RuleVersion:
    """Raises AlreadyDone, OwnProposal."""
    with as_system():
        found = RuleVersion.objects.select_for_update().get(pk=version.pk)
        later = RuleVersion.objects.filter(disease=found.disease, number__gt=found.number, approved_at__isnull=False)
        if found.approved_at or later.exists():
            raise AlreadyDone
        if found.proposed_by_id == by.person.pk:
            raise OwnProposal
        found.approved_by, found.approved_at = by.person, now
        found.save(update_fields=["approved_by", "approved_at"])
        audit.record("outbreak.rules_approved", by=by, target=found, now=now, number=found.number)
        return found
