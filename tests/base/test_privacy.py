"""Every field that tells about a person has a purpose, and every encrypted one is a sensitive block."""

from __future__ import annotations

from django.apps import apps

from chibo.base.access import Permission
from chibo.base.fields import EncryptedTextField
from chibo.base.privacy import BLOCKS

STRUCTURE = {"id", "uid", "recorded_at"}


def test_every_field_of_a_person_is_listed() -> None:
    listed = {field for block in BLOCKS if block.record == "register.person" for field in block.fields}
    model = apps.get_model("register.person")
    assert {field.name for field in model._meta.concrete_fields} - STRUCTURE == listed


def test_every_listed_field_exists() -> None:
    for block in BLOCKS:
        names = {field.name for field in apps.get_model(block.record)._meta.concrete_fields}
        assert set(block.fields) <= names, block.name


def test_every_encrypted_field_is_in_a_sensitive_block() -> None:
    encrypted = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    }
    sensitive = {
        (block.record, field)
        for block in BLOCKS
        if block.is_sensitive
        for field in block.fields
        if not field.endswith("_print")  # keyed already, so that a number can be looked for
    }
    assert encrypted == sensitive


def test_seeing_people_opens_no_sensitive_block() -> None:
    asked = {block.name: block.seen_by for block in BLOCKS if block.is_sensitive}
    assert {asked.pop(name) for name in ("import", "import_trace")} == {Permission.IMPORT}
    assert set(asked.values()) == {Permission.VIEW_SENSITIVE}
