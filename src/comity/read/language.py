"""Whether a text is in English, the one language that the reader knows."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comity.errors import LanguageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

_LEAST_LETTERS = 30
"""Texts with fewer in words without a capital pass: a headline of names looks like any language."""

_LOOKED_AT = 20_000
"""The characters that are enough to tell a language by."""

_ENGLISH = frozenset(
    ["the", "of", "and", "to", "that", "with", "by", "from", "his", "its", "has", "had", "have", "were", "which", "who",
     "be", "not", "after", "but", "this", "their", "will", "would", "they", "it", "are", "he", "she", "been", "into",
     "said", "than", "over", "between", "against", "about", "when", "while", "could", "should", "may"]
)  # fmt: skip
"""Words frequent in English and rare or unknown in other languages."""

_ENOUGH = 0.1
"""The share of such words from which on a text is English: the texts that the reader was trained on hold 0.3."""

_NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""The languages that news is published in; py3langid's rarer ones would only draw short English texts to them."""

_LETTER_WORD = re.compile(r"[^\W\d_]+")


def check_english(text: str) -> None:
    """Raise LanguageError, which names the language, where `text` is not in English."""
    # Words with a capital are names for the most part, and those of foreign news are foreign.
    words = [word for word in _LETTER_WORD.findall(text[:_LOOKED_AT]) if word == word.lower()]
    if sum(map(len, words)) < _LEAST_LETTERS or _is_plainly_english(words):
        return
    code = _language(text[:_LOOKED_AT])
    if code != "en":
        raise LanguageError(f"The text looks {_NAMES[code]} and only English is read; use --force to read it anyway.")


def _is_plainly_english(words: list[str]) -> bool:
    return sum(word in _ENGLISH for word in words) >= _ENOUGH * len(words)


def _language(text: str) -> str:
    return str(_identifier().classify(text)[0])


@cache
def _identifier() -> LanguageIdentifier:
    # Imported here: its model takes seconds to load, which only a text that does not look English is worth.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_NAMES)
    return identifier
