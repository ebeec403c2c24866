from __future__ import annotations

import io
import random
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from comity.errors import LanguageError, ReadError
from comity.read.source import read_source
from comity.settings import Settings
from tests.read.pages import ARTICLE, TEXT, page


def saved(folder: Path, name: str, data: bytes | str) -> str:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def test_a_text_file(tmp_path: Path, settings: Settings) -> None:
    document = read_source(saved(tmp_path, "article.txt", TEXT), settings, published=date(2025, 7, 4))
    assert (document.text, document.published) == (TEXT, date(2025, 7, 4))
    assert (document.title, document.address, document.publisher) == (None, None, None)


def test_without_a_day_of_publication_none_is_assumed(tmp_path: Path, settings: Settings) -> None:
    assert read_source(saved(tmp_path, "article.txt", TEXT), settings).published is None


def test_an_article_has_the_same_id_wherever_its_lines_were_ended(tmp_path: Path, settings: Settings) -> None:
    ids = {
        read_source(saved(tmp_path, name, TEXT.replace("\n", end)), settings).id
        for name, end in (("unix", "\n"), ("windows", "\r\n"), ("old-mac", "\r"))
    }
    assert len(ids) == 1


@pytest.mark.parametrize("name", ["article.html", "article", "article.txt"])
def test_a_page_is_known_by_what_it_holds(tmp_path: Path, name: str, settings: Settings) -> None:
    source = saved(tmp_path, name, page('<meta property="article:published_time" content="2025-07-04T08:00:00Z">'))
    document = read_source(source, settings)
    assert all(paragraph in document.text for paragraph in ARTICLE)
    assert (document.title, document.published) == ("Moscow recognises Kabul", date(2025, 7, 4))


def test_text_that_speaks_of_markup_is_no_page(tmp_path: Path, settings: Settings) -> None:
    text = f"In the <html> tag of the page stood the name of the ministry. {TEXT}"
    assert read_source(saved(tmp_path, "article.txt", text), settings).text == text


def test_standard_input(settings: Settings) -> None:
    assert read_source("-", settings, stdin=io.BytesIO(TEXT.encode())).text == TEXT
    assert ARTICLE[0] in read_source("-", settings, stdin=io.BytesIO(page().encode())).text


def test_standard_input_of_a_real_process(tmp_path: Path) -> None:
    code = (
        "from comity.read.source import read_source; from comity.settings import Settings;"
        "print(read_source('-', Settings('unused')).text[:15])"
    )
    run = subprocess.run([sys.executable, "-c", code], input=TEXT.encode(), capture_output=True, check=True)
    assert run.stdout.decode().strip() == "Russia on Thurs"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_character_sets(tmp_path: Path, charset: str, settings: Settings) -> None:
    assert read_source(saved(tmp_path, "article.txt", TEXT.encode(charset)), settings).text == TEXT


def test_one_letter_is_enough_to_need_a_character_set(tmp_path: Path, settings: Settings) -> None:
    text = "He met Mr Müller in the city on Thursday and they spoke of trade, and of nothing else that matters."
    assert read_source(saved(tmp_path, "article.txt", text.encode("latin-1")), settings).text == text


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "is empty."),
        ("blank.txt", b" \n\n\t ", "is empty."),
        ("a.pdf", b"%PDF-1.7\n...", "is a PDF, not text."),
        ("a.png", b"\x89PNG\r\n\x1a\n", "is a PNG image, not text."),
        ("a.docx", b"PK\x03\x04....", "is a ZIP archive or Office file, not text."),
        ("a.bin", b"Russia\x00\x01\x02", "is binary (byte 0x00 at position 6), not text."),
        ("huge.txt", b"word " * 30_000, "is larger than the 100,000 bytes that are read at most."),
        ("no-text.html", "<html><body><script>draw()</script></body></html>", "is a page without readable text."),
        ("no-text-at-all.html", "<html></html>", "is a page without readable text."),
        ("noise", bytes(random.Random(7).choices(range(1, 256), k=500)), "is binary (byte 0x"),
        ("more-noise", bytes(random.Random(7).choices(range(32, 256), k=500)), "is not in UTF-8 (byte 0x"),
        (
            "broken.html",
            b"<html><head><meta charset='shift_jis'></head><body><p>\x81\x20</p></body></html>",
            "says that it is in shift_jis, but byte 0x81 at position 54 is not; save it as UTF-8.",
        ),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes | str, message: str, settings: Settings) -> None:
    source = saved(tmp_path, name, data)
    with pytest.raises(ReadError, match=f"^{re.escape(f'{source} {message}')}") as raised:
        read_source(source, settings)
    assert str(raised.value).endswith(".")


def test_what_is_not_there(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(ReadError, match=r"^There is no file .*nothing\.txt\.$"):
        read_source(str(tmp_path / "nothing.txt"), settings)
    with pytest.raises(ReadError, match=r"is a directory; name a file in it\.$"):
        read_source(str(tmp_path), settings)
    with pytest.raises(ReadError, match=r"^There is no file .*article\.txt/more\.$"):
        read_source(saved(tmp_path, "article.txt", TEXT) + "/more", settings)
    with pytest.raises(ReadError, match=r"cannot be read: File name too long\.$"):
        read_source("a" * 5000, settings)
    with pytest.raises(ReadError, match=r"cannot be read: embedded null byte\.$"):
        read_source("a\0b", settings)


def test_too_much_on_standard_input(settings: Settings) -> None:
    with pytest.raises(ReadError, match=r"^Standard input is larger than the 100,000 bytes that are read at most\.$"):
        read_source("-", settings, stdin=io.BytesIO(b"word " * 30_000))


def test_another_language_is_named(tmp_path: Path, settings: Settings) -> None:
    text = "La Russie est devenue jeudi le premier pays à reconnaître le gouvernement des talibans, a dit le ministre."
    source = saved(tmp_path, "article.txt", text)
    with pytest.raises(LanguageError, match=r"^The text looks French and only English is read; use --force to read it"):
        read_source(source, settings)
    assert read_source(source, settings, force=True).text == text


def test_plain_text_is_read_without_the_libraries_that_load_slowly(tmp_path: Path) -> None:
    source = saved(tmp_path, "article.txt", TEXT)
    code = (
        "import sys; from comity.read.source import read_source; from comity.settings import Settings;"
        f"read_source({source!r}, Settings('unused'));"
        "print(*{'httpx', 'trafilatura', 'htmldate', 'lxml', 'py3langid', 'charset_normalizer'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert run.stdout.decode().split() == []
