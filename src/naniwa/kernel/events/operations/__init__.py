"""Telling what has happened, and delivering it to who handles it."""

from naniwa.kernel.events.operations.delivering import deliver, deliver_all, sweep
from naniwa.kernel.events.operations.emitting import emit, emit_many
from naniwa.kernel.events.registry import Event, batch_handler, handler

__all__ = ["Event", "batch_handler", "deliver", "deliver_all", "emit", "emit_many", "handler", "sweep"]
