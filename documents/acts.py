from documents.incoming.acts import Act as IncomingAct
from documents.outgoing.acts import Act as OutgoingAct

__all__ = ["IncomingAct", "OutgoingAct"]
