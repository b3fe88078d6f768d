"""«họ_tên» as people read it in Word, ``{{ họ_tên }}`` as it is filled: both ways, across the runs Word cuts text into.

Accepted: ``«tên»`` (also ``<<tên>>`` and ``{{ tên }}``), ``«nếu …»``, ``«còn không»``, ``«hết nếu»``,
``«mỗi … trong …»``, ``«hết mỗi»``, ``«thứ tự»``. A command alone in its paragraph takes the paragraph away, alone in
its row of a table the row.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from lxml import etree

from chibo.documents.office.narrow import FILTERS
from chibo.documents.office.package import WORD, packed, parts_of, read_xml, text_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_W: Final = f"{{{WORD}}}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_MARK: Final = re.compile(r"(?:«|<<)([^«»<>{}]{1,200})(?:»|>>)")
_BRACES: Final = re.compile(r"\{\{(?![prt])([^{}%]{1,200})\}\}|\{%(p|tr)?\s([^{}%]{1,200})%\}")
_LOOP: Final = re.compile(r"mỗi\s+(.+?)\s+trong\s+(.+)")
_COMMANDS: Final = {"còn không": "else", "hết nếu": "endif", "hết mỗi": "endfor"}
_NO: Final = re.compile(r"không(?:\s+có)?\s+(?=\S)")


def with_braces(content: bytes) -> bytes:
    """The same Word file with every mark in braces, each whole in one run. Raises ``FaultyError`` as ``parts_of``."""
    return _rewritten(content, _to_braces)


def with_marks(content: bytes) -> bytes:
    """The same Word file with every plain command as people read it; what has no mark stays in braces."""
    return _rewritten(content, _to_marks)


def renamed(content: bytes, old: str, new: str, *, is_part: bool) -> bytes:
    """The same Word file with one field called otherwise; ``is_part``: ``old`` stands behind a dot."""
    before = r"(?<=\.)" if is_part else r"(?<![\w.])"
    name = re.compile(rf"{before}{re.escape(old)}(?!\w)")
    return _rewritten(
        content, lambda text, _: re.sub(r"\{[{%][^{}]*[%}]\}", lambda found: name.sub(new, found[0]), text)
    )


def _rewritten(content: bytes, change: Callable[[str, str], str]) -> bytes:
    parts = parts_of(content)
    for name in text_parts(parts):
        tree = read_xml(parts[name])
        for paragraph in tree.iter(f"{_W}p"):
            _rewrite(paragraph, change)
        parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def _rewrite(paragraph: etree._Element, change: Callable[[str, str], str]) -> None:
    """Change the words of one paragraph, keeping every run that has no part in a mark."""
    texts = [text for text in paragraph.iter(f"{_W}t") if _paragraph_of(text) is paragraph]
    said = unicodedata.normalize("NFC", "".join(text.text or "" for text in texts))
    if not re.search("[«{<]", said):
        return
    _join_marks(texts)
    alone = ""
    if _is_one_mark(said):
        alone = "tr" if _is_alone_in_row(paragraph, said) else "p"
    for text in texts:
        if text.text:
            text.text = change(text.text, alone)
            text.set(_SPACE, "preserve")


def _paragraph_of(text: etree._Element) -> etree._Element | None:
    return next(text.iterancestors(f"{_W}p"), None)


def _join_marks(texts: list[etree._Element]) -> None:
    """Word cuts «họ_tên» into «họ, _tên and »: put each mark whole into the run where it begins."""
    pieces = [unicodedata.normalize("NFC", text.text or "") for text in texts]
    whole = "".join(pieces)
    owner = [index for index, piece in enumerate(pieces) for _ in piece]
    for start, end in _spans(whole):
        owner[start:end] = [owner[start]] * (end - start)
    letters: list[list[str]] = [[] for _ in texts]
    for letter, index in zip(whole, owner, strict=True):
        letters[index].append(letter)
    for text, mine in zip(texts, letters, strict=True):
        text.text = "".join(mine)


def _spans(whole: str) -> Iterator[tuple[int, int]]:
    for pattern in (_MARK, _BRACES):
        for found in pattern.finditer(whole):
            yield found.span()


def _is_one_mark(said: str) -> bool:
    stripped = said.strip()
    return any(pattern.fullmatch(stripped) for pattern in (_MARK, _BRACES))


def _is_alone_in_row(paragraph: etree._Element, said: str) -> bool:
    row = next(paragraph.iterancestors(f"{_W}tr"), None)
    if row is None:
        return False
    whole = "".join(text.text or "" for text in row.iter(f"{_W}t"))
    return unicodedata.normalize("NFC", whole).strip() == said.strip()


# --- from marks to braces ---


def _to_braces(text: str, alone: str) -> str:
    text = _MARK.sub(lambda found: _braces(found[1], alone), text)
    return _BRACES.sub(lambda found: f"{{{{ {_field(found[1])} }}}}" if _is_name(found[1]) else found[0], text)


def _is_name(inside: str | None) -> bool:
    """Whether braces hold a name, perhaps with blanks; anything else is left for the gate to refuse."""
    return inside is not None and re.fullmatch(r"[\w\s.|]+", inside) is not None


def _braces(inside: str, alone: str) -> str:
    words = " ".join(inside.replace("\u00a0", " ").split())
    command = _command(words)
    if command:
        return f"{{%{alone} {command} %}}"
    return f"{{{{ {_field(words)} }}}}"


def _command(words: str) -> str:
    low = words.lower()
    if low in _COMMANDS:
        return _COMMANDS[low]
    if low.startswith("nếu "):
        return f"if {_condition(words[4:])}"
    loop = _LOOP.fullmatch(words)
    return f"for {_name(loop[1])} in {_name(loop[2])}" if loop else ""


def _condition(words: str) -> str:
    pieces = re.split(r"\s+(và|hoặc)\s+", words)
    joined = {"và": "and", "hoặc": "or"}
    said = [joined[each] if index % 2 else _one(each) for index, each in enumerate(pieces)]
    return " ".join(said)


def _one(words: str) -> str:
    no = _NO.match(words)
    return f"not {_name(words[no.end() :])}" if no else _name(words)


def _field(words: str) -> str:
    name, *filters = (each.strip() for each in words.split("|"))
    if name.lower() in {"thứ tự", "thứ_tự"}:
        return "loop.index"
    return " | ".join([_name(name), *(_name(each) for each in filters)])


def _name(words: str) -> str:
    """``họ tên`` → ``họ_tên``; what cannot be a name is made one, so that it is named as unknown, never run."""
    joined = "_".join(unicodedata.normalize("NFC", words).strip().split())
    path = [re.sub(r"\W", "_", part) for part in joined.split(".")]
    return ".".join(part if part and not part[0].isdigit() else f"_{part}" for part in path)


# --- and back ---


def _to_marks(text: str, alone: str) -> str:
    del alone
    return _BRACES.sub(lambda found: _mark(found) or found[0], text)


_BACK: Final[Mapping[str, str]] = {command: words for words, command in _COMMANDS.items()}
_NAME: Final = r"[^\W\d][\w.]*"


def _mark(found: re.Match[str]) -> str:
    """The mark of one pair of braces; empty for what has none."""
    if found[1] is not None:
        inside = found[1].strip()
        if inside == "loop.index":
            return "«thứ tự»"
        return f"«{inside}»" if re.fullmatch(rf"{_NAME}( \| ({'|'.join(FILTERS)}))?", inside) else ""
    inside = found[3].strip()
    if inside in _BACK:
        return f"«{_BACK[inside]}»"
    loop = re.fullmatch(rf"for ({_NAME}) in ({_NAME})", inside)
    if loop:
        return f"«mỗi {loop[1]} trong {loop[2]}»"
    asked = re.fullmatch(rf"if (not )?({_NAME})", inside)
    return f"«nếu {'không có ' if asked[1] else ''}{asked[2]}»" if asked else ""
