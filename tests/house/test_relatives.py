"""Minimum fields of relatives: the circle and the columns that the checklist of a life history names, and no more.

The circle is that of check E07 (parents, spouse, parents-in-law, children, siblings, guardian). Nothing about the
thoughts, the past or the papers of a relative has a column or a question of its own.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import fields
from typing import TYPE_CHECKING

from django.apps import apps

import chibo
from chibo.base.forms import HouseForm
from chibo.development.forms.section import RelativesForm
from chibo.law.dossier.kinds import Presence, Relation
from chibo.law.dossier.person import RelativeRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

CIRCLE = {"father", "mother", "spouse", "spouse_father", "spouse_mother", "child", "sibling", "guardian"}
TOLD = {"relation", "name", "answer", "is_abroad", "is_party_member", "has_full_capacity"}
ASKED = TOLD - {"has_full_capacity"}
OF_RELATIVES = re.compile(
    r"\b(cha|bố mẹ|mẹ|vợ|chồng|con cái|anh chị em|anh ruột|thân nhân|người thân|gia đình|họ hàng"
    r"|father|mother|relatives?)\b",
    re.IGNORECASE,
)
ALLOWED = {
    "ArchiveForm.is_open": "names the parts that go into an archive",
    "OwnRelativesForm.consent": "the word that relatives were told, asked of whoever tells of them",
}


def test_the_circle_and_what_is_told_of_each_are_the_rules_own() -> None:
    assert {str(one) for one in Relation} == CIRCLE
    assert {str(one) for one in Presence} == {"exists", "deceased", "none"}
    assert {one.name for one in fields(RelativeRecord)} == TOLD
    assert set(RelativesForm.columns(RelativesForm.__new__(RelativesForm))) == ASKED


def test_no_column_asks_more_about_relatives() -> None:
    found = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("chibo.")
        for field in model._meta.concrete_fields
        if OF_RELATIVES.search(f"{field.verbose_name} {field.name.replace('_', ' ')}")
    }
    assert found == {name for name in ALLOWED if name.count(".") == 2}


def every_form() -> Iterator[type[HouseForm]]:
    for room in pkgutil.walk_packages(chibo.__path__, "chibo."):
        if ".forms" in room.name or room.name.endswith("forms"):
            importlib.import_module(room.name)
    waiting = [HouseForm]
    while waiting:
        waiting += (form := waiting.pop()).__subclasses__()
        yield form


def test_no_form_asks_more_about_relatives() -> None:
    found = {
        f"{form.__name__}.{name}"
        for form in every_form()
        for name, field in form.base_fields.items()
        if OF_RELATIVES.search(f"{field.label or ''} {field.help_text or ''} {name.replace('_', ' ')}")
    }
    assert found == {name for name in ALLOWED if name.count(".") == 1}
