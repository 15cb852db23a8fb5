from documents.incoming.approval import INCOMING

__all__ = ["INCOMING"]
