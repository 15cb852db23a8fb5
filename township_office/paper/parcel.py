"""What is handed to the child: the page, the files it may use, and how much memory it gets."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass

NO_PANGO = 3  # exit code of a child that cannot import WeasyPrint


@dataclass(frozen=True)
class Attachment:
    """A file prepared beforehand, which the page names as ``paper:attachment/<name>``."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True)
class Parcel:
    html: str
    attachments: tuple[Attachment, ...] = ()
    memory_limit: int = 0  # MiB

    def packed(self) -> bytes:
        files = [
            {**asdict(each), "data": b64encode(each.data).decode()} for each in self.attachments
        ]
        return json.dumps(
            {"html": self.html, "attachments": files, "memory_limit": self.memory_limit}
        ).encode()

    @classmethod
    def unpacked(cls, packed: bytes) -> "Parcel":
        said = json.loads(packed)
        files = (
            Attachment(each["name"], each["mime"], b64decode(each["data"]))
            for each in said["attachments"]
        )
        return cls(said["html"], tuple(files), said["memory_limit"])
