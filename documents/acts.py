from documents.incoming.acts import Act

__all__ = ["Act"]
