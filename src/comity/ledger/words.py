"""The vocabulary of a ledger: recurring words kept once and meant by their number."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, insert, select

from comity.ledger.schema import WORD


class Words:
    """The words that this process has met, by text and by number.

    What a transaction added is forgotten when it is rolled back.
    """

    def __init__(self) -> None:
        """Know no words yet; they are looked up as they are met."""
        self._numbers: dict[str, int] = {}
        self._texts: dict[int, str] = {}

    def forget(self) -> None:
        """Look every word up anew, since some may not have been recorded."""
        self._numbers.clear()
        self._texts.clear()

    def known(self, connection: Connection, text: str) -> int | None:
        """The number of `text`, None if the ledger has never met it."""
        if text not in self._numbers:
            self._load(connection, [text])
        return self._numbers.get(text)

    def all_known(self, connection: Connection, texts: Iterable[str]) -> list[int]:
        """The numbers of those of `texts` that the ledger has met."""
        wanted = sorted(texts)
        missing = [text for text in wanted if text not in self._numbers]
        if missing:
            self._load(connection, missing)
        return [self._numbers[text] for text in wanted if text in self._numbers]

    def number(self, connection: Connection, text: str) -> int:
        """The number of `text`, which is recorded if it is new; needs a writing transaction."""
        found = self._numbers.get(text)
        if found is None:
            found = self.known(connection, text)
        return self._record(connection, text) if found is None else found

    def text(self, connection: Connection, number: int) -> str:
        """The word that has `number`."""
        if number not in self._texts:
            rows = connection.execute(select(WORD.c.id, WORD.c.text).where(WORD.c.id == number))
            self._learn((row[0], row[1]) for row in rows)
        return self._texts[number]

    def starting(self, connection: Connection, start: str) -> list[int]:
        """The numbers of the words that begin with `start`."""
        query = select(WORD.c.id).where(WORD.c.text.startswith(start, autoescape=True))
        return list(connection.execute(query).scalars())

    def _load(self, connection: Connection, texts: list[str]) -> None:
        rows = connection.execute(select(WORD.c.id, WORD.c.text).where(WORD.c.text.in_(texts)))
        self._learn((row[0], row[1]) for row in rows)

    def _record(self, connection: Connection, text: str) -> int:
        last = connection.execute(select(func.coalesce(func.max(WORD.c.id), 0))).scalar_one()
        connection.execute(insert(WORD).values(id=last + 1, text=text))
        self._learn([(last + 1, text)])
        return int(last) + 1

    def _learn(self, rows: Iterable[tuple[int, str]]) -> None:
        for number, text in rows:
            self._numbers[text] = number
            self._texts[number] = text
