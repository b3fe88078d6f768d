"""Which fields a template asks for, which a form has, and what somebody may have meant by one that it has not."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jinja2 import TemplateError, nodes
from rapidfuzz import fuzz, process

from chibo.base.refusal import Fault, FaultyError
from chibo.base.vietnamese import fold
from chibo.documents.office.narrow import Environment, NotSayable, Template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Path = tuple[str, ...]
_CLOSE_ENOUGH: Final = 60
_FOOTNOTES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A field that the form has not: as it is written, the likeliest meant ("" for none), and whether it is a part."""

    written: str
    name: str
    meant: str
    is_part: bool


def sources(content: bytes) -> Iterator[str]:
    """The text of every part of a template as it goes to the renderer, one paragraph a line."""
    template = Template(io.BytesIO(content))
    template.init_docx()
    found = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        found += [template.get_part_xml(part) for _, part in template.get_headers_footers(uri)]
    found += [
        part.blob.decode("utf-8", "replace")
        for part in template.docx.part.package.iter_parts()
        if part.content_type == _FOOTNOTES
    ]
    for xml in found:
        yield re.sub(r"<w:p([ >])", r"\n<w:p\1", template.patch_xml(xml))


def fields_of(content: bytes) -> dict[Path, str]:
    """Every field a template asks for: its path from the facts, and how it is written.

    Raises ``FaultyError`` naming the place that cannot be read.
    """
    found: dict[Path, str] = {}
    environment = Environment({})
    for source in sources(content):
        try:
            _walk(environment.parse(source), {}, found)
        except TemplateError as error:
            raise FaultyError([unreadable(error, source)]) from error
        except RecursionError as error:
            raise FaultyError([_too_deep()]) from error
    return found


def _walk(node: nodes.Node, scope: Mapping[str, Path], found: dict[Path, str]) -> None:
    if isinstance(node, nodes.For):
        assert isinstance(node.target, nodes.Name)
        rows = _path(node.iter, scope) or ("?",)
        _note(node.iter, scope, found)
        inner = {**scope, node.target.name: rows}
        for child in (*node.body, *node.else_):
            _walk(child, inner, found)
        return
    if isinstance(node, nodes.Name | nodes.Getattr):
        _note(node, scope, found)
        return
    for child in node.iter_child_nodes():
        _walk(child, scope, found)


def _note(node: nodes.Node, scope: Mapping[str, Path], found: dict[Path, str]) -> None:
    path, written = _path(node, scope), _written(node)
    if path is not None and written not in scope:  # a row by itself is no field of its own
        found.setdefault(path, written)


def _path(node: nodes.Node, scope: Mapping[str, Path]) -> Path | None:
    if isinstance(node, nodes.Name):
        return None if node.name == "loop" else scope.get(node.name, (node.name,))
    if isinstance(node, nodes.Getattr):
        above = _path(node.node, scope)
        return None if above is None else (*above, node.attr)
    return None


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return str(getattr(node, "name", ""))


def paths_of(facts: Mapping[str, Any]) -> set[Path]:
    """Every path that plain facts hold; the rows of a list share one path."""
    found: set[Path] = set()
    for name, value in facts.items():
        found.add((name,))
        rows = value if isinstance(value, list) else [value]
        found |= {(name, *path) for row in rows if isinstance(row, dict) for path in paths_of(row)}
    return found


def unknown_in(used: Mapping[Path, str], known: Iterable[Path]) -> tuple[Unknown, ...]:
    """The fields that the form has not, in the order of the paper, each with what may have been meant."""
    has = set(known)
    found: list[Unknown] = []
    for path, written in used.items():
        if path in has or (len(path) > 1 and path[:-1] not in has):  # what is wrong is told at the part above
            continue
        siblings = sorted({each[-1] for each in has if each[:-1] == path[:-1] and len(each) == len(path)})
        found.append(
            Unknown(written=written, name=path[-1], meant=_likeliest(path[-1], siblings), is_part=len(path) > 1)
        )
    return tuple(found)


def say_unknown(each: Mapping[str, Any]) -> str:
    """Name a field that the form has not, with the one that may be meant (product.md 2.18)."""
    if not each["meant"]:
        return f"Mẫu dùng «{each['written']}», chương trình không có trường nào gần như vậy."
    meant = f"{each['written'].rpartition('.')[0]}.{each['meant']}" if each["is_part"] else each["meant"]
    return f"Mẫu dùng «{each['written']}», chương trình có «{meant}»."


def _likeliest(name: str, known: list[str]) -> str:
    bare = {each: _bare(each) for each in known}
    best = process.extractOne(_bare(name), bare, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return str(best[2]) if best else ""


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", fold(name))


def unreadable(error: TemplateError, source: str) -> Fault:
    """Name the paragraph at which a template cannot be read, in the words that stand in it."""
    line = getattr(error, "lineno", None) or 0
    lines = source.split("\n")
    near = re.sub(r"<[^>]*>", "", lines[line - 1]) if 0 < line <= len(lines) else ""
    said = " ".join(near.split())[:160]
    why = str(error) if isinstance(error, NotSayable) else _why(str(error))
    return Fault(
        what="Mẫu có chỗ viết sai nên chưa soạn được" + (f": “{said}”." if said else "."),
        why=why,
        next="Sửa chỗ ấy trong Word: trường viết «họ_tên», điều kiện «nếu …» … «hết nếu», "
        "lặp «mỗi … trong …» … «hết mỗi».",
        field="file",
    )


def _why(message: str) -> str:
    if "Unexpected end of template" in message or "end of template" in message:
        return "Có «nếu …» chưa có «hết nếu», hoặc «mỗi …» chưa có «hết mỗi»."
    if "unknown tag 'end" in message or "unknown tag 'else" in message:
        return "Có «hết nếu», «còn không» hoặc «hết mỗi» mà trước đó không có phần mở."
    if "unknown tag" in message:
        return "Lệnh trong {% %} không có trong chương trình."
    return "Chữ trong dấu « » hoặc {{ }}, {% %} không đọc được."


def _too_deep() -> Fault:
    return Fault(
        what="Mẫu lồng quá nhiều lớp.",
        why="Giấy tờ không cần nhiều lớp điều kiện và lặp như vậy.",
        next="Viết lại phần ấy đơn giản hơn, hoặc bắt đầu từ mẫu của chương trình.",
        field="file",
    )
