"""Templates keep to the strict content policy and ask nothing of the outside."""

from __future__ import annotations

import re

from tests.house import plan

INLINE = {
    "inline style": r"<style\b|\sstyle\s*=",
    "inline script": r"<script\b(?![^>]*\ssrc=)",
    "inline handler": r"<[^>]*\son[a-z]+\s*=",
    "address outside": r"""(?:src|href|action)\s*=\s*["']\s*(?:https?:)?//""",
    "javascript address": r"javascript:",
}


def test_nothing_inline_and_nothing_from_outside() -> None:
    wrong = [
        f"{plan.said(path)}: {what}"
        for path in plan.templates()
        if path.suffix == ".html"
        for what, pattern in INLINE.items()
        if re.search(pattern, without_comments(path.read_text(encoding="utf-8")))
    ]
    assert wrong == []


def without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.DOTALL)


def test_every_posted_form_carries_its_token() -> None:
    wrong = [
        plan.said(path)
        for path in plan.templates()
        if path.suffix == ".html"
        for form in re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        if re.search(r"""method=["']post""", form) and "csrf_token" not in form
    ]
    assert wrong == []
