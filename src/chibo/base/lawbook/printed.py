"""The pages of the law book as text: Markdown for the manual, plain lines for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.lawbook.reading import book

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chibo.base.lawbook.pages import RulePage, ValueLine

_MADE = "Trang này do `tools/make_law_book.py` viết từ dữ liệu của `src/chibo/law`; không sửa tay."


def page_text(page: RulePage) -> str:
    """One figure's page in Markdown."""
    return "\n".join([f"# {page.name}", "", *_body(page), f"*{_MADE}*", ""])


def _body(page: RulePage) -> Iterator[str]:
    yield from (f"{page.subject} · `{page.key}`", "", f"**{page.sentence}**", "")
    if page.note:
        yield from (page.note, "")
    yield from ("## Giá trị theo ngày", "", *_table(page), page.gap, "")
    if page.policies:
        yield from ("## Cách đọc có ảnh hưởng", "", *(f"- {line}" for line in _policies(page)), "")
    if page.examples:
        yield from ("## Ví dụ", "", *(f"- {line}" for line in _examples(page)), "")
    used = list(_used(page))
    if used:
        yield from ("## Dùng ở đâu", "", *(f"- {line}" for line in used), "")


def _table(page: RulePage) -> Iterator[str]:
    if not page.lines:
        return
    yield "| Từ ngày | Giá trị | Căn cứ | Độ chắc chắn | Ghi chú |"
    yield "|---|---|---|---|---|"
    for line in page.lines:
        value = "<br>".join(line.parts) or line.said
        cells = (say_date(line.starts_on), value, _source(line), _sure(line), "; ".join(line.remarks))
        yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
    yield ""


def _source(line: ValueLine) -> str:
    return f"[{line.citation}]({line.url})" if line.is_link else f"{line.citation} ({line.url})"


def _sure(line: ValueLine) -> str:
    return f"{line.sureness}, đối chiếu {say_date(line.checked_on)}"


def _policies(page: RulePage) -> Iterator[str]:
    for policy in page.policies:
        others = "; ".join(policy.others)
        yield f"**{policy.title}**: {policy.reading}. Cách khác: {others}. {policy.note}".strip()


def _examples(page: RulePage) -> Iterator[str]:
    return (f"{'Đạt' if one.fits else 'Không đạt'}: {one.say} {one.answer}" for one in page.examples)


def _used(page: RulePage) -> Iterator[str]:
    if page.steps:
        yield f"Các bước: {'; '.join(page.steps)}."
    if page.checks:
        yield f"Kiểm tra hồ sơ: {', '.join(page.checks)}."


def index_text(pages: Iterable[RulePage]) -> str:
    """The table of contents in Markdown, by subject."""
    by_subject: dict[str, list[RulePage]] = {subject: [] for subject in book().subjects.values()}
    for page in pages:
        by_subject.setdefault(page.subject, []).append(page)
    lines = ["# Sổ quy định", "", "Mỗi quy tắc một trang: nói gì, giá trị theo ngày, căn cứ, độ chắc chắn, ví dụ.", ""]
    for subject, held in by_subject.items():
        if held:
            entries = (f"- [{page.name}]({page.key}.md): {page.sentence}" for page in held)
            lines += [f"## {subject}", "", *entries, ""]
    return "\n".join([*lines, f"*{_MADE}*", ""])


def terminal_lines(page: RulePage) -> Iterator[str]:
    """What the page says beside the value of the day, as plain lines."""
    yield "  Các giá trị:"
    for line in page.lines:
        yield f"    từ {say_date(line.starts_on)}: {line.said} – {line.citation} ({line.sureness})"
        yield from (f"      {remark}" for remark in line.remarks)
    yield f"    {page.gap}"
    for title, lines in (
        ("Cách đọc có ảnh hưởng", _policies(page)),
        ("Ví dụ", _examples(page)),
        ("Dùng ở đâu", _used(page)),
    ):
        held = [line.replace("**", "") for line in lines]
        if held:
            yield from (f"  {title}:", *(f"    {line}" for line in held))
