"""Three hundred strings that somebody who means harm would type, and files that they would bring.

Each carries ``MARK``, so that what comes back can be found; built from parts, so that nobody has to read three hundred
lines. None of them is a person's name.
"""

from __future__ import annotations

import io
import itertools
import random
import zipfile
from typing import Final

MARK: Final = "xq7z"
_M = MARK

_SCRIPTS: Final = [
    f"<script>{_M}()</script>",
    f"<img src={_M} onerror={_M}()>",
    f"<svg/onload={_M}()>",
    f"<body onload={_M}()>",
    f"<iframe src=javascript:{_M}()></iframe>",
    f"<a href='javascript:{_M}()'>a</a>",
    f"<{_M}>",
    f"<input autofocus onfocus={_M}()>",
    f"<details open ontoggle={_M}()>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={_M}()>",
    f"<form action='//example.org/{_M}'><button>",
    f"<base href='//example.org/{_M}/'>",
    f"<meta http-equiv=refresh content='0;url=//example.org/{_M}'>",
    f"<link rel=stylesheet href='//example.org/{_M}.css'>",
    f"<object data='//example.org/{_M}'></object>",
    f"<!--{_M}--><x>",
    f"<![CDATA[<script>{_M}()</script>]]>",
    f"</title><script>{_M}()</script>",
    f"</textarea><script>{_M}()</script>",
    f"</select></option><img src=x onerror={_M}()>",
]
_BREAKS: Final = ['"', "'", "`", '">', "'>", '"/>', "-->", "]]>", "</p>", "\\"]
_TEMPLATES: Final = [
    f"{{{{7*191}}}}{_M}",
    f"{{% if 1 %}}{_M}{{% endif %}}",
    f"{{% include '/etc/passwd' %}}{_M}",
    f"{{{{settings.SECRET_KEY}}}}{_M}",
    f"{{{{''.__class__.__mro__}}}}{_M}",
    f"${{7*191}}{_M}",
    f"#{{7*191}}{_M}",
    f"<%= 7*191 %>{_M}",
    f"«{_M}»",
    f"«#nếu {_M}»",
    f"%({_M})s",
    f"%s%n%x{_M}",
    f"{{0.__class__}}{_M}",
    f"{{{_M}}}",
]
_QUERIES: Final = [
    f"' OR '1'='1' --{_M}",
    f"'; DROP TABLE register_person; --{_M}",
    f'" OR ""="{_M}',
    f"1 UNION SELECT {_M} FROM accounts_user",
    f"{_M}%' ESCAPE '!",
    f"\\'; SELECT pg_sleep(9); --{_M}",
    f"%_%{_M}%_",
    f"{_M}') OR 1=1 --",
    f"1;ATTACH DATABASE '{_M}' AS x",
    f"*)(uid=*))(|(uid=*{_M}",
]
_PATHS: Final = [
    f"../../../../etc/passwd{_M}",
    f"..\\..\\..\\windows\\win.ini{_M}",
    f"/etc/passwd{_M}",
    f"file:///etc/passwd{_M}",
    f"C:\\{_M}.txt",
    f"CON{_M}",
    f"{_M}/../.",
    f"....//....//{_M}",
    f"%2e%2e%2f{_M}",
    f"~root/{_M}",
    f"\\\\server\\share\\{_M}",
    f"|id {_M}",
    f"; sleep 9 # {_M}",
    f"$(sleep 9){_M}",
    f"`sleep 9`{_M}",
    f"http://169.254.169.254/{_M}",
    f"//example.org/{_M}",
    f"https:example.org/{_M}",
    f"javascript:{_M}()",
    f"data:text/html,{_M}",
]
_LINES: Final = [
    f"a\r\nX-Xq7z: {_M}",
    f"a\nSet-Cookie: {_M}=1",
    f"a\r\n\r\n<script>{_M}()</script>",
    f"%0d%0aX-Xq7z: {_M}",
    f"a\u2028X-Xq7z: {_M}",
    f"a\x85X-Xq7z: {_M}",
    f"a\x0b\x0c{_M}",
    f"\x00{_M}",
    f"{_M}\x00.docx",
    f"{_M}\x01\x02\x1b[31m",
]
_LETTERS: Final = [
    f"\u202e{_M}\u202c",
    f"\u2066{_M}\u2069",
    f"\u200f{_M}",
    f"\u200b\u200c\u200d{_M}\ufeff",
    f"{_M}😀👩‍👩‍👧‍👦🇻🇳",
    f"Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍{_M}",
    f"{_M}\ud800",
    f"{_M}\udfff\ud800",
    f"{_M}\ufffe\uffff",
    f"{_M}\U0010ffff",
    f"ﷺ{_M}",
    f"Nguye\u0302\u0303n {_M}",
    f"ｓｃｒｉｐｔ{_M}",
    f"İ{_M}ı",
    f"ß{_M}ﬁ",
    "\u0301" * 50 + _M,
    "\u00a0 \u2003\u3000",
]
_FORMULAS: Final = [f"{sign}{rest}" for sign in "=+-@" for rest in (f"cmd|'/C calc'!{_M}", f"1+1{_M}")] + [
    f"\t=1+1{_M}",
    f"\r=1+1{_M}",
    f'=HYPERLINK("http://example.org/{_M}","a")',
    f'=WEBSERVICE("http://example.org/{_M}")',
    f"＝1+1{_M}",
]
_NUMBERS: Final = [
    "-1", "0", "99999999999999999999999999", "-99999999999999999999999999", "9223372036854775808", "2147483648",
    "1e309", "-1e309", "NaN", "Infinity", "-Infinity", "0x7f", "1_000", "1,5", "1.5", "٣", "Ⅷ", "1/0", "--1", "+-1",
    "1e-400", "00000000000000000001", " 7 ", "0b1", "½", "1" * 400, "9" * 5000,
]  # fmt: skip
_DAYS: Final = [
    "0-0-0", "31-2-2018", "32-13-2018", "1-1-0001", "31-12-9999", "1-1-10000", "-1-1-2018", "2018-02-30", "29-2-1900",
    "1-1-99999999999", "21-5-18", "0001-01-01", "9999-12-31", "2018-W01-1", "2018-05-21T25:61:61", "25:61", "ngày mai",
    "１-１-２０１８", "1--1-2018", "1-1-2018-1",
]  # fmt: skip
_WORDS: Final = [
    "", " ", "null", "None", "undefined", "true", "on", "[]", "{}", '{"a":1}', "[object Object]", "\\u0000",
    "00000000-0000-0000-0000-000000000000", "not-a-uid", "../", ".", "..", "?", "#", "&", ";", "%", "%00", "%zz",
]  # fmt: skip
_HUGE: Final = [_M * 30_000, "<" * 20_000 + _M, "\n" * 20_000 + _M, "a" * 5_000, "1," * 20_000]


def everything() -> list[str]:
    """All strings, each once, always in the same order."""
    broken = [start + script for start, script in itertools.product(_BREAKS, _SCRIPTS[:9])]
    quoted = [f"{start} onmouseover={_M}() x={start}" for start in _BREAKS]
    upper = [script.upper().replace(_M.upper(), _M) for script in _SCRIPTS]
    packed = [f"%3Cscript%3E{_M}%3C/script%3E", f"&lt;script&gt;{_M}", f"\\x3cscript\\x3e{_M}", f"+ADw-script+AD4-{_M}"]
    parts = (
        _SCRIPTS, broken, quoted, upper, packed, _TEMPLATES, _QUERIES, _PATHS, _LINES, _LETTERS, _FORMULAS, _NUMBERS,
        _DAYS, _WORDS, _HUGE,
    )  # fmt: skip
    return list(dict.fromkeys(itertools.chain(*parts)))


def files() -> dict[str, tuple[str, bytes]]:
    """Files by what is wrong with them: a name and the bytes."""
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>'
    return {
        "empty": (f"{MARK}.xlsx", b""),
        "no zip": (f"{MARK}.xlsx", b"PK\x03\x04" + b"\xff" * 200),
        "entity": (f"{MARK}.docx", zipped({"word/document.xml": entity, "[Content_Types].xml": b"<Types/>"})),
        "laughs": (f"{MARK}.xlsx", zipped({"xl/workbook.xml": laughs, "[Content_Types].xml": b"<Types/>"})),
        "bomb": (f"{MARK}.docx", zipped({"word/document.xml": b"\0" * 60_000_000})),
        "climbing": (f"../../{MARK}.xlsx", zipped({"../../../tmp/xq7z": b"x"})),
        "script": (f"<img src={MARK} onerror=1>.csv", b"ho ten,ngay sinh\n=cmd|' /C calc'!A0,1-1-1990\n"),
        "picture": (f'{MARK}".png', b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        "pdf": (f"{MARK}\r\nX: 1.pdf", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"),
        "html": (f"{MARK}.pdf", b"<html><script>xq7z()</script></html>"),
        "program": (f"{MARK}.jpg", b"MZ" + b"\x90" * 300),
        "letters": ("\u202excod.exe", b"\xff\xfe\x00\xd8" * 40),
        "csv": (f"{MARK}.csv", b"\xef\xbb\xbf" + b'"' * 5001),
    }


def zipped(entries: dict[str, bytes]) -> bytes:
    """A small archive."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return kept.getvalue()


def chosen(seed: int) -> random.Random:
    """Chance that can be repeated."""
    return random.Random(seed)
