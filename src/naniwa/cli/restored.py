"""What a restore leaves to be done before a worker may start: mail that waited in the backup is held back."""

from pathlib import Path

from naniwa.cli.app import console, fail
from naniwa.cli.backups import returning

OWED = "mail-to-hold-back"
LIST = "/staff/messages/?state=unconfirmed"


def owe(data: Path) -> None:
    """Noted before the restore counts as ended, so that no worker starts in between, whenever it is killed."""
    data.mkdir(mode=0o755, parents=True, exist_ok=True)
    (data / OWED).touch()


def hold_back(data: Path) -> int | None:
    """How many mails were held back; None where no restore left any to be. Needs Django on tables of this code."""
    if not (data / OWED).exists():
        return None
    from django.utils import timezone

    from naniwa.kernel.events import operations as events
    from naniwa.kernel.notifications import operations
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.check_ins.operations import restoring as check_ins

    # What had happened but was not handled yet: its mail may have gone out since, too.
    events.deliver_all(now=timezone.now())
    with as_system():
        count = operations.hold_back(now=timezone.now())
        check_ins.hold_back(now=timezone.now())
    (data / OWED).unlink()
    return count


def tell(count: int | None) -> None:
    if words := about_mail(count):
        console.print(words, highlight=False, soft_wrap=True)


def about_mail(count: int | None) -> str:
    if not count:
        return ""
    return (
        f"{count} mails that waited in the backup are held back, as they may have gone out since it was made. To let "
        f"one go, its office selects it at {LIST} and sends it anew; what need not go is taken off that list."
    )


def undone(data: Path) -> tuple[str, str] | None:
    """What a restore has left to be done, and how."""
    if (data / returning.MARK).exists():
        return "a restore into this place has not ended", "run the same `naniwa restore` again"
    if (data / OWED).exists():
        return "mail of the restored backup is not held back yet", "run `naniwa upgrade --no-backup`"
    return None


def let_worker_start(data: Path) -> None:
    """Or say what has to come first: what was restored might be sent a second time."""
    if left := undone(data):
        fail(": ".join(left))
