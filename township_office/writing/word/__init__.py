"""Texts that were written in Word or WPS: a .docx read from a stranger into a clean body."""

from township_office.writing.word.package import Unreadable
from township_office.writing.word.reading import Imported, read_word

__all__ = ["Imported", "Unreadable", "read_word"]
