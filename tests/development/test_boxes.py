"""Boxes of dossiers: labels with a running number, read back by it; the index with the number of sheets."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from chibo.accounts.models import User
from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.development import actions, queries
from chibo.development.models import DevelopmentCase, DossierLabel
from chibo.development.papers import index_docx, label_sheet
from chibo.development.queries.boxes import index_of
from chibo.documents import labels
from chibo.law.vocabulary import DossierKind
from tests.documents.reading import lines, opened
from tests.factories import MONDAY, actor
from tests.sample import lay_sample

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

ADDRESS = "http://127.0.0.1:8000/nhan/{}/"


@pytest.fixture
def sample(db: None) -> Organisation:
    return lay_sample()


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    user = User.objects.get(username="bi-thu")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def case_of(name: str) -> DevelopmentCase:
    return queries.case_for(actor(), DevelopmentCase.objects.get(person__full_name=name).uid)


def given(*names: str) -> tuple[DossierLabel, ...]:
    return actions.label_cases(actor=actor(), on=MONDAY, cases=[case_of(name) for name in names])


def test_numbers_run_on_and_stay_with_their_dossier(sample: Organisation) -> None:
    assert [str(label) for label in given("Sùng Mẫu Vừ", "Phan Mẫu Yến")] == ["HS-0001", "HS-0002"]
    again = given("Lò Mẫu Xuân", "Phan Mẫu Yến")
    assert [(label.number, label.case.person.full_name) for label in again] == [(2, "Phan Mẫu Yến"), (3, "Lò Mẫu Xuân")]
    assert AuditEntry.objects.filter(action="development.label_case").count() == 3


def test_none_chosen_or_no_right_gives_no_number(sample: Organisation) -> None:
    with pytest.raises(FaultyError, match="Chưa chọn hồ sơ nào"):
        actions.label_cases(actor=actor(), on=MONDAY, cases=[])
    with pytest.raises(NotAllowedError):
        actions.label_cases(actor=actor(Permission.VIEW_CASES), on=MONDAY, cases=[case_of("Lò Mẫu Xuân")])
    assert not DossierLabel.objects.exists()


def test_a_code_holds_number_and_address_and_never_a_name(sample: Organisation) -> None:
    found = given("Sùng Mẫu Vừ")
    content = label_sheet(found, ADDRESS.format, with_names=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (picture,) = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert picture == labels.code_png("HS-0001 http://127.0.0.1:8000/nhan/1/")
    said = "\n".join(lines(content))
    assert said.splitlines()[0] == "HS-0001"
    assert "Sùng Mẫu Vừ" in said
    assert "Sùng Mẫu Vừ" not in "\n".join(lines(label_sheet(found, ADDRESS.format, with_names=False)))


def test_twelve_labels_on_a_sheet() -> None:
    made = labels.sheet([labels.Label(code=str(number), number=f"HS-{number:04d}") for number in range(1, 26)])
    assert [len(table.rows) for table in opened(made).tables] == [6, 6, 1]


def test_labels_over_http_and_reading_one_back(secretary: Client) -> None:
    case = case_of("Sùng Mẫu Vừ")
    page = secretary.get("/ho-so/nhan/").content.decode()
    assert "chưa có số" in page
    answer = secretary.post("/ho-so/nhan/", {"ho-so": [str(case.uid)], "ten": "1"})
    assert answer["Location"] == "/ho-so/nhan/in/?so=1&ten=1"
    made = secretary.get(answer["Location"])
    assert made["Content-Type"].endswith("wordprocessingml.document")
    assert "Sùng Mẫu Vừ" in "\n".join(lines(made.content))
    assert AuditEntry.objects.filter(action="development.take_sheet").count() == 1
    assert secretary.get("/nhan/1/")["Location"] == reverse("development:case", args=[case.uid])
    for typed in ("HS-0001", "hs 1", "HS-0001 http://127.0.0.1:8000/nhan/1/"):
        found = secretary.get("/tim/", {"q": typed}).content.decode()
        assert "Sùng Mẫu Vừ" in found, typed
        assert "số hồ sơ" in found
    assert secretary.get("/nhan/9/").status_code == 404
    assert secretary.get("/ho-so/nhan/in/?so=9").status_code == 404
    assert secretary.post("/ho-so/nhan/", {}).status_code == 422


def test_the_index_counts_once_every_paper_is_counted(sample: Organisation) -> None:
    case = case_of("Phan Mẫu Yến")
    papers = index_of(case, DossierKind.ADMISSION, MONDAY)
    assert papers
    made = index_docx(case, DossierKind.ADMISSION, MONDAY, "Lò Mẫu An")
    assert "tổng_số_tờ" in made.gaps
    counts = {each.paper: place for place, each in enumerate(papers, start=1)}
    assert actions.note_page_counts(actor=actor(), on=MONDAY, case=case, counts=counts) == len(papers)
    assert actions.note_page_counts(actor=actor(), on=MONDAY, case=case, counts=counts) == 0
    made = index_docx(case, DossierKind.ADMISSION, MONDAY, "Lò Mẫu An")
    total = sum(counts.values())
    said = lines(made.content)
    assert f"Cộng: {len(papers)} giấy tờ, {total} tờ." in said
    assert said[said.index("TT") + 6 :][:2] == ["1.", papers[0].line.name]
    assert made.gaps == ()


def test_a_count_is_one_of_the_facts_of_the_paper_and_can_be_taken_back(sample: Organisation) -> None:
    case = case_of("Phan Mẫu Yến")
    paper = index_of(case, DossierKind.ADMISSION, MONDAY)[0].paper
    before = json.loads(paper.details) if paper.details else {}
    actions.note_page_counts(actor=actor(), on=MONDAY, case=case, counts={paper: 4})
    paper.refresh_from_db()
    assert json.loads(paper.details) == {**before, "page_count": 4}
    actions.note_page_counts(actor=actor(), on=MONDAY, case=case, counts={paper: None})
    paper.refresh_from_db()
    assert (json.loads(paper.details) if paper.details else {}) == before
    for impossible in (0, 1000):
        with pytest.raises(FaultyError, match="không phải số tờ"):
            actions.note_page_counts(actor=actor(), on=MONDAY, case=case, counts={paper: impossible})


def test_the_page_of_sheets_and_the_index_over_http(secretary: Client) -> None:
    case = case_of("Phan Mẫu Yến")
    at = f"/ho-so/{case.uid}/ket-nap"
    paper = index_of(case, DossierKind.ADMISSION, MONDAY)[0].paper
    assert "Số tờ và mục lục hồ sơ" in secretary.get(f"{at}/").content.decode()
    assert secretary.post(f"{at}/so-to/", {f"p-{paper.uid}": "3"}).status_code == 302
    assert 'value="3"' in secretary.get(f"{at}/so-to/").content.decode()
    assert secretary.post(f"{at}/so-to/", {f"p-{paper.uid}": "0"}).status_code == 422
    made = secretary.get(f"{at}/muc-luc/")
    assert "MỤC LỤC HỒ SƠ" in lines(made.content)


def test_the_road_as_plain_text(secretary: Client) -> None:
    case = case_of("Sùng Mẫu Vừ")
    page = secretary.get(f"/phat-trien/{case.uid}/chep/").content.decode()
    text = page.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]
    assert text.splitlines()[:2] == ["Sùng Mẫu Vừ", "Bước hiện nay: Dự bị"]
    assert "- 19-5-2017: Lễ kết nạp" in text
    assert 'data-copy="cac-buoc" hidden' in page
    assert AuditEntry.objects.filter(action="development.take_sheet").count() == 1
