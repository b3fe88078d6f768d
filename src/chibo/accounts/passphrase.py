"""What a pass phrase must be: long, not only figures, not well known, not the user's own name. Messages are kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

from chibo.base.vietnamese import fold

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

LEAST = 12
# What somebody who guesses at this very program would begin with; without marks, longest first where one holds another.
OWN_WORDS = (
    "chibo",
    "chi bo",
    "chi uy",
    "dang bo",
    "dang uy",
    "dang vien",
    "dang cong san",
    "bi thu",
    "cap uy",
    "ket nap",
    "viet nam",
    "mat khau",
    "quan tri",
    "dang nhap",
    "password",
    "admin",
    "dang",
)
HOW = "Ghép vài từ dễ nhớ, cách nhau bằng dấu cách."


class LongEnough:
    """At least twelve characters; a few words with spaces are easy to keep in mind."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ``ValidationError`` for a short one."""
        del user
        if len(password) < LEAST:
            message = f"Cụm mật khẩu có {len(password)} ký tự, cần ít nhất {LEAST}. {HOW}"
            raise ValidationError(message, code="too_short")

    def get_help_text(self) -> str:
        """Say it before it is typed."""
        return f"Ít nhất {LEAST} ký tự. {HOW}"


class NotOnlyDigits:
    """A telephone number or a birthday is not a pass phrase."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ``ValidationError`` where only figures and signs between them stand."""
        del user
        if password and not any(char.isalpha() for char in password):
            message = "Cụm mật khẩu chỉ có chữ số, dễ bị đoán. Thêm vài từ vào."
            raise ValidationError(message, code="only_digits")

    def get_help_text(self) -> str:
        """Say it before it is typed."""
        return "Không chỉ gồm chữ số."


class NotWellKnown(CommonPasswordValidator):
    """Not one of the 20,000 most used."""

    def get_error_message(self) -> str:
        """Say it in Vietnamese."""
        return "Cụm mật khẩu này nhiều người dùng, dễ bị đoán. Đặt cụm khác."

    def get_help_text(self) -> str:
        """Say it before it is typed."""
        return "Không dùng những cụm nhiều người dùng."


class NotOfTheHouse:
    """Not made of this program's and the Party's own words and figures alone."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ``ValidationError`` where nothing else stands in it."""
        del user
        left = "".join(char for char in fold(password) if char.isalpha())
        for word in OWN_WORDS:
            left = left.replace(word.replace(" ", ""), "")
        if password and not left and any(char.isalpha() for char in password):
            message = "Cụm mật khẩu chỉ gồm những từ ai cũng đoán được ở đây. Thêm vài từ khác vào."
            raise ValidationError(message, code="own_words")

    def get_help_text(self) -> str:
        """Say it before it is typed."""
        return "Không chỉ gồm những từ như chi bộ, đảng viên, mật khẩu."


class NotYourName(UserAttributeSimilarityValidator):
    """Not the name of the account nor of its owner."""

    def __init__(self, **options: Any) -> None:
        super().__init__(user_attributes=("username", "display_name"), **options)

    def get_error_message(self) -> str:
        """Say it in Vietnamese."""
        return "Cụm mật khẩu gần giống tên của tài khoản. Đặt cụm khác."

    def get_help_text(self) -> str:
        """Say it before it is typed."""
        return "Không giống tên đăng nhập hay họ tên."
