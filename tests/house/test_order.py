"""What import contracts cannot see: rooms bound by strings, in models and in templates."""

from __future__ import annotations

import re
import tomllib
from types import ModuleType

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house import plan

NAMED = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"'/]+)/""")


def upward(above: str, below: str) -> bool:
    return plan.floor(below) > plan.floor(above)


def test_foreign_keys_point_down() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("chibo.")
        for field in model._meta.get_fields()
        if isinstance(field.related_model, type)
        and not field.auto_created
        and field.related_model.__module__.startswith("chibo.")
        and upward(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert wrong == []


def test_templates_include_and_extend_downwards() -> None:
    wrong = [
        f"{plan.said(path)} -> {named}"
        for path in plan.templates()
        for named in NAMED.findall(path.read_text(encoding="utf-8"))
        if named in plan.ORDER and upward(plan.room_of(path), named)
    ]
    assert wrong == []


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_room_is_in_the_plan() -> None:
    found = {path.parent.name for path in plan.CODE.glob("*/__init__.py")}
    assert found <= set(plan.ORDER)


KINDS = {"urls", "views", "forms", "actions", "queries", "facts", "models"}


def contract(name: str) -> dict[str, list[str]]:
    read = tomllib.loads((plan.HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    (found,) = [one for one in read["tool"]["importlinter"]["contracts"] if one["name"] == name]
    return dict(found)


def test_every_room_and_every_room_in_it_keeps_its_doors_inwards() -> None:
    """Where files of the corridor lie, the contract holds; base knows no corridor, and the law has its own order."""
    rooms = {path.parent for path in plan.modules() if path.stem in KINDS} | {
        path.parent.parent for path in plan.modules() if path.stem == "__init__" and path.parent.name in KINDS
    }
    rooms = {room for room in rooms if plan.room_of(room / "x") not in {"base", "law", "config"}}
    found = {plan.dotted(room) for room in rooms if not KINDS & set(room.parts)}
    assert found == set(contract("Inside a room, doors lead inwards")["containers"])


def test_every_screen_is_kept_from_judging() -> None:
    sources = contract("Screens never judge")["source_modules"]
    shapes = [re.compile(one.replace(".", r"\.").replace("*", "[a-z_]+") + r"(\..+)?") for one in sources]
    screens = {plan.dotted(path) for path in plan.modules() if re.search(r"(^|_)(views|forms|urls)$", path.stem)}
    screens |= {plan.dotted(path) for kind in ("views", "forms", "urls") for path in plan.modules_named(kind)}
    screens = {name for name in screens if not {"queries", "actions"} & set(name.split("."))}
    unseen = {name for name in screens if not any(shape.fullmatch(name) for shape in shapes)}
    assert unseen == set()


def test_every_room_with_records_or_screens_is_installed() -> None:
    rooms = {plan.room_of(path) for kind in ("models", "urls") for path in plan.modules_named(kind)} - {"config", "law"}
    assert rooms <= {config.label for config in apps.get_app_configs() if config.name.startswith("chibo.")}


def test_every_address_of_every_room_is_reachable() -> None:
    reached = {
        entry.urlconf_module.__name__
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and isinstance(entry.urlconf_module, ModuleType)
    }
    written = {f"chibo.{plan.room_of(path)}.urls" for path in plan.modules_named("urls")} - {"chibo.config.urls"}
    assert written <= reached


def test_addresses_are_vietnamese_without_diacritics() -> None:
    plain = {route: re.sub(r"\(\?P<[a-z_]+>[^)]*\)|<[a-z]+:[a-z_]+>|^\^|\$$", "", route) for route in routes()}
    wrong = [route for route, rest in plain.items() if not re.fullmatch(r"[a-z0-9/._-]*", rest)]
    assert wrong == []


def routes() -> list[str]:
    def walk(entries: list[URLPattern | URLResolver], start: str) -> list[str]:
        found = []
        for entry in entries:
            here = start + str(entry.pattern)
            found += walk(entry.url_patterns, here) if isinstance(entry, URLResolver) else [here]
        return found

    return walk(get_resolver().url_patterns, "")
