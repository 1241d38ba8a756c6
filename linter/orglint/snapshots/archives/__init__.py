"""Snapshots that travel: one encrypted file each, written from a store and read into another, whole or not at all."""

from orglint.snapshots.archives.cipher import MAGIC
from orglint.snapshots.archives.key import ArchiveKey, make_key
from orglint.snapshots.archives.read import Imported, import_archive
from orglint.snapshots.archives.write import write_archive

__all__ = ["MAGIC", "ArchiveKey", "Imported", "import_archive", "make_key", "write_archive"]
