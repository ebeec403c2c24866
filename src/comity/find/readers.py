"""Which reader reads: the packaged one, or a language model behind an OpenAI-compatible address."""

from __future__ import annotations

from platformdirs import user_cache_path

from comity.errors import InputError
from comity.find.reader import Reader, load_reader
from comity.read.chat import Chat, Usage
from comity.settings import PACKAGED_READER, Settings

LANGUAGE_MODEL = "openai:"


def choose_reader(settings: Settings, usage: Usage | None = None) -> Reader:
    """The reader that `settings` name; a language model counts what it is asked in `usage`.

    Answers of a language model are kept in the user's cache, so that the same question is paid for once.
    Raises InputError for an unknown reader or a missing address, ModelError if the packaged model is broken.
    """
    if settings.reader == PACKAGED_READER:
        return load_reader(threshold=settings.threshold)
    model = settings.reader.removeprefix(LANGUAGE_MODEL)
    if model == settings.reader or not model:
        raise InputError(f"There is no reader {settings.reader!r}; use {PACKAGED_READER} or {LANGUAGE_MODEL}MODEL.")
    if not settings.base_url:
        raise InputError(
            "A language model needs its address; give --base-url (or COMITY_BASE_URL), as in http://localhost:11434/v1."
        )
    from comity.find.language_model import LanguageModelReader

    cache = user_cache_path("comity") / "answers"
    chat = Chat(settings.base_url, model, key=settings.api_key, cache=cache, usage=usage)
    return LanguageModelReader(chat, settings.threshold)
