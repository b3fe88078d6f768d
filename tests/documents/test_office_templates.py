"""An office's template: kept as versions, used from a day, inherited from above, gone back from, all logged."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.base import vault
from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.documents import actions, render, workshop
from chibo.documents.models import OfficeTemplate, StoredFile, TemplateChoice
from chibo.documents.office import catalogue
from chibo.documents.queries.templates import choices_in_force, template_for
from chibo.documents.regimes import regime_on
from chibo.documents.trials import SIDES, compared, sample_pages
from tests.documents.office_files import FORM, REGIME, downloaded, edited, word
from tests.documents.reading import text
from tests.factories import MONDAY, actor, stranger

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as Opened
    from pytest_django import Settings

pytestmark = pytest.mark.django_db
HERE, ABOVE = uuid.UUID(int=1), uuid.UUID(int=2)
JUNE, JULY, AUGUST = date(2018, 6, 1), date(2018, 7, 1), date(2018, 8, 1)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    """A vault of its own for each test."""
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def keep(
    content: bytes, *, uid: uuid.UUID = HERE, scope_key: str = "00010002", name: str = "mẫu.docx"
) -> OfficeTemplate:
    return actions.keep_template(
        actor=actor(),
        on=MONDAY,
        organisation_uid=uid,
        scope_key=scope_key,
        regime=REGIME,
        template=FORM,
        name=name,
        content=content,
    )


def worded(said: str) -> bytes:
    """Our template with one more paragraph."""

    def add(document: Opened) -> None:
        document.add_paragraph(said)

    return edited(add)


def use(version: OfficeTemplate, starts_on: date) -> None:
    actions.use_template(actor=actor(), on=MONDAY, version=version, starts_on=starts_on)


def back(source: str, starts_on: date, *, uid: uuid.UUID = HERE, scope_key: str = "00010002") -> None:
    actions.go_back(
        actor=actor(),
        on=MONDAY,
        organisation_uid=uid,
        scope_key=scope_key,
        regime=REGIME,
        template=FORM,
        source=source,
        starts_on=starts_on,
    )


def paper(dated: date, scope_key: str = "00010002") -> str:
    filled = render.fill(FORM, {"họ_tên": "Sùng Mẫu Vừ"}, regime=regime_on(dated), scope_key=scope_key, dated=dated)
    return text(filled.content)


def test_a_paper_follows_the_version_in_force_on_its_own_day() -> None:
    first, second = keep(worded("Bản một: «họ_tên»")), keep(worded("Bản hai: «họ_tên»"))
    assert (first.version, second.version) == (1, 2)
    assert "Bản" not in paper(AUGUST)  # kept is not used
    use(first, JUNE)
    use(second, JULY)
    assert "Bản một" not in paper(MONDAY)
    assert "Bản một: Sùng Mẫu Vừ" in paper(JUNE)
    assert "Bản một: Sùng Mẫu Vừ" in paper(date(2018, 6, 30))
    assert "Bản hai: Sùng Mẫu Vừ" in paper(JULY)
    back(TemplateChoice.Source.OURS, AUGUST)
    assert "Bản" not in paper(AUGUST)
    assert "Bản hai" in paper(date(2018, 7, 31))
    assert "Bản" not in paper(AUGUST, "00010003")  # somebody else's


def test_what_is_chosen_above_counts_below_until_something_else_is_chosen() -> None:
    use(keep(worded("Mẫu cấp trên"), uid=ABOVE, scope_key="0001"), JUNE)
    assert "Mẫu cấp trên" in paper(JUNE)
    use(keep(worded("Mẫu chi bộ")), JULY)
    assert "Mẫu chi bộ" in paper(JULY)
    back(TemplateChoice.Source.ABOVE, AUGUST)
    assert "Mẫu cấp trên" in paper(AUGUST)
    back(TemplateChoice.Source.OURS, AUGUST)
    assert "Mẫu" not in paper(AUGUST).replace("Mẫu 13-KNĐ", "").replace("Mẫu Vừ", "")
    assert "Mẫu cấp trên" in paper(AUGUST, "0001")


def test_a_paper_of_another_regime_is_not_touched() -> None:
    use(keep(worded("Bản một")), JUNE)
    assert "Bản một" not in paper(date(2026, 6, 1))
    with pytest.raises(FaultyError, match="không còn giấy tờ nào theo 36-HD/VPTW"):
        use(OfficeTemplate.objects.get(), date(2026, 5, 27))


def test_a_broken_field_is_named_mended_in_one_step_and_never_used_before() -> None:
    broken = keep(worded("Kết nạp «ngay_vaodang», «xyz»"))
    assert [(each["written"], each["meant"]) for each in broken.unknown] == [
        ("ngay_vaodang", "ngày_vào_Đảng"),
        ("xyz", ""),
    ]
    with pytest.raises(FaultyError) as refused:
        use(broken, JUNE)
    assert [fault.what for fault in refused.value.faults] == [
        "Mẫu dùng «ngay_vaodang», chương trình có «ngày_vào_Đảng».",
        "Mẫu dùng «xyz», chương trình không có trường nào gần như vậy.",
    ]
    mended = actions.mend_template(actor=actor(), on=MONDAY, version=broken)
    assert (mended.version, mended.mended_from, [each["written"] for each in mended.unknown]) == (2, broken, ["xyz"])
    assert "Kết nạp {{ ngày_vào_Đảng }}, {{ xyz }}" in text(vault.read(mended.file.digest))
    with pytest.raises(FaultyError, match="Không có trường nào gần giống"):
        actions.mend_template(actor=actor(), on=MONDAY, version=mended)


def test_the_same_file_twice_is_one_version() -> None:
    keep(worded("Bản một"))
    with pytest.raises(FaultyError, match="giống hệt bản 1 đã tải lên ngày 21-5-2018"):
        keep(worded("Bản một"))
    assert (OfficeTemplate.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_what_is_refused_leaves_nothing(place: Path) -> None:
    for name, content in (
        ("mẫu.docx", b"MZ"),
        ("mẫu.docx", word("{{ ''.__class__ }}")),
        ("công văn MẬT.docx", downloaded()),
        ("mẫu.docx", word("TỐI MẬT", "«họ_tên»")),
    ):
        with pytest.raises(FaultyError):
            keep(content, name=name)
    assert not list(place.rglob("*"))
    assert not AuditEntry.objects.exists()


def test_a_template_that_hangs_or_breaks_the_reader_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(error: Exception) -> object:
        def run(*_: object, **__: object) -> None:
            raise error

        return run

    for error, said in ((workshop.TookTooLong("x"), "quá 20 giây"), (workshop.Broke("x"), "làm hỏng bộ đọc")):
        monkeypatch.setattr(workshop, "run", raising(error))
        with pytest.raises(FaultyError, match=said):
            keep(downloaded())


def test_only_who_may_change_settings_touches_templates() -> None:
    version = keep(worded("Bản một"))
    for other in (stranger(), actor(Permission.MAKE_PAPERS), actor(Permission.CHANGE_SETTINGS, scope_key="0002")):
        with pytest.raises(NotYoursError):
            template_for(other, version.uid)
        for verb in (
            lambda who: actions.use_template(actor=who, on=MONDAY, version=version, starts_on=JUNE),
            lambda who: actions.mend_template(actor=who, on=MONDAY, version=version),
            lambda who: actions.open_template(actor=who, on=MONDAY, version=version),
        ):
            with pytest.raises(NotAllowedError):
                verb(other)
    assert template_for(actor(Permission.CHANGE_SETTINGS, scope_key="0001"), str(version.uid)) == version
    with pytest.raises(NotYoursError):
        template_for(actor(), "not-a-uid")


def test_every_act_is_logged() -> None:
    version = keep(worded("Kết nạp «ngay_vaodang»"))
    mended = actions.mend_template(actor=actor(), on=MONDAY, version=version)
    use(mended, JUNE)
    back(TemplateChoice.Source.OURS, JULY)
    actions.open_template(actor=actor(), on=MONDAY, version=version)
    said = [entry.action for entry in AuditEntry.objects.filter(chain=str(HERE)).order_by("seq")]
    keeping, choosing = "documents.keep_template", "documents.choose_template"
    assert said == [keeping, keeping, choosing, choosing, "documents.open_template"]


def test_all_forms_are_found_in_one_question(django_assert_num_queries: object) -> None:
    use(keep(worded("Bản một")), JUNE)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = choices_in_force("00010002", JULY)
        version = found[REGIME, FORM].version
        assert version is not None
        assert version.file.digest


def test_the_trial_shows_both_papers_line_beside_line() -> None:
    version = keep(worded("Thêm: «họ_tên» ở «quê_quán»"))
    pairs = compared(version)
    changed = [(pair.left, pair.right) for pair in pairs if not pair.is_same]
    assert changed == [("", f"Thêm: {catalogue.sample(REGIME, FORM)['họ_tên']} ở ……")]
    assert any(pair.is_same and "NGHỊ QUYẾT" in pair.left for pair in pairs)


@pytest.mark.parametrize("side", SIDES)
def test_the_trial_shows_the_pages(side: str) -> None:
    picture = sample_pages(keep(worded("Thêm: «họ_tên»")), side)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 720
