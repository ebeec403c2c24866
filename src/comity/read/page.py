"""An HTML page to a document: main text, title, publisher and day of publication."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from comity.errors import ReadError
from comity.model.document import Document
from comity.read.published import published_day

_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w:-]+)""", re.IGNORECASE
)
_DECLARED_WITHIN = 2048
"""Where a page must declare its character set, by the web's encoding standard twice over."""

_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|section|div|h1|p)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)


def looks_like_page(text: str) -> bool:
    """Whether `text` is HTML."""
    return _MARKUP.match(text) is not None


def declared_charset(data: bytes) -> str | None:
    """The character set that a page declares in its own markup."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii") if match else None


def page_document(html: str, name: str, address: str | None = None, published: date | None = None) -> Document:
    """The document of the page `html`, which errors call `name`.

    `published` wins over what the page says. Raises ReadError where the page holds no text.
    """
    # Imported here: it takes a second to load, and plain text, which must be read within two, needs none of it.
    from trafilatura import bare_extraction, extract_metadata, load_html

    tree = load_html(html)
    found = None if tree is None else bare_extraction(tree, url=address, include_comments=False, include_tables=False)
    text = (getattr(found, "text", None) or "").strip()
    if tree is None or not text:
        raise ReadError(f"{name} is a page without readable text.")
    about = extract_metadata(tree, default_url=address, extensive=False)
    return Document(
        text=text,
        title=about.title or None,
        address=address,
        publisher=about.sitename or (urlsplit(address).hostname if address else None),
        published=published or published_day(tree, address),
    )
