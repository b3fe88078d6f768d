"""Write docs/user/truong-cua-mau.md: the fields of every form, out of our templates and the sample's facts.

Run it after a change of a template; a house test compares the page with what this writes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from chibo.desk.queries.templates import form_name  # noqa: E402 - found beside this file
from chibo.documents.office import catalogue  # noqa: E402 - found beside this file
from chibo.documents.regimes import regimes  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.documents.office.catalogue import Field

TARGET = ROOT / "docs" / "user" / "truong-cua-mau.md"
HEAD = """# Các trường của từng mẫu

*Trang này do chương trình viết ra từ chính các mẫu (`tools/make_template_fields.py`).*

Cách sửa mẫu: [Mẫu văn bản](mau-van-ban.md).
Trong Word viết tên trường trong dấu « », ví dụ «họ_tên». Trường nào hồ sơ chưa có thì giấy in ra `……`.
"""


def text() -> str:
    """The whole page."""
    newest = {name: regime.slug for regime in regimes() for name in catalogue.names(regime.slug)}
    return HEAD + "".join("\n".join(_section(name, newest[name])) for name in sorted(newest))


def _section(name: str, regime: str) -> Iterator[str]:
    yield f"\n## {form_name(name)}\n"
    yield "| Trường | Nói gì | Loại |"
    yield "|---|---|---|"
    for field in catalogue.known(regime, name):
        yield f"| {_shown(field)} | {field.meaning} | {field.sort} |"
    yield ""


def _shown(field: Field) -> str:
    return f"«{field.name}», trong «mỗi … trong {field.above}»" if field.is_part else f"«{field.name}»"


def main() -> None:
    """Write the page."""
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
    print(f"viết {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
