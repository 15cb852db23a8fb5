from documents.incoming.approval import INCOMING
from documents.outgoing.approval import OUTGOING

__all__ = ["INCOMING", "OUTGOING"]
