"""Why somebody is not rated may tell of health: seal it as the circumstances are (decision 48)."""

from django.db import migrations, models

import chibo.base.fields

NAMES = {"reason": "lý do", "most_reason": "lý do của mức cao nhất"}


def seal_what_is_there(apps, schema_editor):
    subjects = apps.get_model("reviews", "Subject").objects.all()
    for subject in subjects.iterator(chunk_size=500):
        for name in NAMES:
            setattr(subject, name, chibo.base.fields.seal(getattr(subject, name), f"reviews.subject.{name}"))
        subject.save(update_fields=list(NAMES))


def columns(field):
    return [
        migrations.AlterField("subject", name, field(blank=True, default="", verbose_name=words))
        for name, words in NAMES.items()
    ]


class Migration(migrations.Migration):
    dependencies = [("reviews", "0008_commitments_emulation")]

    operations = [
        *columns(models.TextField),  # room for the sealed text, still read as it lies
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop),
        *columns(chibo.base.fields.EncryptedTextField),
    ]
