"""The committed templates are what the script makes, in the measures of their regime; LibreOffice opens every paper."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from typing import TYPE_CHECKING

import pytest

from chibo.documents import render
from chibo.documents.regimes import Regime, regimes
from tests.conftest import program
from tests.documents.reading import lines, opened
from tools.docx_list_wordings import TURNED
from tools.docx_meeting_wordings import OFF_THE_REGIME
from tools.make_docx_templates import EVERY_PAPER, PARTY, TARGET, made

if TYPE_CHECKING:
    from pathlib import Path

    from docx.shared import Length

LETTERS = "ĂÂĐÊÔƠƯăâđêôơưẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
OTHER_HEADS = {"1-knd-huong-dan", "2-knd-huong-dan", "10-knd-huong-dan", "4-knd", "4a-knd", "2-hsdv"}
EVERY = pytest.mark.parametrize("regime", regimes(), ids=lambda regime: regime.slug)


def test_the_committed_files_are_what_the_script_makes() -> None:
    fresh = made()
    committed = {path.relative_to(TARGET).as_posix(): path.read_bytes() for path in TARGET.rglob("*.docx")}
    assert sorted(committed) == sorted(fresh)
    assert [path for path in fresh if fresh[path] != committed[path]] == []


def test_every_form_marks_what_no_source_shows_and_no_paper_prints_the_mark() -> None:
    """The mark stands in the template for whoever edits it; a made paper must not bear it."""
    mark = "cần đối chiếu với mẫu chính thức"
    unmarked = {"bien-ban", "nghi-quyet"}
    for name in EVERY_PAPER:
        said = "\n".join(lines((TARGET / "hd36-2018" / f"{name}.docx").read_bytes()))
        assert (mark in said) is (name not in unmarked), name
        made = render.fill(name, {}, regime=regimes()[1]).content
        assert mark not in "\n".join(lines(made)), name


def _mm(length: Length | None) -> int:
    assert length is not None
    return int(length.mm + 0.5)


@EVERY
@pytest.mark.parametrize("name", [name for name in EVERY_PAPER if name not in OFF_THE_REGIME])
def test_paper_and_margins_follow_the_regime(regime: Regime, name: str) -> None:
    section = opened((TARGET / regime.slug / f"{name}.docx").read_bytes()).sections[0]
    margins = regime.value("margins_mm")
    page = regime.value("page_mm")
    assert [_mm(section.page_width), _mm(section.page_height)] == (
        page[::-1] if name in {*TURNED, "danh-sach-huy-hieu"} else page
    )
    measured = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [_mm(each) for each in measured] == [margins[side] for side in ("top", "bottom", "left", "right")]


@EVERY
def test_the_parts_of_a_resolution_stand_in_their_order(regime: Regime) -> None:
    said = lines((TARGET / regime.slug / "13-knd.docx").read_bytes())
    wanted = [
        "{% if mẫu %}Mẫu {{ mẫu }}{% endif %}",
        "{{ cấp_trên }}",
        "{{ chi_bộ }}",
        "*",
        PARTY,
        "Số {{ số }}-{{ ký_hiệu }}",
        "{{ địa_danh }}, {{ ngày_văn_bản }}",
        "NGHỊ QUYẾT",
        "đề nghị công nhận đảng viên chính thức",
        "-----",
        "Căn cứ Điều 5 Điều lệ Đảng Cộng sản Việt Nam;",
        "CHI BỘ QUYẾT NGHỊ",
        "Nơi nhận:",
        "T/M CHI BỘ",
        "{{ chức_vụ_ký }}",
        "{{ người_ký }}",
    ]
    assert [line for line in said if line in wanted] == wanted


@EVERY
def test_sizes_and_weight_of_the_heading_follow_the_regime(regime: Regime) -> None:
    document = opened((TARGET / regime.slug / "13-knd.docx").read_bytes())
    left, right = document.tables[0].rows[0].cells
    runs = {"party_title_pt": right.paragraphs[0].runs[0], "issuing_body_pt": left.paragraphs[1].runs[0]}
    body = document.styles["Normal"].font
    for measure, run in runs.items():
        assert (run.font.size or body.size).pt == regime.value(measure)
        assert run.bold
    assert body.name == regime.value("font")
    assert body.size.pt == regime.value("body_pt")
    assert not left.paragraphs[0].runs[0].bold
    place = document.tables[0].rows[1].cells[1].paragraphs[0].runs[0]
    assert place.italic


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory, soffice: str) -> dict[str, Path]:
    """Every template, rendered with one text for every placeholder, as PDF; one start of LibreOffice for all."""
    folder = tmp_path_factory.mktemp("pdf")
    sources = []
    for regime in regimes():
        for name in EVERY_PAPER:
            document = (TARGET / regime.slug / f"{name}.docx").read_bytes()
            names = set(re.findall(r"\{\{ ([\w]+) \}\}", "\n".join(lines(document))))
            values: dict[str, object] = dict.fromkeys(names, f"Lò Mẫu Én {LETTERS[:8]}")
            values |= {"địa_danh": "Điện Biên Phủ", "ngày_văn_bản": "ngày 25 tháng 12 năm 2018"}
            values |= {"các_tờ": [{"về": "Lò Mẫu Én"}], "các_mục": [{"tên": "Lò Mẫu Én"}]}
            source = folder / f"{regime.slug}-{name}.docx"
            source.write_bytes(render.fill(name, {**values, "nơi_nhận": ["Đảng ủy,", LETTERS]}, regime=regime).content)
            sources.append(source)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return {source.stem: source.with_suffix(".pdf") for source in sources}


@pytest.mark.xdist_group("soffice")  # one worker, one start of LibreOffice
def test_libreoffice_opens_every_paper_whole(pdfs: dict[str, Path]) -> None:
    tool = program("pdftotext", package="poppler-utils")
    for name, pdf in pdfs.items():
        assert pdf.exists(), name
        said = subprocess.run([tool, str(pdf), "-"], capture_output=True, text=True, check=True).stdout
        said = unicodedata.normalize("NFC", said)
        assert "Lò Mẫu Én" in said, name
        form = name.split("-", 2)[2]
        if form not in OTHER_HEADS and form not in OFF_THE_REGIME:
            assert f"{PARTY}\n" in said, f"{name}: the Party's title breaks"
        if not form.endswith("huong-dan") and form != "2-hsdv" and form not in OFF_THE_REGIME:
            assert "Điện Biên Phủ, ngày 25 tháng 12 năm 2018\n" in said, f"{name}: place and date break"


@pytest.mark.xdist_group("soffice")  # one worker, one start of LibreOffice
def test_every_letter_comes_from_one_family(pdfs: dict[str, Path]) -> None:
    tool = program("pdffonts", package="poppler-utils")
    for name, pdf in pdfs.items():
        listed = subprocess.run([tool, str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        families = {re.sub(r"^[A-Z]{6}\+|[-,].*$", "", line.split()[0]) for line in listed}
        allowed = {"LiberationSerif", "TimesNewRoman", "TimesNewRomanPSMT", "TimesNewRomanPS", "Tinos"}
        boxes = "huong-dan" in name or "phieu-bieu-quyet" in name  # they have a box to tick
        symbols = {"OpenSymbol", "DejaVuSans"} if boxes else set()
        assert families <= allowed | symbols, (name, families)
