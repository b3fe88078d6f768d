"""``chibo check FILE.json``: the checker alone, on one dossier's file. Needs no database and no clock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chibo.base.dates import say_date
from chibo.base.words.checker import PAPER_NAMES, computation_data
from chibo.base.words.findings import GRADES, check_words
from chibo.config.answers import FINDING, GOOD, WrongUse
from chibo.law.checker import check
from chibo.law.dossier import FileFault, from_file
from chibo.law.reading import rulebook
from chibo.law.timeline import NotDelegable, UnfitValue, UnknownFigure, UnknownPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker import CheckFinding, PaperRef, Report
    from chibo.law.dossier import DossierFacts


def check_file(name: str, on: date | None, *, as_json: bool) -> int:
    """Check a dossier's file on a day (else on the file's own); print what is found; 1 when a stop stands."""
    dossier = _read(Path(name))
    day = on or dossier.checked_on
    if day is None:
        raise WrongUse(f"tệp {name} không có “checked_on”; thêm --on NGÀY để biết kiểm theo ngày nào")
    try:
        report = check(dossier, day, rulebook())
    except (NotDelegable, UnfitValue, UnknownFigure, UnknownPolicy) as error:
        raise WrongUse(f"tệp {name}, mục context: quy tắc riêng không đặt được: {error}") from error
    if as_json:
        print(json.dumps(_as_data(report, day), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_as_lines(report, dossier, day)))
    return FINDING if report.is_blocked else GOOD


def _read(path: Path) -> DossierFacts:
    try:
        return from_file(json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once))
    except OSError as error:
        raise WrongUse(f"không mở được tệp {path}") from error
    except FileFault as error:
        raise WrongUse(f"tệp {path} viết sai: {error}") from error
    except (ValueError, RecursionError) as error:
        raise WrongUse(f"tệp {path} không phải JSON đúng dạng") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a field written twice in one object: of two contradictory values none may win in silence."""
    read = dict(pairs)
    if len(read) < len(pairs):
        names = [name for name, _value in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise FileFault([(name, "ghi hai lần trong một mục") for name in twice])
    return read


def _as_lines(report: Report, dossier: DossierFacts, on: date) -> Iterator[str]:
    yield f"{dossier.person.name or 'Hồ sơ'}, kiểm tra theo ngày {say_date(on)}"
    for paper, findings in _by_paper(report).items():
        yield f"\n{PAPER_NAMES.get(paper, 'Cả hồ sơ')}"
        for finding in findings:
            yield from _lines_of(finding)
    if not report.findings:
        yield "Chưa thấy gì sai."
    if report.unjudged:
        yield f"\nChưa xét được vì thiếu dữ kiện: {', '.join(f'{one.code} ({one.block})' for one in report.unjudged)}."


def _by_paper(report: Report) -> dict[str, list[CheckFinding]]:
    """The findings by the paper they speak of first, worst papers first."""
    grouped: dict[str, list[CheckFinding]] = {}
    for finding in report.findings:
        grouped.setdefault(finding.papers[0].kind if finding.papers else "", []).append(finding)
    return grouped


def _lines_of(finding: CheckFinding) -> Iterator[str]:
    text = check_words(finding)
    yield f"  [{GRADES[finding.grade]}] {finding.code} {text.title}: {text.what}"
    if text.papers:
        yield f"    Giấy tờ: {'; '.join(text.papers)}"
    if text.follows:
        yield f"    {text.follows}"
    yield f"    Cách sửa: {text.repair}"
    yield from (f"    Cách tính: {line}" for line in text.computed)
    yield from (f"    Căn cứ: {citation}" for citation in text.citations)


def _as_data(report: Report, on: date) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        "blocked": report.is_blocked,
        "law": rulebook().fingerprint,
        "findings": [_finding(finding) for finding in report.findings],
        "unjudged": [{"code": one.code, "block": one.block} for one in report.unjudged],
    }


def _finding(finding: CheckFinding) -> dict[str, Any]:
    text = check_words(finding)
    return {
        "code": finding.code,
        "variant": finding.variant,
        "grade": finding.grade.value,
        "title": text.title,
        "what": text.what,
        "papers": [_paper(paper) for paper in finding.papers],
        "repair": finding.repair.value,
        "by": finding.by.value,
        "repair_text": text.repair,
        "consequence_of": finding.consequence_of or None,
        "local": finding.is_local,
        "old": finding.is_old,
        "evidence": finding.evidence,
        "possible_from": _iso(finding.possible_from),
        "due_on": _iso(finding.due_on),
        "computed": [computation_data(one) for one in finding.computed],
        "citations": list(text.citations),
        "readings": list(finding.readings),
    }


def _paper(paper: PaperRef) -> dict[str, Any]:
    return {"kind": paper.kind, "dated": _iso(paper.dated), "author": paper.author or None}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
