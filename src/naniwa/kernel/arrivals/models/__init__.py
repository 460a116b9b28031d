"""What is kept of the line."""

from naniwa.kernel.arrivals.models.line import Line

__all__ = ["Line"]
