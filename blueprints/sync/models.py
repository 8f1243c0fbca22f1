"""Tables of sync: files on their way. The key table is core's, because every room writes it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core.db import Base, Moment


class File(Base):
    """A file as a phone sends it, named by its content; `name`, size and `faults`: the picture's.

    `message` is the msgid of the sentence that refused it.
    """

    __tablename__ = "sync_file"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    length: Mapped[int]
    stored: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    message: Mapped[str] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    faults: Mapped[str] = mapped_column(String(30), default="")
    touched_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Piece(Base):
    """In the database, because the next piece may reach another of the server's processes."""

    __tablename__ = "sync_piece"
    __table_args__ = (
        ForeignKeyConstraint(
            ["owner", "sha256"],
            ["sync_file.owner", "sync_file.sha256"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
    )

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[bytes] = mapped_column(LargeBinary)
