"""What a pass phrase must be: long, not well known, no number of somebody, not the user's own name; kind messages."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

from chibo.base.vietnamese import fold, phrase_form, phrase_forms

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
WELL_KNOWN: Final = Path(__file__).with_name("well_known.bin")  # tools/make_well_known.py writes it
MOST_FIGURES: Final = 32  # more than that is nobody's number, and is not looked through
_PRINT: Final = 5  # bytes of a fingerprint
HOW = "Ghép vài từ dễ nhớ, cách nhau bằng dấu cách."


class OneForm(Argon2PasswordHasher):
    """Argon2 over the one form of a phrase, whichever input method wrote it; one set before opens in its own form."""

    def encode(self, password: str, salt: str) -> str:
        """Hash it."""
        return super().encode(phrase_form(password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Compare it."""
        return any(super(OneForm, self).verify(typed, encoded) for typed in phrase_forms(password))


class LongEnough:
    """At least twelve characters; a few words with spaces are easy to keep in mind."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ``ValidationError`` for a short one."""
        del user
        count = len(phrase_form(password))
        if count < LEAST:
            message = f"Cụm mật khẩu có {count} ký tự, cần ít nhất {LEAST}. {HOW}"
            raise ValidationError(message, code="too_short")

    def get_help_text(self) -> str:
        """Say it before it is typed."""
        return f"Ít nhất {LEAST} ký tự. {HOW}"


_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:0?[1-9]|1[0-2])(?:19|20)?\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_TELEPHONE = r"(?:84|0)\d{9}"
_IDENTITY = r"0\d{11}|\d{9}"
_RUN = r"(\d)\1{2,}|0?123456789?0?|9?87654321?0?|0?12345|54321"
_SOMEBODYS = re.compile(rf"(?:{_DAY}|{_YEAR}|{_TELEPHONE}|{_IDENTITY}|{_RUN})+")


class NotANumberOfSomebody:
    """Not made of days, years, telephone or identity numbers and runs of figures alone; other figures are taken."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ``ValidationError`` where nothing else stands in it."""
        del user
        figures = "".join(char for char in password if char.isdigit())
        is_bare = 0 < len(figures) <= MOST_FIGURES and not any(char.isalpha() for char in password)
        if is_bare and _SOMEBODYS.fullmatch(figures):
            message = "Cụm mật khẩu chỉ gồm ngày, số điện thoại hay số giấy tờ, dễ bị đoán. Thêm vài từ vào."
            raise ValidationError(message, code="somebodys_number")

    def get_help_text(self) -> str:
        """Say it before it is typed."""
        return "Không chỉ gồm ngày, số điện thoại, số giấy tờ."


def fingerprint(phrase: str) -> bytes:
    """Give what is kept of a well-known phrase."""
    return hashlib.sha256(phrase.strip().lower().encode()).digest()[:_PRINT]


@lru_cache(maxsize=1)
def _fingerprints() -> list[bytes]:
    held = WELL_KNOWN.read_bytes()
    return [held[at : at + _PRINT] for at in range(0, len(held), _PRINT)]


class NotWellKnown(CommonPasswordValidator):
    """Not one of the 20,000 most used, nor of the 43,940 long ones that breaches have shown."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ``ValidationError`` for one that others guess first."""
        super().validate(password, user)  # type: ignore[arg-type] # it looks at the phrase only
        held, mark = _fingerprints(), fingerprint(password)
        at = bisect_left(held, mark)
        if at < len(held) and held[at] == mark:
            raise ValidationError(self.get_error_message(), code="password_too_common")

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
