"""Papers about personal data: receipt and answer of a request, notice of a breach, the copy a person takes away.

Contexts of plain values made from records; nothing is judged or written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import local_day, say_date, say_moment
from chibo.documents import render, wording
from chibo.documents.regimes import regime_on
from chibo.meetings import papers as meeting_papers
from chibo.register.models import DataRequest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.desk.privacy.copying import Section
    from chibo.documents.render import MadePaper
    from chibo.register.models import DataBreach, Organisation, Person

TEMPLATE = "giay-du-lieu"
Part = tuple[str, list[str]]


def receipt_docx(request: DataRequest, on: date) -> MadePaper:
    """Phiếu tiếp nhận: what was asked, on which day, by when it is answered and done."""
    said = [
        f"Chi bộ đã nhận đề nghị “{request.get_kind_display()}” ngày {say_date(request.received_on)}.",
        *_days(request),
    ]
    if request.signed_at:
        said.append(f"Giấy đề nghị có chữ ký để ở: {request.signed_at}.")
    return _made(request.organisation, on, "PHIẾU TIẾP NHẬN", _about(request), request.person.full_name, [("", said)])


def _days(request: DataRequest) -> list[str]:
    if request.answer_by is None or request.done_by is None:
        return ["Chưa tìm thấy quy định về thời hạn cho ngày nhận; chi bộ trả lời sớm nhất có thể."]
    return [
        f"Trả lời chậm nhất ngày {say_date(request.answer_by)}.",
        f"Nếu đồng ý, thực hiện chậm nhất ngày {say_date(request.done_by)}.",
    ]


def _about(request: DataRequest) -> str:
    kind = request.get_kind_display()
    return f"đề nghị về dữ liệu cá nhân: {kind[:1].lower()}{kind[1:]}"


def answer_docx(request: DataRequest, on: date) -> MadePaper:
    """Văn bản trả lời: the decision, its reason, what has to be kept, what was done."""
    said = [f"Về đề nghị “{request.get_kind_display()}” ngày {say_date(request.received_on)}, chi bộ trả lời như sau."]
    if request.decided_on is not None:
        said.append(f"Quyết định ngày {say_date(request.decided_on)}: {request.get_decision_display()}.")
    else:
        said.append("Chi bộ đã nhận đề nghị và đang giải quyết.")
        said += _days(request)
    if request.extended_on is not None:
        said.append(f"Đã gia hạn một lần ngày {say_date(request.extended_on)}. Lý do: {request.extension_reason}.")
    if request.answer:
        said += wording.paragraphs(request.answer)
    if request.done_on is not None and request.decision != DataRequest.Decision.REFUSED:
        said.append(f"Đã thực hiện xong ngày {say_date(request.done_on)}.")
    said.append("Không đồng ý với trả lời này, người đề nghị có thể gửi ý kiến lên cấp ủy cấp trên trực tiếp.")
    return _made(request.organisation, on, "TRẢ LỜI", _about(request), request.person.full_name, [("", said)])


def breach_docx(breach: DataBreach, on: date) -> MadePaper:
    """Dự thảo thông báo sự cố for the competent authority; what is not known yet stays a gap."""
    found = f"Phát hiện lúc {say_moment(breach.found_at)}."
    happened = [f"Xảy ra: {breach.happened}."] if breach.happened else []
    people = [f"Số người bị ảnh hưởng: {breach.people}."] if breach.people is not None else []
    parts: list[Part] = [
        ("1. Sự cố", [found, *happened, *wording.paragraphs(breach.what)]),
        ("2. Dữ liệu và người bị ảnh hưởng", [*wording.paragraphs(breach.whose), *people]),
        ("3. Hậu quả có thể có", wording.paragraphs(breach.consequences) or [render.GAP]),
        ("4. Biện pháp đã làm", wording.paragraphs(breach.measures) or [render.GAP]),
    ]
    about = f"vi phạm quy định về bảo vệ dữ liệu cá nhân, phát hiện ngày {say_date(local_day(breach.found_at))}"
    return _made(breach.organisation, on, "THÔNG BÁO", about, "cơ quan chuyên trách bảo vệ dữ liệu cá nhân", parts)


def copy_docx(person: Person, organisation: Organisation, sections: Sequence[Section], on: date) -> MadePaper:
    """Bản dữ liệu: everything kept about a person, kind by kind."""
    parts: list[Part] = [
        (
            f"{section.label} ({len(section.rows)})",
            ["; ".join(f"{label}: {_plain(said)}" for label, said in row.items()) + "." for row in section.rows if row]
            or ["Không có nội dung."],
        )
        for section in sections
    ]
    about = f"dữ liệu cá nhân của {person.full_name}"
    return _made(organisation, on, "BẢN DỮ LIỆU", about, person.full_name, parts)


def _plain(said: object) -> str:
    if isinstance(said, dict):
        return ", ".join(f"{key}: {_plain(value)}" for key, value in said.items())
    if isinstance(said, list):
        return ", ".join(_plain(value) for value in said)
    return str(said)


def _made(
    organisation: Organisation, on: date, name: str, about: str, addressee: str, parts: Sequence[Part]
) -> MadePaper:
    values = {
        **meeting_papers.heading(organisation, on),
        **meeting_papers.signing(organisation, on),
        "tên_giấy": name,
        "trích_yếu": about,
        "kính_gửi": addressee,
        "các_phần": [{"tên": title, "các_đoạn": said} for title, said in parts],
        "nơi_nhận": ["Như trên,", "Lưu chi bộ."],
    }
    title = f"{wording.capital(name.lower())} {say_date(on)}"
    scope_key = organisation.scope_key
    return render.make(title, TEMPLATE, values, regime=regime_on(on), scope_key=scope_key, dated=on)
