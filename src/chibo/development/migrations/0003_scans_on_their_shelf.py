from django.db import migrations


def shelve(apps, schema_editor):
    """The one file of a paper becomes the first scan on its shelf."""
    Paper, Scan = apps.get_model("development", "Paper"), apps.get_model("documents", "Scan")
    for paper in Paper.objects.filter(file__isnull=False).select_related("file", "case__organisation"):
        Scan.objects.create(
            organisation_uid=paper.case.organisation.uid,
            scope_key=paper.case.scope_key,
            subject_uid=paper.uid,
            seen_with="view_cases",
            kept_with="record_steps",
            file=paper.file,
            name=paper.file.name,
            added_by=paper.checked_by or "bản ghi cũ",
            added_on=paper.recorded_at.date(),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("development", "0002_checking"),
        ("documents", "0003_office_templates_and_scans"),
    ]

    operations = [
        migrations.RunPython(shelve, migrations.RunPython.noop),
        migrations.RemoveField(model_name="paper", name="file"),
    ]
