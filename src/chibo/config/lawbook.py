"""``chibo law``: what a figure says on a day, and whether worked cases come out as written. Needs no database."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from chibo.base.dates import say_date
from chibo.base.lawbook import rule_page, said, terminal_lines
from chibo.base.words import CONFIDENCE
from chibo.config.answers import FINDING, GOOD, WrongUse
from chibo.law.reading import rulebook
from chibo.law.timeline import DossierPaper, LawGap, UnknownFigure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.law.cases import CaseResult
    from chibo.law.timeline import Reading

SAID = {"passed": "đúng", "failed": "SAI", "not_covered": "chưa bao quát"}


def show(key: str, on: date, *, as_json: bool) -> int:
    """Print one figure as it stands on a day, with its article, and its whole page; a gap is said and answers 1."""
    book = rulebook()
    try:
        reading = book.on(key, on)
    except UnknownFigure as error:
        near = difflib.get_close_matches(key, [figure.key for figure in book.figures()], n=3, cutoff=0.4)
        hint = f" Có phải: {', '.join(near)}?" if near else ""
        raise WrongUse(f"không có quy định nào mang khóa “{key}”.{hint}") from error
    except LawGap as gap:
        _print_gap(gap, as_json=as_json)
        if not as_json:
            print("\n".join(terminal_lines(rule_page(book, key, on))))
        return FINDING
    if as_json:
        print(json.dumps(_as_data(reading, on), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_as_lines(reading, book.figure(key).name, on)))
        print("\n".join(terminal_lines(rule_page(book, key, on))))
    return GOOD


def _print_gap(gap: LawGap, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"key": gap.key, "on": gap.day.isoformat(), "value": None}, ensure_ascii=False, indent=1))
    else:
        print(f"{gap.name} ({gap.key}), ngày {say_date(gap.day)}: chưa có căn cứ.")


def _as_lines(reading: Reading, name: str, on: date) -> Iterable[str]:
    cited = reading.citation
    yield f"{name} ({reading.key}), ngày {say_date(on)}"
    yield f"  {rule_page(rulebook(), reading.key, on).sentence}"
    value = said(reading.value, reading.unit, reading.comparison)
    yield f"  Giá trị: {value}" + (f" – {reading.text}" if reading.text else "")
    yield f"  Áp dụng từ: {say_date(reading.starts_on)}"
    yield f"  Căn cứ: {cited.text}"
    if reading.carried_forward:
        yield "  Lưu ý: giữ theo văn bản trước, chưa tìm thấy giá trị mới hơn"
    if CONFIDENCE[cited.confidence]:
        yield f"  Độ tin cậy: {CONFIDENCE[cited.confidence]}"
    if cited.url:
        yield f"  Địa chỉ: {cited.url}"
    if cited.checked_on:
        yield f"  Đối chiếu lần cuối: {say_date(cited.checked_on)}"


def _as_data(reading: Reading, on: date) -> dict[str, Any]:
    cited = reading.citation
    return {
        "key": reading.key,
        "on": on.isoformat(),
        "value": _plain(reading.value),
        "unit": reading.unit,
        "text": reading.text,
        "starts_on": reading.starts_on.isoformat(),
        "citation": cited.text,
        "instrument": cited.instrument,
        "url": cited.url,
        "confidence": str(cited.confidence),
        "checked_on": cited.checked_on.isoformat() if cited.checked_on else None,
        "carried_forward": reading.carried_forward,
        "local": reading.local,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, DossierPaper):
        return {"paper": str(value.paper), "phase": str(value.phase), "when": str(value.when)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return dict(value) if hasattr(value, "items") else value


def cases(files: Iterable[str], *, as_json: bool) -> int:
    """Run worked cases and print each by its id: right, wrong or not yet covered; answers 1 if any is wrong."""
    from chibo.law.cases import CaseFault, CaseOutcome, run_case  # noqa: PLC0415 — brings in every judgment

    book = rulebook()
    try:
        results = [run_case(case, book) for file in files for case in _read(Path(file))]
    except CaseFault as error:
        raise WrongUse(f"trường hợp viết sai: {error}") from error
    if as_json:
        print(json.dumps([_case_data(result) for result in results], ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join(line for result in results for line in _case_lines(result)))
        tally = Counter(result.outcome for result in results)
        print(f"{len(results)} trường hợp: {', '.join(f'{tally[kind]} {SAID[kind]}' for kind in CaseOutcome)}.")
    return FINDING if any(result.outcome is CaseOutcome.FAILED for result in results) else GOOD


def _case_data(result: CaseResult) -> dict[str, Any]:
    checks = [
        {
            "name": check.name,
            "outcome": check.outcome,
            "expected": check.expected,
            "actual": check.actual,
            "note": check.note,
        }
        for check in result.details
    ]
    return {"id": result.id, "outcome": result.outcome, "checks": checks}


def _case_lines(result: CaseResult) -> Iterable[str]:
    yield f"{result.id}: {SAID[result.outcome]}"
    for check in result.details:
        if check.outcome == "failed":
            yield f"  {check.name}: mong đợi {check.expected}, quy định cho {check.actual}"


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongUse(f"không mở được tệp {path}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WrongUse(f"tệp {path} không phải YAML đúng dạng") from error
    listed = found.get("cases") if isinstance(found, dict) else None
    if not isinstance(listed, list) or not all(isinstance(case, dict) and "id" in case for case in listed):
        raise WrongUse(f"tệp {path} phải có danh sách “cases”, mỗi trường hợp có “id”")
    return listed
