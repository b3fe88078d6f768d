"""What the manual says of the fields of each form is what the forms have."""

from __future__ import annotations

from tools.make_template_fields import TARGET, text


def test_the_page_of_fields_is_what_the_script_writes() -> None:
    assert TARGET.read_text(encoding="utf-8") == text(), "run: .venv/bin/python tools/make_template_fields.py"
