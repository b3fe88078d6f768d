from django.db import migrations

KEYS = ("initials_key", "identity_print", "card_print")
AT_ONCE = 2000


def make_the_keys_anew(apps, schema_editor):
    """Give everybody the keys of what stands there: lists, and their undoing, changed names and numbers without them."""
    people = apps.get_model("register", "Person")._default_manager
    last = 0
    while found := list(people.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        wrong = [person for person in found if made_anew(person)]
        people.bulk_update(wrong, KEYS)
        last = found[-1].pk


def made_anew(person):
    """Make the keys of a person; tell whether one is other than before."""
    before = [getattr(person, name) for name in KEYS]
    return [person._meta.get_field(name).pre_save(person, add=False) for name in KEYS] != before


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_names_of_units"),
        ("register", "0007_finding_keys"),
    ]

    operations = [migrations.RunPython(make_the_keys_anew, migrations.RunPython.noop)]
