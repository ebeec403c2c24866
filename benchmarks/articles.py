"""Articles as long as news has them, made of the corpus's passages, always the same.

Every sentence of the corpus is about something that happened, so real news costs less to read and leaves less.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from training.corpus import rows

MEDIAN_CHARACTERS = 2_500
SPREAD = 0.6
"""Lengths are spread log-normally around the median; the mean is about 3,500, since a passage is not cut."""
FIRST_DAY = date(2025, 1, 1)
DAYS = 60


def articles(count: int) -> Iterator[dict[str, str]]:
    """So many articles of two months, in the order of their days."""
    chance = random.Random(2026)
    passages = [row["text"] for row in rows()]
    for number in range(count):
        length = MEDIAN_CHARACTERS * chance.lognormvariate(0, SPREAD)
        text = chance.choice(passages)
        while len(text) < length:
            text += "\n\n" + chance.choice(passages)
        published = FIRST_DAY + timedelta(days=number * DAYS // count)
        yield {"id": str(number), "published": published.isoformat(), "text": text}


def write_articles(path: Path, count: int) -> Path:
    """A corpus of so many articles at `path`, unless it is there."""
    if not path.exists():
        growing = path.with_suffix(".part")
        with growing.open("w") as file:
            file.writelines(json.dumps(article) + "\n" for article in articles(count))
        growing.replace(path)
    return path
