"""Write what the docs take from the code: the references, and what each command of a console block prints.

python docs/generate.py     writes the pages; tests/test_docs.py fails when one is not what this would write
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from typer.main import get_command

from comity.archives import columns as archive
from comity.faces.cli import app
from comity.records.fields import EVENT_FIELDS, FIELDS, MENTION_FIELDS, Field

DOCS = Path(__file__).parent
ROOT = DOCS.parent
CODEBOOK = ROOT / "src/comity/ontology/data/codebook.md"
"""The codebook lies in the package, since it is what a language model is told."""
SHOWN = (ROOT / "README.md", DOCS / "tutorial.md")
"""Pages whose console blocks are run."""

COLUMNS = 100
"""The width of the terminal in the docs."""

BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.M | re.S)
COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
MADE = "<!-- Written by docs/generate.py from the code: change it there. -->"


def pages() -> dict[Path, str]:
    """Every generated page as it should be, by path."""
    return {
        DOCS / "cli.md": commands(),
        DOCS / "codebook.md": CODEBOOK.read_text(encoding="utf-8"),
        DOCS / "fields.md": fields(),
        DOCS / "archives.md": archives((DOCS / "archives.md").read_text(encoding="utf-8")),
        **{path: with_output(path.read_text(encoding="utf-8")) for path in SHOWN},
    }


def commands() -> str:
    """The reference of the command line."""
    parts = [MADE, "# The command line", "`comity COMMAND --help` says the same."]
    for name, command in flat(get_command(app).commands):
        arguments = [param for param in command.params if param.param_type_name == "argument"]
        options = [param for param in command.params if param.param_type_name == "option" and param.name != "help"]
        usage = " ".join(argument.metavar if argument.required else f"[{argument.metavar}]" for argument in arguments)
        parts += [f"## comity {name}", f"    comity {name} {usage} [OPTIONS]", " ".join(command.help.split())]
        rows = [(f"`{argument.metavar}`", argument.help) for argument in arguments]
        rows += [(f"`{' '.join(filter(None, [', '.join(o.opts), o.metavar]))}`", o.help) for o in options]
        parts.append(table(("", "what it is"), rows))
    parts += ["## Exit status", table(("status", "when"), STATUSES)]
    return "\n\n".join(parts) + "\n"


def flat(commands: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Each command with its name, those of a group with the group's name before."""
    for name, command in commands.items():
        if hasattr(command, "commands"):
            yield from flat(command.commands, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


STATUSES = [
    ("0", "all went well"),
    (
        "1",
        "some rows of a corpus or of an imported file were malformed; the rest was taken. Or an unforeseen error",
    ),
    ("2", "what was given cannot be used: a file, an address, a date, a name, an option"),
    ("3", "the ledger or the archive cannot be opened, read or written"),
    ("4", "the ledger has no entry of that id"),
    ("5", "the reader's model is missing or broken"),
    ("130", "Ctrl-C; nothing half-written is left, and `comity code` goes on where it was when it is run again"),
]


def fields() -> str:
    """The reference of the output's fields."""
    parts = [MADE, "# The fields of a report", FIELDS_SAID, field_table(FIELDS)]
    parts += ["## Mentions", MENTIONS_SAID, field_table(MENTION_FIELDS), "## Formats", *FORMATS]
    return "\n\n".join(parts) + "\n"


def archives(page: str) -> str:
    """`page` with the tables of the archive's columns and of an event's fields as the code has them."""
    rows = [(f"`{column.name}`", held(column.type), column.meaning) for column in archive.COLUMNS]
    page = between(page, "columns", table(("column", "holds", "meaning"), rows))
    return between(page, "event fields", field_table(EVENT_FIELDS))


def between(page: str, name: str, text: str) -> str:
    """`page` with `text` between the marks of that name."""
    marks = re.compile(
        rf"(?<=<!-- {name}: written by docs/generate.py from the code -->\n).*(?=<!-- end of {name} -->)", re.S
    )
    return marks.sub(lambda _: f"\n{text}\n\n", page)


def held(kind: pa.DataType) -> str:
    """What a column of the archive holds, in words."""
    words = {
        "string": "text",
        "date32[day]": "day",
        "double": "number",
        "int32": "whole number",
        "int64": "whole number",
    }
    if pa.types.is_list(kind):
        return "list of text"
    return words[str(kind.value_type if pa.types.is_dictionary(kind) else kind)]


FIELDS_SAID = (
    "`comity read`, `comity show` and `comity code` write a report with these fields, in this order. "
    "Every record has all of them."
)
MENTIONS_SAID = "`source_mentions`, `target_mentions` and `according_to_mention` hold objects with these fields."
FORMATS = (
    "**jsonl**: one object a line, with the names above. `comity code` writes an object a document instead, also for "
    'a document without reports: `{"id": …, "text": …, "reports": [ … ]}`, where `text` is given only for a document '
    "that the corpus gives no `id`, and is null otherwise.",
    "**csv**: a header and a row a report; lists of text are joined by spaces, mentions are JSON, null is empty.",
    "**parquet**: a row a report; lists and mentions are nested columns. It needs `pip install 'comity[columns]'`.",
    "**table**: for reading, without a fixed form.",
)


def field_table(of: tuple[Field, ...]) -> str:
    """A table of fields."""
    return table(("field", "holds", "meaning"), [(f"`{f.name}`", f.kind.value, f.meaning) for f in of])


def table(heading: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [heading, ("---",) * len(heading), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def with_output(page: str) -> str:
    """`page` with the output of each command of its console blocks; they are run in one folder, one after another."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder / "examples")
        return BLOCK.sub(lambda block: "".join(session(block[0], folder)), page)


def session(block: str, folder: Path) -> Iterator[str]:
    """The commands of a console block, each followed by what it prints now."""
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            yield line
            yield printed(line[2:], folder)


def printed(command: str, folder: Path) -> str:
    """What `command` prints on a terminal of COLUMNS, without colour."""
    ours, theirs = pty.openpty()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(folder), "TERM": "xterm", "COLUMNS": str(COLUMNS), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    said = b"".join(until_closed(ours)) + process.communicate()[1]
    lines = COLOUR.sub("", said.decode()).replace("\r\n", "\n").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def until_closed(terminal: int) -> Iterator[bytes]:
    """What arrives at `terminal`, until the other end is closed."""
    try:
        while part := os.read(terminal, 65536):
            yield part
    except OSError:  # how Linux says that the other end is closed
        return
    finally:
        os.close(terminal)


def main() -> None:
    """Write the pages that are not yet what they should be."""
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
