"""Scans of a dossier's papers and of commitments open to who sees sensitive blocks, as what they show does."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_OPEN_SO_FAR = ("view_cases", "view_people")  # papers of a dossier; commitments


def close(apps: Any, schema_editor: Any) -> None:
    """Ask for the right to sensitive blocks where the right to the record alone was enough."""
    del schema_editor
    apps.get_model("documents", "Scan").objects.filter(seen_with__in=_OPEN_SO_FAR).update(seen_with="view_sensitive")


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_office_templates_and_scans"),
        ("development", "0003_scans_on_their_shelf"),  # which puts the files of old papers on their shelves
    ]

    operations = [migrations.RunPython(close, migrations.RunPython.noop)]
