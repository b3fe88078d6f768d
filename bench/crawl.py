"""Every screen that can be reached by links from the menu, once: addresses that differ by a uid only are one screen."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MENU = (
    "/viec-can-lam/",
    "/nguoi/",
    "/phat-trien/",
    "/hop/",
    "/danh-gia/",
    "/danh-gia/cac-nam/",
    "/bao-cao/nhanh/",
    "/bao-cao/du-bao/",
    "/cai-dat/",
    "/tro-giup/",
    "/ghi-chu/",
    "/nhap-danh-sach/",
    "/tim/?q=mau",
)
_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NAMED = re.compile(r"(?<=/luat/|/giay/|chinh/)[\w.-]+(?=/$)")  # one figure, one paper, one field stands for all
_HREF = re.compile(r"<a\b[^>]*\bhref=\"(/[^\"#]*)")
_NO_SCREEN = re.compile(r"\.docx|\.xlsx|\.csv|\.zip|\.ics|/muc-luc/|/nhan/in/|/tai/|^/tep/|^/tinh/|/giay/[a-z0-9-]+\.")


def screen_of(address: str) -> str:
    """The name of a screen: its address without uids and questions."""
    return _NAMED.sub("…", _UID.sub("…", address.partition("?")[0]))


def crawled(
    read: Callable[[str], str], first: tuple[str, ...] = (), *, named: Callable[[str], str] = screen_of
) -> Iterator[tuple[str, str]]:
    """Walk the screens from ``first`` and the menu; ``read`` gives the HTML of an address. Yields (screen, address).

    ``named`` gives the screen of an address: addresses of one screen are alike, and one of them is read.
    """
    waiting, seen = deque([*first, *MENU]), set[str]()
    while waiting:
        address = waiting.popleft()
        screen = named(address)
        if screen in seen or _NO_SCREEN.search(address):
            continue
        seen.add(screen)
        html = read(address)
        yield screen, address
        waiting.extend(link.replace("&amp;", "&") for link in _HREF.findall(html))
