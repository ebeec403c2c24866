"""The vocabulary of a ledger: recurring words kept once and meant by their number."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from sqlalchemy import Connection, func, insert, select

from comity.ledger.schema import WORD


class Words:
    """The words that this process has met, by text and by number; threads share them.

    What a transaction recorded is forgotten when it is rolled back.
    """

    def __init__(self) -> None:
        """Know no words yet; they are looked up as they are met."""
        self._numbers: dict[str, int] = {}
        self._texts: dict[int, str] = {}
        self._fresh: list[tuple[int, str]] = []

    def keep(self) -> None:
        """Know that the words recorded of late are in the ledger."""
        self._fresh.clear()

    def forget(self) -> None:
        """Forget the words recorded of late, since they are not in the ledger after all."""
        for number, text in self._fresh:
            self._numbers.pop(text, None)
            self._texts.pop(number, None)
        self._fresh.clear()

    def known(self, connection: Connection, text: str) -> int | None:
        """The number of `text`, None if the ledger has never met it."""
        found = self._numbers.get(text)
        return self._load(connection, [text]).get(text) if found is None else found

    def all_known(self, connection: Connection, texts: Iterable[str]) -> list[int]:
        """The numbers of those of `texts` that the ledger has met."""
        wanted = sorted(texts)
        met = {text: self._numbers.get(text) for text in wanted}
        missing = [text for text, number in met.items() if number is None]
        if missing:
            met |= self._load(connection, missing)
        return [number for number in met.values() if number is not None]

    def number(self, connection: Connection, text: str) -> int:
        """The number of `text`, which is recorded if it is new; needs a writing transaction."""
        found = self.known(connection, text)
        return self._record(connection, text) if found is None else found

    def text(self, connection: Connection, number: int) -> str:
        """The word that has `number`."""
        found = self._texts.get(number)
        if found is None:
            found = connection.execute(select(WORD.c.text).where(WORD.c.id == number)).scalar()
            if found is None:
                raise KeyError(number)
            self._learn([(number, found)])
        return found

    def starting(self, connection: Connection, start: str) -> list[int]:
        """The numbers of the words that begin with `start`."""
        query = select(WORD.c.id).where(WORD.c.text.startswith(start, autoescape=True))
        return list(connection.execute(query).scalars())

    def _load(self, connection: Connection, texts: list[str]) -> dict[str, int]:
        """The numbers of those of `texts` that are recorded, which are learnt."""
        rows = connection.execute(select(WORD.c.id, WORD.c.text).where(WORD.c.text.in_(texts))).all()
        self._learn((row[0], row[1]) for row in rows)
        return {row[1]: row[0] for row in rows}

    def _record(self, connection: Connection, text: str) -> int:
        last = connection.execute(select(func.coalesce(func.max(WORD.c.id), 0))).scalar_one()
        connection.execute(insert(WORD).values(id=last + 1, text=text))
        self._learn([(last + 1, text)])
        self._fresh.append((last + 1, text))
        return int(last) + 1

    def _learn(self, rows: Iterable[tuple[int, str]]) -> None:
        for number, text in rows:
            self._numbers[text] = number
            self._texts[number] = text


class Vocabulary(dict[str, int]):
    """The numbers of words within one transaction: a new word is recorded when its number is asked for.

    A dictionary, since a bulk load asks millions of times. `text` gives the word that has a number; `said` is for those
    who write several words together again and again.
    """

    def __init__(self, words: Words, connection: Connection) -> None:
        """Look `words` up and record them over `connection`."""
        super().__init__()
        self.words = words
        self.connection = connection
        self.text: Callable[[int], str] = _Texts(words, connection).__getitem__
        self.said: dict[Hashable, str] = {}

    def __missing__(self, text: str) -> int:
        """The number of a word that has not been asked for before."""
        found = self[text] = self.words.number(self.connection, text)
        return found


class _Texts(dict[int, str]):
    """Words by number, each looked up when it is first asked for."""

    def __init__(self, words: Words, connection: Connection) -> None:
        super().__init__()
        self._words = words
        self._connection = connection

    def __missing__(self, number: int) -> str:
        found = self[number] = self._words.text(self._connection, number)
        return found


class KnownWords(Vocabulary):
    """The words of the ledger for reading only: a new one is none of its words and raises KeyError."""

    def __missing__(self, text: str) -> int:
        """The number of a word that has not been asked for before."""
        found = self.words.known(self.connection, text)
        if found is None:
            raise KeyError(text)
        return found
