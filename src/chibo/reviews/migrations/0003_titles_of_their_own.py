"""Titles become dated records of their own; what a review said of one goes over, word for word."""

from __future__ import annotations

from typing import Any

from django.db import migrations

import chibo.base.models

_SORTS = {"trong sạch vững mạnh": "clean_and_strong", "trong sạch vững mạnh tiêu biểu": "exemplary"}


def move(apps: Any, schema_editor: Any) -> None:
    """Give every title of a review a row; the words alone tell which sort it is."""
    del schema_editor
    review, title = apps.get_model("reviews", "YearReview"), apps.get_model("reviews", "Title")
    for row in review.objects.exclude(title="").order_by("pk"):
        title.objects.create(
            uid=chibo.base.models.new_uid(),
            organisation_id=row.organisation_id,
            year=row.year,
            sort=_SORTS.get(" ".join(row.title.replace(",", " ").lower().split()), "other"),
            name=row.title,
            decided_on=row.title_on,
        )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_titles")]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField(model_name="yearreview", name="title"),
        migrations.RemoveField(model_name="yearreview", name="title_on"),
    ]
