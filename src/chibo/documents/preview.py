"""A small picture of a scan, drawn anew: nothing of the original's hidden data comes along, a bomb is not unpacked."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from chibo.base.refusal import Fault, FaultyError

if TYPE_CHECKING:
    from collections.abc import Callable

BOX: Final = (720, 1018)  # an A4 page, legible enough to recognise
MOST_DOTS: Final = 60_000_000  # an A4 page at 600 dpi has 35 million
MOST_PAGES: Final = 300
LONGEST_SIDE: Final = 20_000  # points: seven metres
_RUNS: Final = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/OpenAction<</S/JavaScript")
_BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    ArithmeticError,
    OverflowError,
    MemoryError,
    RuntimeError,
    UnidentifiedImageError,
)


def drawn(content: bytes, media_type: str) -> tuple[int, bytes]:
    """Draw the first page of a PDF, or a photograph the right way up: how many pages, and a small JPEG.

    Raises ``FaultyError`` for what cannot be drawn.
    """
    draw: Callable[[bytes], tuple[int, Image.Image]] = _page if media_type == "application/pdf" else _photograph
    try:
        pages, picture = draw(content)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=80)  # without the place and the camera of the original
    except FaultyError:
        raise
    except _BROKEN as error:
        raise FaultyError([_unreadable(media_type)]) from error
    return pages, out.getvalue()


def _photograph(content: bytes) -> tuple[int, Image.Image]:
    picture: Image.Image
    Image.MAX_IMAGE_PIXELS = None  # we ask ourselves, and say it in our words; opening unpacks nothing
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
        if opened.width * opened.height > MOST_DOTS:
            raise FaultyError([_too_many_dots(opened.width, opened.height)])
        opened.draft("RGB", BOX)
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail(BOX)
        return 1, _on_white(picture)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in {"RGB", "L"}:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def _page(content: bytes) -> tuple[int, Image.Image]:
    if any(word in content for word in _RUNS):
        raise FaultyError([_runs()])
    document = pypdfium2.PdfDocument(content)
    try:
        pages = len(document)
        if not 0 < pages <= MOST_PAGES:
            raise FaultyError([_pages(pages)])
        page = document[0]
        width, height = page.get_size()
        if not (1 <= width < LONGEST_SIDE and 1 <= height < LONGEST_SIDE):
            raise FaultyError([_unreadable("application/pdf")])
        scale = min(BOX[0] / width, BOX[1] / height)
        return pages, page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    finally:
        document.close()


def _unreadable(media_type: str) -> Fault:
    is_pdf = media_type == "application/pdf"
    return Fault(
        what=f"Không mở được {'tệp PDF' if is_pdf else 'ảnh'} này.",
        why="Tệp hỏng, chưa chép hết hoặc có mật khẩu; giữ lại thì sau này không ai xem được.",
        next="Quét hoặc chụp lại rồi tải lên; PDF có mật khẩu thì bỏ mật khẩu trước.",
        field="file",
    )


def _too_many_dots(width: int, height: int) -> Fault:
    return Fault(
        what=f"Ảnh {width} × {height} điểm, quá lớn để xem trước an toàn.",
        why=f"Chương trình chỉ mở ảnh đến {MOST_DOTS // 1_000_000} triệu điểm; trang A4 quét 300 dpi có 9 triệu.",
        next="Quét lại ở 300 dpi, hoặc thu nhỏ ảnh rồi tải lên.",
        field="file",
    )


def _pages(pages: int) -> Fault:
    return Fault(
        what=f"Tệp PDF có {pages} trang." if pages > 0 else "Tệp PDF không có trang nào.",
        why=f"Một bản chụp có từ 1 đến {MOST_PAGES} trang.",
        next="Tách thành các tệp nhỏ hơn, mỗi giấy một tệp.",
        field="file",
    )


def _runs() -> Fault:
    return Fault(
        what="Tệp PDF có phần chạy kèm hoặc tệp nhúng.",
        why="Bản quét chỉ có hình; phần chạy kèm có thể gây hại cho máy mở tệp.",
        next="Quét lại từ bản giấy, hoặc in tệp ra PDF mới rồi tải lên.",
        field="file",
    )
