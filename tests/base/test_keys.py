"""The key, its recovery sheet, and where it is kept."""

from __future__ import annotations

import stat
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from chibo.base import asking, keys, keystore, place

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = bytes(range(32))
SHEET = keys.to_sheet(KEY)


@given(st.binary(min_size=32, max_size=32))
def test_the_sheet_gives_the_key_back(key: bytes) -> None:
    assert keys.from_sheet("\n".join(keys.to_sheet(key))) == key


def test_a_sheet_copied_by_hand_is_read() -> None:
    typed = "Phiếu khôi phục\n\n" + "\n".join(line.lower().replace(" ", "  ") for line in reversed(SHEET))
    assert keys.from_sheet(typed) == KEY


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_mistyped_letter_is_found_on_its_line(number: int) -> None:
    lines = list(SHEET)
    line = lines[number - 1]
    lines[number - 1] = line[:5] + ("A" if line[5] != "A" else "B") + line[6:]
    with pytest.raises(keys.BadKeyText, match=f"Dòng {number} "):
        keys.from_sheet("\n".join(lines))


def test_lines_in_each_others_place_are_found() -> None:
    swapped = [f"1:{SHEET[1][2:]}", f"2:{SHEET[0][2:]}", SHEET[2]]
    with pytest.raises(keys.BadKeyText, match="Dòng 1 "):
        keys.from_sheet("\n".join(swapped))


def test_a_missing_line_is_said() -> None:
    with pytest.raises(keys.BadKeyText, match=r"đủ 3 dòng, đánh số 1 đến 3. Còn thiếu dòng 3."):
        keys.from_sheet("\n".join(SHEET[:2]))


WHOLE = "\n".join(SHEET)


@pytest.mark.parametrize(
    "typed",
    [
        WHOLE.replace(":", "."),
        WHOLE.replace(":", ")"),
        WHOLE.replace(":", "："),
        WHOLE.replace(":", " -"),
        "\n".join(f"Dòng {line}" for line in SHEET),
        "\n".join(f"dong {line}" for line in SHEET).replace(":", "."),
        "\n".join(line[3:] for line in reversed(SHEET)),
        "\n".join(line[3:].replace(" ", "-").lower() for line in SHEET),
        "\n\n".join(SHEET),
        " ".join(SHEET),
        WHOLE.replace(" ", "\u00a0"),
        f"Phiếu khôi phục của chi bộ\n1. Cất trong két\n{WHOLE}\n0912345678: chú Ba\n0912 345 678",
        f"1: AAAA AAAA\n{WHOLE}\n4: AAAA\n300: AAAA AAAA\n²: A\n٣: AAAA\n",
    ],
)
def test_a_sheet_is_read_as_people_type_it(typed: str) -> None:
    assert keys.from_sheet(typed) == KEY


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("300: AAAA", "đủ 3 dòng, đánh số 1 đến 3."),
        ("²: A", "Dòng 2 "),
        ("1:\n2:\n3:", "đủ 3 dòng"),
        ("0912345678: chú Ba\n\n" + WHOLE[:-1], "Dòng 3 "),
        ("\n".join([SHEET[0], "A" + SHEET[1][4:], SHEET[2]]), "Một dòng gõ không có số thứ tự không đúng"),
        ("số 12 345 678 901 234 567 890 123", "đủ 3 dòng"),
    ],
)
def test_what_is_no_sheet_is_said_kindly(typed: str, told: str) -> None:
    with pytest.raises(keys.BadKeyText, match=told):
        keys.from_sheet(typed)


@given(st.text())
def test_no_text_at_all_breaks_the_reading_of_a_sheet(text: str) -> None:
    with pytest.raises(keys.BadKeyText):
        keys.from_sheet(text)


def test_purposes_have_keys_of_their_own() -> None:
    derived = {keys.derive(purpose, key=KEY) for purpose in ("database", "files", "fields", "session")}
    assert len(derived) == 4
    assert KEY not in derived


@pytest.mark.parametrize("text", ["00" * 31, "zz", "xin chào"])
def test_a_key_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text, encoding="utf-8")
    with pytest.raises(keys.BadKeyText):
        keys.read_file(tmp_path / "key")


def test_a_key_file_may_be_the_sheet_itself(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("\n".join(SHEET), encoding="utf-8")
    assert keys.read_file(tmp_path / "key") == KEY


def test_at_a_terminal_a_bad_line_is_asked_for_again_and_the_rest_is_passed_by() -> None:
    bad = SHEET[1][:5] + ("A" if SHEET[1][5] != "A" else "B") + SHEET[1][6:]
    typed = iter(["\n", "Phiếu khôi phục\n", f"{SHEET[0]}\n", f"{bad}\n", SHEET[2], SHEET[1], "never asked for"])
    told: list[str] = []
    assert keys.from_sheet(asking.sheet(lambda: next(typed), told.append)) == KEY
    assert told == ["Dòng 2 của phiếu khôi phục không đúng. Hãy xem lại từng chữ trên dòng này. Gõ lại dòng ấy:"]
    assert list(typed) == ["never asked for"]


def test_what_comes_to_its_end_is_judged_as_it_is() -> None:
    typed = iter([SHEET[0], ""])
    with pytest.raises(keys.BadKeyText, match="thiếu dòng 2 và dòng 3"):
        keys.from_sheet(asking.sheet(lambda: next(typed), print))


def test_a_path_under_the_home_of_nobody_is_taken_as_it_stands() -> None:
    assert asking.path(" ~khong-co-ai/x ") == Path("~khong-co-ai/x")
    assert asking.path("~/x") == Path.home() / "x"


# --- keeping ---


class Store(KeyringBackend):
    """A credential store that passes for the system's own."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_locked:
            raise KeyringError
        self.held[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches the real user's folder."""
    monkeypatch.delenv("CHIBO_KEY_FILE")
    monkeypatch.setattr(place, "key_root", lambda: tmp_path / "khoa")


@pytest.fixture
def store() -> Iterator[Store]:
    """The store in use, put back afterwards."""
    before, own = keyring.get_keyring(), Store()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


def test_a_secure_store_keeps_the_key(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Store, "__module__", "keyring.backends.SecretService")
    assert keystore.keep(KEY, "one") == "keyring"
    assert keystore.fetch(place.Marker(id="one", kind="cell", store="keyring"), str) == KEY
    assert not (tmp_path / "khoa").exists()
    keystore.forget("one")
    assert store.held == {}


@pytest.mark.parametrize("is_locked", [True, False])
def test_without_a_secure_store_an_owner_only_file_serves(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, is_locked: bool
) -> None:
    store.is_locked = is_locked
    if is_locked:
        monkeypatch.setattr(Store, "__module__", "keyring.backends.SecretService")
    assert keystore.keep(KEY, "one") == "file"
    assert store.held == {}
    assert keystore.fetch(place.Marker(id="one", kind="cell", store="file"), str) == KEY
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "khoa" / "one.key").stat().st_mode) == 0o600


def test_a_lost_key_is_said() -> None:
    with pytest.raises(keys.NoKey, match="Không tìm thấy tệp khóa"):
        keystore.fetch(place.Marker(id="gone", kind="cell", store="file"), str)


def test_a_pass_phrase_opens_from_another_input_method(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHIBO_KEY_FILE", raising=False)
    phrase = "ngọn núi xanh xanh"
    apart = unicodedata.normalize("NFD", phrase)
    one = place.Marker(id="one", kind="cell")
    assert keystore.unwrap(keystore.protect(one, KEY, apart), phrase) == KEY
    with monkeypatch.context() as before:
        before.setattr(keystore, "phrase_form", str)
        kept = keystore.protect(one, KEY, apart)
    assert keystore.unwrap(kept, phrase) == keystore.unwrap(kept, apart) == KEY


def test_a_pass_phrase_opens_and_a_wrong_one_does_not() -> None:
    marker = keystore.protect(place.Marker(id="one", kind="cell"), KEY, "ngọn núi xanh xanh")
    assert keystore.fetch(marker, lambda: "ngọn núi xanh xanh") == KEY
    with pytest.raises(keystore.WrongPassPhrase, match="không đúng"):
        keystore.fetch(marker, lambda: "ngọn núi xanh")
    assert KEY.hex() not in str(marker)


def test_a_short_pass_phrase_is_refused() -> None:
    with pytest.raises(keys.KeyProblem, match="ít nhất 12"):
        keystore.protect(place.Marker(id="one", kind="cell"), KEY, "ngắn quá")
