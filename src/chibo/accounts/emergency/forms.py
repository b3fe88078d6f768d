"""The shape of what arrives about an emergency."""

from __future__ import annotations

from django import forms

from chibo.accounts.emergency.queries import ROLES
from chibo.base.forms import HouseForm, ManyChoices, NameField


class EmergencyRuleForm(HouseForm):
    """Which roles may open in an emergency, and for how long."""

    roles = forms.MultipleChoiceField(
        label="Vai trò được mở khẩn cấp",
        choices=ROLES,
        required=False,
        widget=ManyChoices,
        help_text="Không đánh dấu vai trò nào: không ai mở được. Các vai trò khác đã xem được theo quyền.",
    )
    minutes = forms.IntegerField(
        label="Mỗi lần mở bao nhiêu phút",
        min_value=5,
        max_value=240,
        help_text="Chưa tìm thấy quy định nào nêu thời gian này; tổ chức tự đặt, từ 5 đến 240 phút.",
    )


class EmergencyForm(HouseForm):
    """Whose closed parts, and why now."""

    name = NameField(label="Họ và tên người có hồ sơ", max_length=120, help_text="Ghi đúng, đủ họ tên như trong hồ sơ.")
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Việc gì đang xảy ra, vì sao không chờ bí thư được. Bí thư và người có hồ sơ đọc được lý do này.",
    )
