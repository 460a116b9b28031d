"""Pages of the frame: home, sign-in, account, errors, health."""

from naniwa.web.views.errors import csrf_failure

__all__ = ["csrf_failure"]
