"""Where an installation lies: its data folder, the marker in it, and where its key is kept outside of it.

The marker ``chibo.json`` holds no person's data: an identifier that leads to the key, the kind of cell ("sample" or
"cell"), whether the first filling was finished, where the key is kept and, with a pass phrase, the wrapped key.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import platformdirs

from chibo.base import asking, vault
from chibo.base.keys import KeyProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["sample", "cell"]
Store = Literal["keyring", "file", "named", "pass_phrase"]
FOLDERS: Mapping[str, str] = {"sample": "mau", "cell": "chi-bo"}
MARKER = "chibo.json"


class DamagedMarker(KeyProblem):
    """A marker that is there and cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What the data folder says about itself."""

    id: str
    kind: Kind
    is_filled: bool = False
    store: Store = "file"
    pass_phrase: Mapping[str, str] | None = None


def user_root() -> Path:
    """The folder of this user under which the sample and the cell have theirs."""
    return Path(platformdirs.user_data_dir("chibo", appauthor=False))


def key_root() -> Path:
    """The folder for keys: of this user, outside every data folder."""
    return Path(platformdirs.user_config_dir("chibo", appauthor=False)) / "khoa"


def data_folder(kind: Kind | None = None) -> Path:
    """The data folder: ``CHIBO_DATA``; else the one of ``kind``; else the cell's, if it has one; else the sample's."""
    named = os.environ.get("CHIBO_DATA")
    if named:
        return asking.path(named).resolve()
    if kind is not None:
        return user_root() / FOLDERS[kind]
    own = user_root() / FOLDERS["cell"]
    return own if (own / MARKER).exists() else user_root() / FOLDERS["sample"]


def make_private(folder: Path) -> None:
    """Let nobody but its owner into a data folder, whatever the machine's habit; Windows keeps it by the profile.

    What lies deeper is out of reach then. A disk that knows no rights, or a folder of somebody else, stays as it is.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "nt":
        return
    with suppress(OSError):
        folder.chmod(0o700)
        for path in folder.iterdir():
            if path.is_file() and not path.is_symlink():
                path.chmod(0o600)


def is_marked(folder: Path) -> bool:
    """Whether a folder has a marker, in whatever state."""
    return (folder / MARKER).exists()


def read_marker(folder: Path) -> Marker | None:
    """Read the marker of a data folder, if it has one; raises :class:`DamagedMarker`."""
    try:
        raw = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        known = {name: raw[name] for name in Marker.__dataclass_fields__ if name in raw}
        return Marker(**known)  # what a later program wrote besides is nothing to this one
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise DamagedMarker(
            f"Không đọc được {folder / MARKER}. Mở “chibo start” trong cửa sổ lệnh rồi nhập ba dòng của phiếu khôi "
            "phục: chương trình lập lại tệp ấy. Hoặc khôi phục từ bản sao lưu: chibo restore."
        ) from error


def write_marker(folder: Path, marker: Marker) -> None:
    """Write the marker in one piece: the old one stays until the new one is whole and written down."""
    vault.write_whole(folder / MARKER, json.dumps(asdict(marker), indent=1).encode())
