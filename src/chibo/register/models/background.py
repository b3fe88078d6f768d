"""Lý lịch: what forms ask of a person and no other row of the register holds."""

from __future__ import annotations

from django.db import models

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Travelling


class Background(Travelling):
    """What a person tells in the application, the life history and the member's sheet; encrypted, one row a person.

    Facts that papers repeat, in the words of the person's own papers. Nothing here is judged, counted or compared.
    """

    person = models.OneToOneField("register.Person", on_delete=models.PROTECT, related_name="background")
    birth_name = EncryptedTextField("họ và tên khai sinh", blank=True, default="")
    other_names = EncryptedTextField("các bí danh", blank=True, default="")
    birth_place = EncryptedTextField("nơi sinh, nơi đăng ký khai sinh", blank=True, default="")
    permanent_residence = EncryptedTextField("nơi thường trú", blank=True, default="")
    temporary_residence = EncryptedTextField("nơi tạm trú", blank=True, default="")
    religion = EncryptedTextField("tôn giáo", blank=True, default="")
    occupation = EncryptedTextField("nghề nghiệp hiện nay", blank=True, default="")
    occupation_before = EncryptedTextField("nghề nghiệp trước khi vào Đảng", blank=True, default="")
    general_education = EncryptedTextField("giáo dục phổ thông", blank=True, default="")
    vocational_education = EncryptedTextField("giáo dục nghề nghiệp", blank=True, default="")
    higher_education = EncryptedTextField("giáo dục đại học và sau đại học", blank=True, default="")
    academic_title = EncryptedTextField("học hàm", blank=True, default="")
    languages = EncryptedTextField("ngoại ngữ", blank=True, default="")
    computing = EncryptedTextField("tin học", blank=True, default="")
    minority_language = EncryptedTextField("tiếng dân tộc thiểu số", blank=True, default="")
    youth_union_joined = EncryptedTextField("ngày và nơi vào Đoàn", blank=True, default="")
    first_admission = EncryptedTextField("ngày và nơi kết nạp lần thứ nhất", blank=True, default="")
    first_recognition = EncryptedTextField("ngày và nơi công nhận chính thức lần thứ nhất", blank=True, default="")
    first_introducers = EncryptedTextField("người giới thiệu lần thứ nhất", blank=True, default="")
    file_number = EncryptedTextField("số lý lịch đảng viên", blank=True, default="")

    def __str__(self) -> str:
        return f"{self.person}: lý lịch"
