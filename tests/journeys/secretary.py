"""What a secretary does with the program, in sentences; the pages are found as people find them, by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx

from chibo.accounts.queries import SAMPLE_PHRASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Locator, Page

    from tests.journeys.program import Program

    Answers = Mapping[str, str]  # label of a field → what is typed or chosen

_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """Text as it is read: every kind of space is one space."""
    return _SPACES.sub(" ", text).strip()


def read_docx(content: bytes) -> str:
    """Every word of a Word document, tables too."""
    document = docx.Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return plain(" ".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


@dataclass(kw_only=True)
class Secretary:
    """Somebody at a browser."""

    page: Page
    program: Program
    case: str = field(default="")  # the address of the person's road, once there is one

    # ------------------------------------------------------------------ reading

    def opens(self, address: str) -> None:
        """Go to an address of the program; the page is there once its style sheet is, which decides what is seen."""
        self.page.goto(self.program.address + address, wait_until="load")

    @property
    def heading(self) -> str:
        """The heading of the page."""
        return plain(self.page.locator("h1").inner_text())

    @property
    def sees(self) -> str:
        """Everything the page says."""
        return plain(self.page.locator("main").inner_text())

    def box(self, heading: str) -> str:
        """What the card with this heading says."""
        return plain(self.card(heading).inner_text())

    def card(self, heading: str) -> Locator:
        """The card with this heading."""
        return self.page.locator("section.card").filter(
            has=self.page.get_by_role("heading", name=re.compile(rf"^\s*{re.escape(heading)}"))
        )

    @property
    def refusal(self) -> str:
        """What the box of errors says."""
        return plain(self.page.locator(".errbox").first.inner_text())

    @property
    def is_told_of_faults(self) -> bool:
        """Whether the page shows a box of errors."""
        return self.page.locator(".errbox:not(.soft)").count() > 0

    # ------------------------------------------------------------------ doing

    def goes_by(self, clicked: Locator) -> None:
        """Click what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation(wait_until="load"):
            clicked.click()

    def follows(self, link: str) -> None:
        """Click a link."""
        self.goes_by(self.page.get_by_role("link", name=link, exact=True).first)

    def presses(self, button: str) -> None:
        """Press a button."""
        self.goes_by(self.page.get_by_role("button", name=button, exact=True).first)

    def field(self, label: str) -> Locator:
        """A field by its label; ``a|b`` where pages differ."""
        names = "|".join(re.escape(name) for name in label.split("|"))
        return self.page.get_by_label(re.compile(rf"^\s*({names})\s*(\(không bắt buộc\))?\s*$")).first

    def writes(self, label: str, text: str) -> None:
        """Type into a field."""
        self.field(label).fill(text)

    def chooses(self, label: str, option: str) -> None:
        """Choose in a list the option that contains the words."""
        chosen = self.field(label)
        said = chosen.locator("option").filter(has_text=option).first
        chosen.select_option(value=said.get_attribute("value"))

    def ticks(self, label: str) -> None:
        """Tick a box."""
        self.field(label).check()

    def picks(self, choice: str) -> None:
        """Pick one of a few round buttons."""
        self.page.get_by_role("radio", name=choice, exact=True).check()

    def unfolds(self, summary: str) -> None:
        """Open a folded part of the page."""
        self.page.locator("summary", has_text=summary).click()

    def is_chosen(self, label: str, option: str) -> bool:
        """Whether a list stands on an option."""
        return plain(self.field(label).locator("option:checked").text_content() or "") == option

    def offers(self, label: str, option: str) -> bool:
        """Whether a list offers an option."""
        return self.field(label).locator("option").filter(has_text=option).count() > 0

    def downloads(self, link: str) -> bytes:
        """Click a link that hands over a file; give its bytes."""
        with self.page.expect_download() as arriving:
            self.page.get_by_role("link", name=link, exact=True).first.click()
        return Path(arriving.value.path()).read_bytes()

    # ------------------------------------------------------------------ coming in

    def signs_in(self, username: str) -> None:
        """Sign in with the pass phrase that the sample's sign-in page shows."""
        self.opens("/dang-nhap/")
        assert SAMPLE_PHRASE in self.sees
        self.writes("Tên đăng nhập", username)
        self.writes("Cụm mật khẩu", SAMPLE_PHRASE)
        self.presses("Đăng nhập")
        assert self.heading == "Việc cần làm"

    def says_the_phrase_again(self) -> None:
        """Answer the page that asks again before something that matters; what was sent goes on from there."""
        assert self.heading == "Xác nhận lại"
        self.writes("Cụm mật khẩu", SAMPLE_PHRASE)
        self.presses("Xác nhận")

    def uploads_the_list(self, name: str, content: bytes) -> None:
        """Người → Nhập danh sách → the file."""
        self.opens("/nguoi/")
        self.follows("Nhập danh sách")
        self.field("Tệp danh sách").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        self.presses("Tải lên")

    # ------------------------------------------------------------------ the road

    def opens_the_person(self, name: str) -> None:
        """Find somebody in the list of people."""
        self.opens("/nguoi/")
        self.follows(name)
        assert self.heading.startswith(name)

    def opens_the_road(self, name: str) -> None:
        """Open somebody's road from the board."""
        self.opens("/phat-trien/")
        self.follows(name)
        self.case = self.page.url.removeprefix(self.program.address)

    def records(self, step: str, day: str, said: Answers | None = None, *, now: str = "") -> None:
        """Take one step on the page of the road; ``said`` fills other fields, ``now`` is the stage afterwards."""
        self.opens(self.case)
        self.follows(step)
        self.writes("Ngày", day)
        self.answers(said or {})
        self.presses("Ghi bước này")
        assert self.page.url.endswith(self.case), self.sees
        assert "Đã lưu lúc" in self.sees
        if now:
            assert f"Đang ở bước: {now}" in self.sees

    def is_refused(self, step: str, day: str) -> bool:
        """Try a step by its address; tell whether the page refuses, keeping what was typed."""
        self.opens(f"{self.case}buoc/{step}/")
        self.writes("Ngày", day)
        self.presses("Ghi bước này")
        return "Chưa ghi gì vào hồ sơ." in self.sees and self.field("Ngày").input_value() == day

    def answers(self, said: Answers) -> None:
        """Fill fields by their labels, whether they are typed or chosen."""
        for label, text in said.items():
            if self.field(label).evaluate("field => field.tagName") == "SELECT":
                self.chooses(label, text)
            else:
                self.writes(label, text)

    def column(self, title: str) -> str:
        """What a column of the board holds."""
        head = self.page.get_by_role("heading", name=re.compile(rf"^{title} \("))
        return plain(self.page.locator(".board > section").filter(has=head).inner_text())

    def opens_the_dossier(self, which: str) -> None:
        """Open the dossier of admission (ket-nap) or recognition (chinh-thuc)."""
        self.opens(f"/ho-so/{self.case.split('/')[2]}/{which}/")

    def line(self, paper: str) -> Locator:
        """The line of the dossier about a paper."""
        return self.page.locator("table.papers tbody tr").filter(has_text=paper).first

    def adds_a_paper(self, paper: str, dated: str, said: Answers) -> None:
        """Say that a paper lies in the dossier."""
        self.goes_by(self.line(paper).get_by_role("link", name=re.compile("Thêm giấy|Ghi nơi để")))
        self.writes("Ngày trên giấy", dated)
        self.answers(said)
        self.presses("Ghi giấy tờ")
        assert "Đã lưu lúc" in self.sees

    def replaces_a_paper(self, paper: str, dated: str, said: Answers) -> None:
        """Put another copy in the place of a paper."""
        self.goes_by(self.line(paper).get_by_role("link", name=re.compile("Thay bản khác|Sửa")))
        self.writes("Ngày trên giấy", dated)
        self.answers(said)
        self.presses("Ghi giấy tờ")
        assert "Đã lưu lúc" in self.sees

    def takes_the_paper(self, form: str) -> bytes:
        """Download a paper of the dossier by its form."""
        self.opens_the_dossier("chinh-thuc" if form in {"11-knd", "12-knd", "13-knd"} else "ket-nap")
        with self.page.expect_download() as arriving:
            self.page.locator(f"a[href*='/giay/{form}.docx']").first.click()
        return Path(arriving.value.path()).read_bytes()

    @property
    def today(self) -> str:
        """What the home page counts."""
        self.opens("/viec-can-lam/")
        return self.box("Chi bộ hôm nay")

    @property
    def today_in_another_window(self) -> str:
        """The same, while this window stays where it is."""
        other = self.page.context.new_page()
        other.goto(self.program.address + "/viec-can-lam/")
        said = plain(other.locator("section.card", has_text="Chi bộ hôm nay").inner_text())
        other.close()
        return said

    # ------------------------------------------------------------------ the meeting

    def calls_a_meeting(self, day: str) -> str:
        """Họp → Cuộc họp khác; give the address of the meeting."""
        self.opens("/hop/")
        self.follows("Cuộc họp khác")
        self.writes("Ngày họp", day)
        self.chooses("Thư ký cuộc họp", "Nguyễn Mẫu Bích")
        self.presses("Soạn chương trình")
        assert self.heading.endswith(day), self.sees
        return self.page.url.removeprefix(self.program.address).removesuffix("chuong-trinh/")

    def puts_on_the_agenda(self, sort: str, person: str, *, is_voted: bool = False) -> None:
        """Add an item about a person."""
        self.follows("Thêm mục về một người (đưa vào nguồn, xét kết nạp, công nhận…)")
        self.chooses("Việc", sort)
        self.chooses("Về ai", person)
        if is_voted:
            self.ticks("Có biểu quyết")
        self.presses("Lưu")
        assert f"{sort}: {person}" in self.box("Chương trình"), self.sees

    def takes_attendance(self, meeting: str, absent: Answers | None = None) -> None:
        """Everybody is there except those named, each with a reason."""
        self.opens(f"{meeting}diem-danh/")
        for name, reason in (absent or {}).items():
            self.page.get_by_label(f"Lý do vắng của {name}").fill(reason)
        self.presses("Tất cả có mặt, trừ người đã báo vắng")
        assert "Đã lưu lúc" in self.sees

    def writes_what_was_said(self, meeting: str, item: str, said: str, concluded: str) -> None:
        """Note the opinions and the conclusion on one item."""
        self.opens(f"{meeting}noi-dung/")
        about = self.page.locator(".item").filter(has=self.page.get_by_role("heading", name=item))
        about.get_by_label("Ý kiến").fill(said)
        about.get_by_label("Kết luận").fill(concluded)
        self.presses("Lưu nội dung")
        assert "Đã lưu lúc" in self.sees

    def counts_the_ballots(self, meeting: str, item: str, counts: Mapping[str, int]) -> None:
        """Enter the totals of a secret ballot: phát ra, thu về, hợp lệ, tán thành, không tán thành."""
        self.opens(f"{meeting}bieu-quyet/")
        card = self.page.locator("section.card").filter(has=self.page.get_by_role("heading", name=item))
        card.get_by_label("Bỏ phiếu kín").check()
        for label, count in counts.items():
            card.get_by_label(label, exact=True).fill(str(count))
        self.goes_by(card.get_by_role("button", name="Ghi kết quả"))

    def adopts_the_minutes(self, meeting: str, wording: Answers) -> None:
        """Read the minutes out, word the resolutions where nothing is proposed, and adopt."""
        self.opens(f"{meeting}bien-ban/")
        for item, text in wording.items():
            part = self.page.locator(".item").filter(has=self.page.get_by_role("heading", name=item))
            folded = part.locator("summary", has_text="Ra nghị quyết")
            if folded.count():
                folded.click()
            box = part.get_by_label("Nội dung nghị quyết")
            if not box.input_value():
                box.fill(text)
        self.presses("Đã thông qua")
        assert "Đã thông qua" in self.box("Văn bản"), self.sees
