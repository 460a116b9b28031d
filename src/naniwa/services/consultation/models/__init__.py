"""Desks, conversations, what was said in them, how they were handed on, and calls with their minutes."""

from naniwa.services.consultation.models.call import Call, CallState, Signal
from naniwa.services.consultation.models.conversation import Conversation, State
from naniwa.services.consultation.models.desk import Desk
from naniwa.services.consultation.models.handover import HandOver
from naniwa.services.consultation.models.minutes import Minutes, MinutesState
from naniwa.services.consultation.models.utterance import Side, Utterance

__all__ = [
    "Call",
    "CallState",
    "Conversation",
    "Desk",
    "HandOver",
    "Minutes",
    "MinutesState",
    "Side",
    "Signal",
    "State",
    "Utterance",
]
