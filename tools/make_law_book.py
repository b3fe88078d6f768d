"""Write docs/law/quy-tac: one page for each figure of the law, and the table of contents.

Run it after every change of the law's data; a test compares the pages with what this writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from chibo.base.lawbook import RulePage, book, index_text, page_text, rule_page  # noqa: E402 — found beside this file
from chibo.law.reading import rulebook  # noqa: E402

FOLDER = ROOT / "docs" / "law" / "quy-tac"


def pages() -> list[RulePage]:
    """Every figure's page, by subject, as it stands on the first day of its newest value."""
    rules = rulebook()
    newest = max(dated.starts_on for figure in rules.figures() for dated in figure.values)
    order = list(book().subjects)
    found = [rule_page(rules, figure.key, newest) for figure in rules.figures()]
    return sorted(found, key=lambda page: (order.index(page.key.split(".")[0]), page.key))


def texts() -> dict[str, str]:
    """Every file of the folder by its name."""
    found = pages()
    return {"README.md": index_text(found)} | {f"{page.key}.md": page_text(page) for page in found}


def main() -> None:
    """Write what changed and remove pages of figures that are no more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = texts()
    for old in FOLDER.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(wanted)} trang trong {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
