from django.db import migrations, models

import chibo.base.fields

KEYS = ("initials_key", "identity_print", "card_print")
AT_ONCE = 2000


def make_the_keys(apps, schema_editor):
    """Give the people who are there the keys by which they are found."""
    people = apps.get_model("register", "Person")._default_manager
    last = 0
    while found := list(people.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        for person in found:
            for name in KEYS:
                person._meta.get_field(name).pre_save(person, add=False)
        people.bulk_update(found, KEYS)
        last = found[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0006_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='card_print',
            field=chibo.base.fields.PrintField(blank=True, default='', editable=False, max_length=32, of='card_number'),
        ),
        migrations.AddField(
            model_name='person',
            name='identity_print',
            field=chibo.base.fields.PrintField(blank=True, default='', editable=False, max_length=32, of='identity_number'),
        ),
        migrations.AddField(
            model_name='person',
            name='initials_key',
            field=chibo.base.fields.InitialsField(blank=True, default='', editable=False, max_length=20, of='full_name'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['initials_key', 'scope_key'], name='register_person_initials_scope'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['birth', 'scope_key'], name='register_person_birth_scope'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['identity_print'], name='register_person_identity_print'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['card_print'], name='register_person_card_print'),
        ),
        migrations.RunPython(make_the_keys, migrations.RunPython.noop),
    ]
