"""The shape of a statement about the network."""

from __future__ import annotations

from django import forms

from chibo.base.forms import HouseForm


class StatementForm(HouseForm):
    """That the program runs in an independent LAN, where, and who looked."""

    place = forms.CharField(label="Địa điểm của mạng", max_length=300, help_text="Phòng, nhà, địa chỉ; chỉ một nơi.")
    reason = forms.CharField(
        label="Ai quyết định, ai đã kiểm tra", max_length=300, help_text="Số văn bản nếu có; ngày kiểm tra."
    )
    is_one_site = forms.BooleanField(label="Mạng chỉ trong một trụ sở", required=False)
    has_no_line_out = forms.BooleanField(
        label="Không nối Internet, mạng viễn thông, mạng khác có đường ra ngoài trụ sở", required=False
    )
    is_guarded = forms.BooleanField(label="Có biện pháp chống kết nối, tấn công, lấy tin trái phép", required=False)
