"""Bytes to text: which character set they are in."""

from __future__ import annotations

import codecs

from comity.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The marks at a file's beginning; the longer ones first, as a shorter one may begin them."""

_CERTAIN = 0.1
"""The most chaos that charset-normalizer may see in the text for its guess to be taken."""

_LIKELIEST = "cp1252"
_LIKELY = [
    _LIKELIEST, "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2",
    "iso8859_5", "koi8_r", "koi8_u", "gb18030", "big5", "euc_jp", "shift_jis", "euc_kr", "cp874", "mac_roman",
]  # fmt: skip
"""What the web is written in; charset-normalizer would also see Korean and EBCDIC in mere noise."""

_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What pages are in that name the left one: the rule of the web's encoding standard."""


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of `data`: by its byte order mark, as UTF-8, as `declared`, or as far as it can be told.

    Raises ReadError, which calls the source `name`, where no character set fits.
    """
    charset = _marked(data) or (_known(declared) if is_wide(data, declared) else None)
    if charset is not None:
        return _strictly(data, charset, name)
    try:
        # Before what a page declares: many are in UTF-8 and say otherwise, and hardly any other text passes for it.
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = error.start
    known = _known(declared)
    return _strictly(data, known, name) if known else _guessed(data, bad, name)


def is_wide(data: bytes, declared: str | None) -> bool:
    """Whether `data` is text of two or four bytes a character, in which zero bytes are no sign of a binary file."""
    return (_marked(data) or _known(declared) or "").startswith(("utf-16", "utf-32"))


def _marked(data: bytes) -> str | None:
    return next((charset for mark, charset in _MARKS if data.startswith(mark)), None)


def _known(declared: str | None) -> str | None:
    """The codec that a page means which declares itself so; None where it declares none, or UTF-8 wrongly."""
    if declared is None:
        return None
    try:
        codec = codecs.lookup(declared.strip()).name
    except LookupError:
        return None
    return None if codec == "utf-8" else _MEANT.get(codec, codec)


def _strictly(data: bytes, charset: str, name: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name} says that it is in {charset}, but byte {_byte(data, error.start)} is not; save it as UTF-8."
        ) from None


def _guessed(data: bytes, bad: int, name: str) -> str:
    # Imported here: few files need it, and an article must be read within two seconds from a cold start.
    from charset_normalizer import from_bytes

    guesses = from_bytes(data, cp_isolation=_LIKELY)
    best = guesses.best()
    if best is None or best.chaos > _CERTAIN:
        raise ReadError(
            f"{name} is not in UTF-8 (byte {_byte(data, bad)}), and its character set cannot be told; save it as UTF-8."
        )
    # Texts in English hold too few other letters to tell the sets of Europe apart, and most of them are in this one.
    likeliest = any(_LIKELIEST in guess.could_be_from_charset for guess in guesses if guess.chaos == best.chaos)
    return data.decode(_LIKELIEST if likeliest else best.encoding)


def _byte(data: bytes, place: int) -> str:
    return f"0x{data[place]:02X} at position {place:,}"
