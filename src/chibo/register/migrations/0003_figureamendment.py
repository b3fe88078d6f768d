import chibo.base.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0002_membership_told_joining_membership_was_official'),
    ]

    operations = [
    ]
