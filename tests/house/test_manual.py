"""The manual speaks of what exists: pictures, links, and every word it prints in bold as standing on the screen."""

from __future__ import annotations

import ast
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.house import plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOT = plan.HOUSE
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MANUAL = sorted((ROOT / "docs" / "user").glob("*.md"))
PICTURES = ROOT / "docs" / "user" / "hinh"
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
UNFINISHED = re.compile(
    r"\b(TODO|TBD|FIXME|XXX|lorem|coming soon)\b|đang (soạn|viết) (bài|phần|mục) này|chưa viết xong|sẽ viết sau",
    re.IGNORECASE,
)
# The manual writes "…" where the screen has a number or a name.
VARIABLE = "…"


def prose(page: Path) -> str:
    """A page without its code."""
    return CODE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The addresses of a page's headings, as code hosts make them."""
    heads = re.findall(r"^#+ +(.+)$", CODE.sub("", page.read_text(encoding="utf-8")), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", head).lower()).replace(" ", "-") for head in heads}


def wrong_links(page: Path) -> Iterator[str]:
    """Relative links of a page that lead nowhere."""
    for link in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            yield f"{page.relative_to(ROOT)}: {link}"


def test_every_picture_and_every_relative_link_exists() -> None:
    assert [wrong for page in PAGES for wrong in wrong_links(page)] == []


def test_every_picture_is_shown_and_together_they_stay_small() -> None:
    shown = {
        (page.parent / link).resolve() for page in PAGES for link in LINK.findall(prose(page)) if link.endswith(".png")
    }
    kept = set(PICTURES.glob("*.png"))
    assert kept - shown == set(), "a picture nobody looks at"
    assert sum(path.stat().st_size for path in kept) < 1_500_000
    assert {path.name for path in kept if path.read_bytes()[25] != 3} == set(), "written with a palette"
    widths = {path.name: int.from_bytes(path.read_bytes()[16:20], "big") for path in kept}
    assert {widths.pop("viec-can-lam-dien-thoai.png"), widths.pop("ghi-chu-bang-ma.png")} == {360}  # a telephone's
    assert set(widths.values()) == {1280}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_nothing_is_left_to_be_written(page: Path) -> None:
    found = UNFINISHED.search(prose(page))
    assert found is None, found


def test_every_page_of_the_manual_is_reached_from_its_contents() -> None:
    linked = {link.partition("#")[0] for link in LINK.findall(prose(ROOT / "docs" / "user" / "README.md"))}
    assert {page.name for page in MANUAL} - {"README.md"} <= linked


# --------------------------------------------------------------------------- what the screen says


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def of_template(text: str) -> Iterator[str]:
    """What stands between two tags, and what attributes say aloud; a variable becomes one sign."""
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}", VARIABLE, text, flags=re.DOTALL)
    yield from re.findall(r'(?:placeholder|aria-label|title|action)="([^"<>]+)"', text)
    # Twice: once a condition divides the words, once it stands inside them.
    yield from re.split(r"<[^>]*>|\{%.*?%\}", text, flags=re.DOTALL)
    yield from re.split(r"<[^>]*>", re.sub(r"\{%.*?%\}", "", text, flags=re.DOTALL))


def of_module(text: str) -> Iterator[str]:
    """Every piece of text in a module; what an f-string fills in becomes one sign."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else VARIABLE for part in node.values)


@cache
def said_on_screen() -> frozenset[str]:
    """Everything the templates and the modules can print; without the count in brackets that follows a heading."""
    source = plan.CODE
    pieces = [piece for path in source.rglob("*.html") for piece in of_template(path.read_text(encoding="utf-8"))]
    pieces += [piece for path in source.rglob("*.py") for piece in of_module(path.read_text(encoding="utf-8"))]
    whole = {plain(piece) for piece in pieces}
    return frozenset(whole | {re.sub(rf" ?\({VARIABLE}\)$", "", piece) for piece in whole})


@pytest.mark.parametrize("page", MANUAL, ids=lambda page: page.stem)
def test_every_word_in_bold_stands_on_a_screen(page: Path) -> None:
    bold = [plain(word) for word in BOLD.findall(prose(page)) if word != "in đậm"]
    assert [word for word in bold if word not in said_on_screen()] == []


def test_a_word_that_no_screen_says_would_be_found() -> None:
    assert "Nhập … người" in said_on_screen()
    assert "Đã thông qua" in said_on_screen()
    assert "Gửi lên mạng" not in said_on_screen()


def test_the_manual_names_the_whole_menu() -> None:
    text = prose(ROOT / "docs" / "user" / "gio-dau-tien.md") + prose(ROOT / "docs" / "user" / "bao-cao-du-bao.md")
    for label in ("Người", "Phát triển đảng viên", "Họp", "Đánh giá", "Báo cáo", "Cài đặt"):
        assert f"**{label}**" in text
