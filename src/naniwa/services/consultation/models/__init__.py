"""Desks, conversations, what was said in them, and how they were handed on."""

from naniwa.services.consultation.models.conversation import Conversation, State
from naniwa.services.consultation.models.desk import Desk
from naniwa.services.consultation.models.handover import HandOver
from naniwa.services.consultation.models.utterance import Side, Utterance

__all__ = ["Conversation", "Desk", "HandOver", "Side", "State", "Utterance"]
