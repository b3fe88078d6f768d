"""What is asked about backups."""

from __future__ import annotations

from django import forms

from chibo.base.forms import HouseForm


def _count(label: str, most: int, help_text: str = "", least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=help_text)


class SafekeepingForm(HouseForm):
    """Nơi sao lưu, lịch, số bản giữ lại."""

    folder = forms.CharField(
        label="Nơi sao lưu",
        max_length=500,
        required=False,
        help_text=r"Thư mục trên USB hoặc ổ đĩa khác, ghi cả đường dẫn: E:\sao-luu hoặc /media/usb/sao-luu.",
    )
    every_days = _count("Tự sao lưu mỗi mấy ngày", 90, "Khi chibo đang mở. Ghi 0 thì không tự sao lưu.")
    remind_after_days = _count("Nhắc ở trang đầu sau mấy ngày chưa sao lưu", 365, least=1)
    keep_daily = _count("Giữ mấy bản ngày gần nhất", 60, "Chỉ bản theo lịch bị thay; bản bấm tay giữ mãi.", 1)
    keep_weekly = _count("Giữ mấy bản tuần", 60)
    keep_monthly = _count("Giữ mấy bản tháng", 120)


class KeyReasonForm(HouseForm):
    """Vì sao đổi khóa."""

    reason = forms.CharField(
        label="Lý do đổi khóa",
        max_length=300,
        help_text="Ví dụ: phiếu khôi phục bị lộ; người giữ phiếu chuyển công tác.",
    )


class SheetForm(HouseForm):
    """Phiếu khôi phục, as typed for a drill; it is kept nowhere."""

    sheet_phrase = forms.CharField(
        label="Ba dòng của phiếu khôi phục",
        max_length=600,
        help_text="Gõ cả số thứ tự đầu dòng. Không lưu lại ở đâu.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )


class KeyPhraseForm(HouseForm):
    """Cụm mật khẩu của máy."""

    phrase = forms.CharField(
        label="Cụm mật khẩu mở chibo",
        strip=False,
        max_length=200,
        help_text="Ít nhất 12 ký tự. Hỏi mỗi lần mở chibo trên máy này; không phải cụm mật khẩu đăng nhập.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    phrase_again = forms.CharField(
        label="Nhập lại cụm ấy",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, str]:
        """The two are the same."""
        cleaned: dict[str, str] = super().clean() or self.cleaned_data
        if cleaned.get("phrase") != cleaned.get("phrase_again"):
            self.add_error("phrase_again", "Hai lần nhập không giống nhau. Nhập lại.")
        return cleaned


class RestoreForm(HouseForm):
    """Khôi phục từ bản sao lưu, on the first start."""

    source = forms.CharField(
        label="Tệp sao lưu",
        max_length=500,
        help_text=r"Ghi cả đường dẫn trên máy này, ví dụ E:\sao-luu\chibo-2018-05-21.age. Nếu ở USB thì cắm USB vào.",
    )
    sheet_phrase = forms.CharField(
        label="Ba dòng của phiếu khôi phục",
        max_length=600,
        required=False,
        help_text="Gõ cả số thứ tự đầu dòng. Để trống nếu bản sao lưu mở bằng cụm mật khẩu riêng.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    phrase = forms.CharField(
        label="Hoặc cụm mật khẩu của bản sao lưu",
        strip=False,
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
