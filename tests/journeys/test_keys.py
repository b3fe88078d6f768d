"""A key of the machine: added in a real browser, then the only thing needed to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.accounts.queries import SAMPLE_PHRASE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.program import Program

FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_key_is_added_and_then_signs_in_alone(browser: Browser, program: Program) -> None:
    at = f"http://localhost:{program.port}"
    context = browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 800})
    wrong: list[str] = []
    context.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page = context.new_page()
    page.set_default_timeout(60_000)
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    signs_in(page, at)
    page.goto(f"{at}/tai-khoan/hai-buoc/khoa/")
    page.get_by_label("Cụm mật khẩu").fill(SAMPLE_PHRASE)
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_label("Tên khóa").fill("máy ở cơ quan")
    page.get_by_label("Đăng nhập chỉ bằng khóa này").check()
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_text("Trang này chỉ hiện một lần").wait_for()
    page.get_by_role("link", name="Đã chép xong").click()
    assert "máy ở cơ quan" in page.inner_text("main")
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto(f"{at}/dang-nhap/")
    page.get_by_role("button", name="Đăng nhập bằng khóa").click()
    page.get_by_role("heading", name="Việc cần làm").wait_for()
    context.close()
    assert wrong == []


def signs_in(page: Page, at: str) -> None:
    page.goto(f"{at}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("bi-thu")
    page.get_by_label("Cụm mật khẩu").fill(SAMPLE_PHRASE)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_role("heading", name="Việc cần làm").wait_for()
