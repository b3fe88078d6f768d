"""Take the pictures of the manual: start the sample cell in a temporary place, walk through it, write PNG files.

Run by a maintainer after a change of a screen: ``python tools/take_screenshots.py`` (Chromium must be installed).
Pictures are cropped to what they are about and written with a palette, so that all of them together stay small.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import secrets
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

TARGET = Path(__file__).resolve().parent.parent / "docs" / "user" / "hinh"
LIMIT = 1_500_000  # bytes, all pictures together
WIDTH, NARROW, MARGIN = 1280, 360, 4
PHRASE, SECRETARY = "chi bo mau 2018", "bi-thu"  # both stand on the sample's sign-in page
TODAY, MEETING_DAY = "21-5-2018", "5-6-2018"
PROBATIONARY, NEW_MEMBER, CANDIDATE, CLERK = "Sùng Mẫu Vừ", "Phan Mẫu Yến", "Lò Mẫu Xuân", "Đặng Mẫu Ý"
PATIENCE = 90.0

# The 256 commonest colours; a rarer one becomes the nearest of them. Gives the palette and one byte a pixel.
QUANTISE = """async (picture) => {
  const image = new Image(); image.src = 'data:image/png;base64,' + picture; await image.decode();
  const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height;
  const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0);
  const data = pen.getImageData(0, 0, image.width, image.height).data, seen = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2]; seen.set(colour, (seen.get(colour) || 0) + 1); }
  const palette = [...seen].sort((a, b) => b[1] - a[1]).slice(0, 256).map(pair => pair[0]);
  const place = new Map(palette.map((colour, at) => [colour, at]));
  const part = (a, b, by) => ((a >> by & 255) - (b >> by & 255)) ** 2;
  const far = (a, b) => part(a, b, 16) + part(a, b, 8) + part(a, b, 0);
  const near = colour => { let best = 0; for (let at = 1; at < palette.length; at++)
    if (far(palette[at], colour) < far(palette[best], colour)) best = at; return best; };
  let said = '';
  for (let i = 0; i < data.length; i += 4) {
    const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
    if (!place.has(colour)) place.set(colour, near(colour));
    said += String.fromCharCode(place.get(colour)); }
  return {width: image.width, height: image.height, palette, pixels: btoa(said)};
}"""

OFFICE_LIST = (
    ("DANH SÁCH CÁN BỘ CƠ QUAN NĂM 2018",),
    (),
    ("TT", "Họ và tên", "Giới tính", "Ngày sinh", "Chức vụ", "Ngày về cơ quan", "Ngày vào Đảng", "Ngày chính thức"),
    (1, "Lê Mẫu Bình", "Nữ", "14/7/1992", "Chuyên viên", "1/3/2017", None, None),
    (2, "VÀNG MẪU CHỨ", "Nam", "32/1/1990", "Chuyên viên", "15/8/2014", "3/2/2013", "3/2/2014"),
    (3, "Hoàng Mẫu Duyên", "Nữ", "7/1985", "Kế toán", "1/9/2009", "20/9/2013", "20/8/2014"),
    (4, "Tòng Mẫu Phiên", "Nam", "1988", "Lái xe", "1/6/2012", None, None),
    (None, "Tổng cộng: 4 người"),
)


# --------------------------------------------------------------------------- the program


@dataclass(kw_only=True)
class Sample:
    """The sample cell in a temporary place."""

    place: Path
    port: int

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """A key of its own; nothing of the user's is read."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHIBO_", "DJANGO_"))}
        return kept | {"CHIBO_KEY_FILE": str(self.place / "key"), "HOME": str(self.place)}

    def command(self, *words: str) -> list[str]:
        """A ``chibo`` command on this data folder."""
        return [sys.executable, "-m", "chibo", *words, "--data", str(self.place / "data")]

    def it_is(self, day: str) -> None:
        """Set the sample's working day."""
        subprocess.run(
            self.command("sample", "--day", day), env=self.environment, check=True, stdout=subprocess.DEVNULL
        )


@contextmanager
def running_sample() -> Iterator[Sample]:
    """Start the sample cell and stop it at the end; its place is thrown away."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="chibo-pictures-") as place:
        sample = Sample(place=Path(place), port=port)
        (sample.place / "key").write_text(secrets.token_hex(32), encoding="ascii")
        (sample.place / "key").chmod(0o600)
        words = sample.command("start", "--sample", "--no-browser", "--port", str(port))
        process = subprocess.Popen(words, env=sample.environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(sample)
            yield sample
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(sample: Sample) -> None:
    """Wait until the program listens."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", sample.port), timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    msg = "the sample cell did not start"
    raise SystemExit(msg)


# --------------------------------------------------------------------------- the pictures


@dataclass(kw_only=True)
class Camera:
    """A browser page in front of the sample cell, and where its pictures go."""

    page: Page
    dark_room: Page  # an empty page, whose canvas counts the colours
    sample: Sample
    target: Path
    is_on: bool = True  # off where a part is only walked through

    def opens(self, address: str) -> None:
        """Go to an address of the program."""
        self.page.goto(self.sample.address + address)

    def follows(self, link: str) -> None:
        """Click a link by its words."""
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def presses(self, button: str) -> None:
        """Press a button by the beginning of its words."""
        self.page.get_by_role("button", name=re.compile(f"^{re.escape(button)}")).first.click()

    def writes(self, label: str, text: str) -> None:
        """Type into a field."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def takes(self, name: str, *, end: str, start: str = "body") -> None:
        """Write one picture: from the top of the element ``start`` to the bottom of the element ``end``."""
        if not self.is_on:
            return
        self.page.evaluate("document.activeElement && document.activeElement.blur()")
        self.page.mouse.move(0, 0)
        width = self.page.viewport_size["width"] if self.page.viewport_size else WIDTH
        top, bottom = self.edge(start, "top"), self.edge(end, "bottom") + MARGIN
        shot = self.page.screenshot(
            full_page=True, clip={"x": 0, "y": top, "width": width, "height": bottom - top}, animations="disabled"
        )
        found = self.dark_room.evaluate(QUANTISE, base64.b64encode(shot).decode("ascii"))
        (self.target / f"{name}.png").write_bytes(png_of(found))

    def edge(self, element: str, side: str) -> int:
        """Where an element begins or ends on the whole page, in pixels."""
        found = self.page.locator(element).first
        return int(found.evaluate(f"one => window.scrollY + one.getBoundingClientRect().{side}"))


def png_of(found: dict[str, Any]) -> bytes:
    """Write an indexed PNG."""
    width, height, pixels = found["width"], found["height"], base64.b64decode(found["pixels"])
    lines = b"".join(b"\0" + pixels[at : at + width] for at in range(0, width * height, width))
    palette = b"".join(colour.to_bytes(3, "big") for colour in found["palette"])
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk_of(kind, body) for kind, body in chunks)


def chunk_of(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG: length, kind, body, checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


# --------------------------------------------------------------------------- the walk


def sign_in(camera: Camera) -> None:
    """The sign-in page, then in."""
    camera.opens("/dang-nhap/")
    camera.takes("dang-nhap", end="aside")
    camera.writes("Tên đăng nhập", SECRETARY)
    camera.writes("Cụm mật khẩu", PHRASE)
    camera.presses("Đăng nhập")


def daily_pages(camera: Camera) -> None:
    """The home page on a screen and on a phone, the week sheet, the people."""
    camera.opens("/viec-can-lam/")
    camera.takes("viec-can-lam", end="ul.tasks > li:nth-child(3)")
    camera.page.set_viewport_size({"width": NARROW, "height": 740})
    camera.takes("viec-can-lam-dien-thoai", end="ul.tasks > li:nth-child(1)")
    camera.page.set_viewport_size({"width": WIDTH, "height": 900})
    camera.opens("/viec-can-lam/in/")
    camera.takes("to-viec-tuan", end="tbody tr:nth-child(4)")
    camera.opens("/nguoi/")
    camera.takes("nguoi", start="main", end="tbody tr:nth-child(8)")
    camera.follows(NEW_MEMBER)
    camera.takes("mot-nguoi", start="main", end="aside section.card:last-child")
    camera.opens("/nguoi/")
    camera.follows(NEW_MEMBER)
    camera.follows("Đính chính")
    camera.follows("Ngày sinh")
    camera.takes("dinh-chinh", start="main", end="section.card")


def development_pages(camera: Camera) -> None:
    """The board, one road, a dossier with its faults, a year of probation."""
    camera.opens("/phat-trien/")
    camera.takes("cac-buoc", start="main", end="section.card")
    camera.follows(CANDIDATE)
    camera.takes("mot-qua-trinh", start="main", end=".body section.card:nth-child(2)")
    camera.opens("/phat-trien/")
    camera.follows(PROBATIONARY)
    camera.follows("Hồ sơ công nhận chính thức")
    camera.takes("ho-so-cho-can-sua", start="main", end=".errbox")
    camera.takes("ho-so-danh-muc", start="section.card", end="section.card")
    camera.opens("/phat-trien/")
    camera.follows(NEW_MEMBER)
    camera.follows("Năm dự bị")
    camera.takes("nam-du-bi", start="main", end="section.card")


def meeting_pages(camera: Camera) -> None:
    """The agenda before the meeting; attendance, vote and minutes on its day."""
    camera.opens("/hop/")
    camera.presses("Soạn chương trình")
    meeting = camera.page.url.removeprefix(camera.sample.address).removesuffix("chuong-trinh/")
    camera.takes("hop-chuong-trinh", start="main", end="section.card")
    camera.sample.it_is(MEETING_DAY)
    camera.opens(f"{meeting}diem-danh/")
    camera.page.get_by_label("Lý do vắng của Đỗ Mẫu Lâm").fill("đi công tác")
    camera.takes("hop-diem-danh", start="main", end=".roll tbody tr:nth-child(6)")
    camera.presses("Tất cả có mặt, trừ người đã báo vắng")
    camera.opens(f"{meeting}noi-dung/")
    write_content(camera)
    camera.presses("Lưu nội dung")
    camera.opens(f"{meeting}bieu-quyet/")
    camera.page.get_by_label("Bỏ phiếu kín").check()
    for label, count in {"Phát ra": 20, "Thu về": 20, "Hợp lệ": 20, "Tán thành": 20, "Không tán thành": 0}.items():
        camera.writes(label, str(count))
    camera.takes("hop-bieu-quyet", start="main", end=".body > .acts")
    camera.presses("Ghi kết quả")
    camera.opens(f"{meeting}bien-ban/")
    camera.presses("Đã thông qua")
    camera.takes("hop-bien-ban", start="main", end=".body section.card")
    camera.sample.it_is(TODAY)


def write_content(camera: Camera) -> None:
    """What was concluded, one concern and one task."""
    camera.page.locator(".item").filter(has_text="Xét đề nghị").get_by_label("Kết luận").fill("Đủ điều kiện xét.")
    fields = {"concern-topic": "Phòng làm việc tầng 3 bị dột", "concern-person": "Bích", "concern-due": "30-6-2018"}
    fields |= {"task-text": "Gửi hồ sơ công nhận", "task-person": "Nguyễn Mẫu Bích", "task-due": "20-6-2018"}
    for name, text in fields.items():
        camera.page.locator(f"[name^={name}-]").first.fill(text)
    camera.takes("hop-viec-giao", start="#kien-nghi", end="[aria-labelledby=giao-viec] .line")


def import_pages(camera: Camera) -> None:
    """A list with two mistakes, up to the check; nothing is written."""
    book = openpyxl.Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = "DS 2018"
    for row in OFFICE_LIST:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    camera.opens("/nhap-danh-sach/")
    camera.page.locator("input[type=file]").set_input_files(
        {"name": "danh sách cơ quan 2018.xlsx", "mimeType": "application/octet-stream", "buffer": content.getvalue()}
    )
    camera.presses("Tải lên")
    camera.page.get_by_label("Ngày về cơ quan").select_option(label="Ngày vào cơ quan")
    camera.takes("nhap-doi-chieu", start="main", end="main li.field:nth-child(7)")
    camera.presses("Tiếp: kiểm tra từng dòng")
    camera.takes("nhap-kiem-tra", start="main", end=".body")


def report_pages(camera: Camera) -> None:
    """The quick report, the report in words, in pictures, the targets and the forecast."""
    camera.opens("/bao-cao/nhanh/")
    camera.takes("bao-cao-nhanh", start="main", end=".body section.card:nth-child(2)")
    camera.opens("/bao-cao/du-bao/")
    camera.takes("du-bao", start="main", end="section.card")
    camera.opens("/bao-cao/bang-loi/")
    camera.takes("bao-cao-bang-loi", start="main", end=".prose:nth-of-type(2)")
    camera.opens("/bao-cao/hinh/")
    camera.takes("bao-cao-hinh", start="section.card:nth-of-type(4)", end="section.card:nth-of-type(4)")
    camera.opens("/bao-cao/chi-tieu/")
    camera.takes("chi-tieu", start="main", end="section.card")


def review_pages(camera: Camera) -> None:
    """Promises, certificates, titles and the grades of the years."""
    camera.opens("/cam-ket/")
    camera.follows("Đăng ký học tập và làm theo Bác")
    camera.takes("cam-ket-mot-dot", start="main", end="tbody tr:nth-child(6)")
    camera.opens("/boi-duong/sap-het/")
    camera.takes("giay-sap-het", start="main", end="section.card[aria-labelledby=dang-cho]")
    camera.opens("/danh-gia/danh-hieu/")
    camera.takes("danh-hieu", start="main", end="tbody tr:nth-child(3)")
    camera.opens("/danh-gia/cac-nam/")
    camera.takes("ket-qua-cac-nam", start="main", end="section.card[aria-labelledby=tran]")


def register_pages(camera: Camera) -> None:
    """One organisation of the tree, a search, one's own data, and the note a helper writes by a code."""
    camera.opens("/to-chuc/")
    camera.follows("Trang tổ chức")
    camera.takes("to-chuc", start="main", end=".body section.card:nth-child(1)")
    camera.page.locator("#tim").fill("xuan")
    camera.page.locator("#tim").press("Enter")
    camera.page.wait_for_url("**/tim/**")
    camera.takes("tim-kiem", start="main", end="main ul:nth-of-type(2)")
    camera.opens("/du-lieu/cua-toi/")
    camera.takes("du-lieu-cua-toi", start="main", end=".body section.card")
    camera.opens("/cai-dat/tu-phuc-vu/")
    for box in camera.page.locator("main input[type=checkbox]").all():
        box.check()
    camera.presses("Lưu")
    camera.opens("/phat-trien/")
    camera.follows(CANDIDATE)
    camera.page.goto(camera.page.url + "ma/")
    camera.page.locator("main input[type=radio]").first.check()
    camera.presses("Phát mã")
    code = camera.page.locator("p.big").inner_text()
    camera.page.set_viewport_size({"width": NARROW, "height": 740})
    camera.opens("/ma/")
    camera.writes("Mã trên phiếu", code)
    camera.presses("Tiếp tục")
    camera.takes("ghi-chu-bang-ma", start="main", end="main fieldset:nth-of-type(2)")
    camera.page.set_viewport_size({"width": WIDTH, "height": 900})


def safe_house_pages(camera: Camera) -> None:
    """Accounts, the log and the backups."""
    camera.opens("/cai-dat/tai-khoan/")
    camera.takes("tai-khoan", start="main", end="tbody tr:nth-child(4)")
    camera.opens("/nhat-ky/")
    camera.takes("nhat-ky", start="section[aria-labelledby=cac-dong]", end="ul.tasks > li:nth-child(3)")
    camera.opens("/cai-dat/sao-luu/")
    camera.takes("sao-luu", start="main", end="#id_every_days, .body section.card:nth-child(3) .field:nth-of-type(1)")


WALK = (
    sign_in,
    daily_pages,
    development_pages,
    import_pages,
    report_pages,
    review_pages,
    meeting_pages,
    register_pages,
    safe_house_pages,
)


def main() -> None:
    """Take all pictures; refuse if together they grew too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--target", type=Path, default=TARGET)
    parts = [part.__name__ for part in WALK]
    parser.add_argument("--part", action="append", choices=parts, help="only this part; may be given several times")
    arguments = parser.parse_args()
    arguments.target.mkdir(parents=True, exist_ok=True)
    with running_sample() as sample, sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-lcd-text", "--force-color-profile=srgb"]
        browser = playwright.chromium.launch(executable_path=arguments.chromium, args=options)
        context = browser.new_context(viewport={"width": WIDTH, "height": 900}, locale="vi-VN")
        page, dark_room = context.new_page(), context.new_page()
        page.set_default_timeout(10_000)
        camera = Camera(page=page, dark_room=dark_room, sample=sample, target=arguments.target)
        for part in WALK:
            camera.is_on = arguments.part is None or part.__name__ in arguments.part
            if camera.is_on or part is sign_in:  # nothing is seen without signing in
                part(camera)
        browser.close()
    sizes = {path.name: path.stat().st_size for path in sorted(arguments.target.glob("*.png"))}
    for name, size in sizes.items():
        print(f"{size:>8} {name}")
    print(f"{sum(sizes.values()):>8} of {LIMIT} bytes")
    if sum(sizes.values()) > LIMIT:
        msg = "The pictures grew too large: crop them tighter."
        raise SystemExit(msg)


if __name__ == "__main__":
    main()
