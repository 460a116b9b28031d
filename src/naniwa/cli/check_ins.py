"""`naniwa check-in-mail`: what a mail server pipes a blank mail into."""

import sys
from typing import Annotated

import typer

from naniwa.cli.app import app, fail
from naniwa.cli.database import use_installation

TRY_AGAIN = 75  # EX_TEMPFAIL, which mail servers know


@app.command("check-in-mail")
def check_in_mail(
    *, to: Annotated[str, typer.Option(help="Address that the mail came to; its own headers tell unless given.")] = ""
) -> None:
    """Check in whoever sent the mail on standard input. Nothing is said of codes that there are not."""
    if sys.stdin.isatty():
        fail("give it a mail on standard input: a mail server does, with a pipe")
    use_installation()
    from django.db import Error, transaction
    from django.utils import timezone

    from naniwa.services.check_ins.operations import mailing_in
    from naniwa.services.check_ins.rules.broken import NotOpenYet

    try:
        with transaction.atomic():
            mailing_in.receive(sys.stdin.buffer.read(mailing_in.LONGEST), to=to, now=timezone.now())
    except (Error, OSError, NotOpenYet) as problem:
        sys.stderr.write(f"naniwa: not now: {type(problem).__name__}\n")
        raise typer.Exit(TRY_AGAIN) from problem
