"""Targets of years and of units below, each rate with its base and cut-off, and amendments on record."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


_METRICS = [
    ("admissions", "số đảng viên kết nạp"),
    ("member_share", "tỷ lệ đảng viên trên tổng số cán bộ"),
    ("women_share", "tỷ lệ nữ trong số kết nạp"),
    ("youth_share", "tỷ lệ đoàn viên Thanh niên trong số kết nạp"),
    ("minority_share", "tỷ lệ người dân tộc thiểu số trong số kết nạp"),
    ("sources", "số người đưa vào nguồn"),
    ("good_share", "tỷ lệ hoàn thành tốt nhiệm vụ trở lên"),
    ("excellent_share", "tỷ lệ hoàn thành xuất sắc nhiệm vụ"),
    ("titles", "số lần được công nhận danh hiệu"),
]
_BASES = [
    ("staff", "tổng số cán bộ của cơ quan"),
    ("admitted", "số đảng viên kết nạp trong kỳ"),
    ("rated", "số đảng viên được xếp loại"),
    ("good_or_better", "số đảng viên hoàn thành tốt nhiệm vụ trở lên"),
]
_TITLES = [
    ("clean_and_strong", "Trong sạch vững mạnh"),
    ("exemplary", "Trong sạch, vững mạnh tiêu biểu"),
    ("exemplary_five_years", "Trong sạch, vững mạnh tiêu biểu 5 năm liền"),
    ("other", "Danh hiệu khác"),
]


def fill(apps: Any, schema_editor: Any) -> None:
    """Targets recorded so far are of the organisation itself; their day is the day of the congress."""
    del schema_editor
    target, term = apps.get_model("reviews", "Target"), apps.get_model("register", "Term")
    of_term = term.objects.filter(pk=OuterRef("term_id"))
    target.objects.update(
        unit=Subquery(of_term.values("organisation_id")[:1]), resolved_on=Subquery(of_term.values("starts_on")[:1])
    )
    target.objects.filter(metric="member_share").update(base="staff")


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial"), ("reviews", "0005_yearly_round")]

    operations = [
        migrations.RemoveConstraint(model_name="target", name="reviews_target_once"),
        migrations.AlterField("target", "metric", models.CharField(choices=_METRICS, max_length=20)),
        migrations.AddField(
            "target",
            "unit",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="targets",
                to="register.organisation",
            ),
        ),
        migrations.AddField(
            "target", "year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm")
        ),
        migrations.AddField(
            "target",
            "base",
            models.CharField(blank=True, choices=_BASES, default="", max_length=20, verbose_name="mẫu số"),
            preserve_default=False,
        ),
        migrations.AddField(
            "target", "cut_off_on", models.DateField(blank=True, null=True, verbose_name="ngày chốt")
        ),
        migrations.AddField(
            "target",
            "title",
            models.CharField(blank=True, choices=_TITLES, default="", max_length=24, verbose_name="danh hiệu"),
            preserve_default=False,
        ),
        migrations.AddField(
            "target", "resolved_on", models.DateField(blank=True, null=True, verbose_name="ngày nghị quyết")
        ),
        migrations.AddField(
            "target", "withdrawn_on", models.DateField(blank=True, null=True, verbose_name="ngày rút")
        ),
        migrations.AddField(
            "target",
            "withdrawal",
            models.CharField(blank=True, default="", max_length=300, verbose_name="căn cứ rút"),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
