"""Every target is of a unit; amendments stand on record."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import chibo.base.models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_targets")]

    operations = [
        migrations.AlterField(
            "target",
            "unit",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="register.organisation"
            ),
        ),
        migrations.AddConstraint(
            "target",
            models.UniqueConstraint(
                condition=Q(withdrawn_on=None, year=None),
                fields=("term", "unit", "metric"),
                name="reviews_target_term_once",
            ),
        ),
        migrations.AddConstraint(
            "target",
            models.UniqueConstraint(
                condition=Q(withdrawn_on=None),
                fields=("term", "unit", "metric", "year"),
                name="reviews_target_year_once",
            ),
        ),
        migrations.CreateModel(
            name="TargetAmendment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uid", models.UUIDField(default=chibo.base.models.new_uid, editable=False, unique=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("on", models.DateField(verbose_name="ngày điều chỉnh")),
                ("old_value", models.PositiveSmallIntegerField(verbose_name="chỉ tiêu cũ")),
                ("new_value", models.PositiveSmallIntegerField(verbose_name="chỉ tiêu mới")),
                ("ground", models.CharField(max_length=300, verbose_name="căn cứ")),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="reviews.target",
                    ),
                ),
            ],
            options={"ordering": ["on", "id"]},
        ),
    ]
