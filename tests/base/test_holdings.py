"""Nothing about a person is forgotten: every model that leads to one is on the list, every text of it is decided on."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from chibo.base.holdings import HOLDINGS, PARTS, Part
from chibo.base.privacy import BLOCKS
from chibo.law.reading import rulebook
from chibo.register.erasing import texts_of
from chibo.register.models import Person


def leading_to_a_person() -> set[tuple[str, str]]:
    return {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey | models.OneToOneField) and field.related_model is Person
    }


def test_every_model_that_points_at_a_person_is_on_the_list() -> None:
    listed = {(holding.record, holding.path) for holding in HOLDINGS}
    assert leading_to_a_person() - listed == set()


def test_every_path_of_the_list_leads_to_a_person() -> None:
    for holding in HOLDINGS:
        apps.get_model(holding.record)._default_manager.filter(**{f"{holding.path}__full_name": "x"})


def test_every_text_about_a_person_goes_or_has_a_reason_to_stay() -> None:
    undecided = {
        (holding.record, name)
        for holding in HOLDINGS
        if not holding.is_mention
        for name in texts_of(apps.get_model(holding.record))
        if name not in {*holding.texts, *holding.stays}
    }
    assert undecided == set()


def test_every_named_column_exists() -> None:
    for holding in HOLDINGS:
        columns = {field.name for field in apps.get_model(holding.record)._meta.concrete_fields}
        assert {*holding.texts, *holding.stays, *holding.hidden, *holding.both} <= columns, holding.record


def test_every_part_has_a_name_and_something_in_it() -> None:
    assert set(PARTS) == set(Part) == {holding.part for holding in HOLDINGS}


def test_every_ground_of_a_field_is_a_figure_of_the_law() -> None:
    assert {block.ground for block in BLOCKS if block.ground} <= set(rulebook().book)
    assert any(not block.ground for block in BLOCKS)  # where none was found the page says so
