"""Sealing: the heads of all chains folded into one digest, kept, printed, and told to a witness outside this machine.

A chain alone cannot show that its newest lines were cut off. A seal names the last line of every chain at a moment;
a paper in the safe or a file on a stick remembers it when the database no longer does (decision 39, ADR 0037).
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from chibo.base import audit
from chibo.base.models import AuditEntry, LogSeal, SealRule
from chibo.base.refusal import Fault, FaultyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

    from chibo.base.access import Actor

FILE: Final = "chibo-nhan-chung.jsonl"
RESTORED: Final = "base.restore_backup"
_SHORT: Final = 20  # hexadecimal digits, 80 bits
_LATE: Final = 1000  # lines that PostgreSQL may commit after younger ones
_CHAIN: Final = "seals"


def short(digest: str) -> str:
    """Write the first part of a digest as a person types it, such as 3f9a-11c0 and so on."""
    return "-".join(digest[at : at + 4] for at in range(0, _SHORT, 4))


def typed(text: str) -> LogSeal | None:
    """The seal whose short code somebody typed from a sheet: groups, spaces and capitals do not matter."""
    digits = "".join(letter for letter in text.lower() if letter in "0123456789abcdef")
    if len(digits) < _SHORT:
        return None
    return LogSeal.objects.filter(digest__startswith=digits[:64]).order_by("-number").first()


def code(made: LogSeal) -> str:
    """What the QR code of a sealing sheet holds: no name, nothing of what was done."""
    return f"chibo-niem-phong:1:{made.number}:{made.on.isoformat()}:{made.digest}"


def rule() -> SealRule | None:
    """What the installation says about sealing; nothing while it has said nothing."""
    return SealRule.objects.first()


def newest() -> LogSeal | None:
    """The last seal."""
    return LogSeal.objects.order_by("-number").first()


def is_due(on: date) -> bool:
    """Whether the installation seals every day and has not sealed on this one yet."""
    said = rule()
    last = newest() if said is not None and said.is_on else None
    return bool(said and said.is_on and (last is None or last.on != on))  # later where the clock stood ahead


@transaction.atomic
def set_rule(*, actor: Actor, on: date, is_on: bool, witness: str) -> SealRule:
    """Say whether the log is sealed every day and where the witness lies. The caller has judged the right.

    Raises ``FaultyError`` for a place that is no folder, or that lies with the data it is to bear witness about.
    """
    folder = witness.strip()
    faults = list(_folder_faults(folder)) if folder else []
    if faults:
        raise FaultyError(faults)
    row = rule() or SealRule(id=1)
    before = [row.is_on, row.witness]
    row.is_on, row.witness, row.set_by, row.set_on = is_on, folder, actor.name, on
    row.save()
    changes = {"is_on": [before[0], is_on], "witness": [before[1], folder]}
    audit.record(actor=actor, on=on, action="base.set_seal_rule", subject=row, changes=changes)
    return row


def _folder_faults(folder: str) -> Iterator[Fault]:
    path, data = Path(folder), Path(settings.DATA_DIR).resolve()
    if not path.is_absolute() or not path.is_dir():
        what = f"Không thấy thư mục “{folder}” trên máy này."
        yield Fault(what=what, next="Cắm USB hoặc tạo thư mục trước, rồi ghi đường dẫn đầy đủ.", field="witness")
    elif path.resolve() == data or data in path.resolve().parents:
        what = "Thư mục này nằm trong thư mục dữ liệu của chibo."
        why = "Ai sửa được dữ liệu thì cũng sửa được nhân chứng ở đó."
        yield Fault(what=what, why=why, next="Chọn thư mục trên USB hoặc máy khác.", field="witness")
    elif not os.access(path, os.W_OK):
        yield Fault(what=f"Chương trình không ghi được vào “{folder}”.", next="Chọn thư mục khác.", field="witness")


@transaction.atomic
def seal_log(*, actor: Actor, on: date) -> LogSeal:
    """Fold the heads of every chain that grew since the last seal, keep the seal, and write one line about it.

    The caller tells the witness afterwards (:func:`tell_witness`), once this is written.
    """
    audit.hold(_CHAIN)
    audit.hold(audit.INSTALLATION)
    last = newest()
    since = max(0, last.upto - _LATE) if last else 0
    tips = AuditEntry.objects.filter(pk__gt=since).values("chain").annotate(seq=Max("seq"), top=Max("pk"))
    found = {tip["chain"]: (tip["seq"], tip["top"]) for tip in tips}
    heads = _heads({chain: seq for chain, (seq, _) in found.items()})
    made = LogSeal(
        number=last.number + 1 if last else 1,
        at=actor.at,
        on=on,
        by=actor.name,
        heads=heads,
        upto=max((top for _, top in found.values()), default=last.upto if last else 0),
        previous=last.digest if last else audit.START,
    )
    made.digest = digest_of(made)
    made.save(force_insert=True)
    audit.record(
        actor=actor,
        on=on,
        action="base.seal_log",
        subject=made,
        changes={"number": [None, made.number], "digest": [None, made.digest]},
    )
    return made


def _heads(tips: dict[str, int]) -> list[list[object]]:
    """The last line of each chain, sorted; chains are asked for some hundreds at a time."""
    names, found = sorted(tips), []
    for at in range(0, len(names), 400):
        some = names[at : at + 400]
        lines = AuditEntry.objects.filter(chain__in=some, seq__in={tips[name] for name in some})
        found += [
            [chain, seq, digest]
            for chain, seq, digest in lines.values_list("chain", "seq", "hash")
            if tips[chain] == seq
        ]
    return sorted(found)


def digest_of(made: LogSeal) -> str:
    """The SHA-256 over everything a seal says, and over the seal before it."""
    said = [made.number, made.at.astimezone(UTC).isoformat(), made.on.isoformat(), made.heads, made.previous]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


# --- the witness outside this machine ---


class WitnessAway(Exception):
    """The folder of the witness is not there or cannot be written; the text is ready to show."""


def tell_witness(folder: str) -> int:
    """Append to the witness every seal it does not know yet; how many. Raises :class:`WitnessAway`."""
    path = Path(folder) / FILE
    known = {each["digest"] for each in read_witness(folder)} if path.exists() else set()
    fresh = [made for made in LogSeal.objects.order_by("number").iterator() if made.digest not in known]
    lines = "".join(f"{json.dumps(_told(made), ensure_ascii=False, sort_keys=True)}\n" for made in fresh)
    try:
        with path.open("ab+") as file:
            _mend_end(file)
            file.write(lines.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise WitnessAway(f"Không ghi được tệp nhân chứng vào {folder}: chưa cắm USB, hoặc thư mục đã đổi.") from error
    return len(fresh)


def _mend_end(file: IO[bytes]) -> None:
    """Take half a line away that a stick pulled out left at the end; a whole one gets the end that it lacks."""
    file.seek(0)
    content = file.read()
    whole = content.rfind(b"\n") + 1
    if _torn(content[whole:]):
        file.write(b"\n")
    else:
        file.truncate(whole)


def _torn(line: bytes) -> list[dict[str, Any]]:
    """What a last line without its end says: nothing, unless it is whole nevertheless."""
    try:
        return [_checked(json.loads(line))]
    except (ValueError, KeyError, TypeError):
        return []


def _told(made: LogSeal) -> dict[str, object]:
    return {
        "number": made.number,
        "at": made.at.astimezone(UTC).isoformat(),
        "on": made.on.isoformat(),
        "heads": made.heads,
        "previous": made.previous,
        "digest": made.digest,
    }


def read_witness(folder: str) -> list[dict[str, Any]]:
    """Read what the witness knows. Raises :class:`WitnessAway` where it is not there or cannot be read.

    A last line without its end counts if it is whole nevertheless, and is nothing if it is not.
    """
    path = Path(folder) / FILE
    try:
        *lines, torn = path.read_bytes().split(b"\n")
    except FileNotFoundError as error:
        raise WitnessAway(f"Không thấy tệp nhân chứng {path}. Cắm USB rồi kiểm tra lại.") from error
    except OSError as error:
        raise WitnessAway(f"Không đọc được tệp nhân chứng {path}.") from error
    try:
        return [*(_checked(json.loads(line)) for line in lines if line.strip()), *_torn(torn)]
    except (ValueError, KeyError, TypeError) as error:
        raise WitnessAway(f"Tệp nhân chứng {path} đã bị sửa hoặc chép dở.") from error


def _checked(told: dict[str, Any]) -> dict[str, Any]:
    """One line of the witness, if it is what was written; raises ``ValueError``."""
    made = LogSeal(
        number=told["number"],
        at=datetime.fromisoformat(told["at"]),
        on=date.fromisoformat(told["on"]),
        heads=told["heads"],
        previous=told["previous"],
        digest=told["digest"],
    )
    if digest_of(made) != told["digest"]:
        raise ValueError(told["number"])
    return told


# --- judging the log, its seals and the witness together ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time of which this machine knows nothing, because it was restored from a copy: that is no tampering."""

    begins: datetime
    ends: datetime

    def covers(self, at: datetime) -> bool:
        """Whether something said at a moment was lost with it."""
        return self.begins < at <= self.ends


@dataclass(slots=True, kw_only=True)
class Report:
    """What a look at the whole log found: faults, the gaps that are known, and how much was looked at."""

    breaks: list[audit.Break] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    lines: int = 0
    chains: int = 0
    seals: int = 0
    blanked: int = 0
    witnessed: int = 0
    witness_away: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong; a known gap is not wrong."""
        return not self.breaks


CUT: Final = "các dòng cuối đã bị cắt: tờ niêm phong có ghi dòng này"
REWRITTEN: Final = "đã bị viết lại: khác với tờ niêm phong"
SEAL_CHANGED: Final = "niêm phong đã bị đổi hoặc thiếu"
SEAL_UNKNOWN: Final = "nhân chứng có niêm phong này mà máy không còn"
SEALS: Final = "niêm phong"


def examine(*, witness: bool = True, told: Callable[[], None] | None = None) -> Report:
    """Look at every line, every seal and, where it can be reached, the witness; ``told`` is called for each line."""
    report = Report()
    kept = list(LogSeal.objects.order_by("number"))
    report.seals = len(kept)
    report.breaks += _seal_breaks(kept)
    outside = _outside(report) if witness else []
    expected = _expected(kept, outside)
    chains = set()
    for entry, found in audit.walk():
        first_time = not found or found[0].what not in audit.AT_THE_END
        if told is not None:
            told()
        report.lines += first_time
        report.blanked += entry.blanked and first_time
        chains.add(entry.chain)
        report.breaks += found
        if entry.action == RESTORED and first_time:
            report.gaps += _gap(entry)
        at_place = expected.get((entry.chain, entry.seq))
        if at_place and entry.hash in at_place:
            del at_place[entry.hash]
    report.chains = len(chains)
    known = {made.digest for made in kept}
    report.breaks += [
        audit.Break(chain=SEALS, seq=told["number"], what=SEAL_UNKNOWN)
        for told in outside
        if told["digest"] not in known and not _is_known(report, _moment(told))
    ]
    report.breaks += _unkept(report, expected)
    return report


Expected = dict[tuple[str, int], dict[str, datetime]]


def _expected(kept: Iterable[LogSeal], outside: Iterable[dict[str, Any]]) -> Expected:
    """Which hash which line must have, by any seal, with the moment that seal was made."""
    found: Expected = {}
    told = [(made.at, made.heads) for made in kept] + [(_moment(each), each["heads"]) for each in outside]
    for at, heads in told:
        for chain, seq, digest in heads:
            found.setdefault((chain, seq), {}).setdefault(digest, at)
    return found


def _unkept(report: Report, expected: Expected) -> Iterator[audit.Break]:
    """The lines that a seal names and the log no longer has."""
    tops = dict(AuditEntry.objects.values("chain").annotate(top=Max("seq")).values_list("chain", "top"))
    for (chain, seq), hashes in sorted(expected.items()):
        if any(not _is_known(report, at) for at in hashes.values()):
            yield audit.Break(chain=chain, seq=seq, what=CUT if seq > tops.get(chain, 0) else REWRITTEN)


def _is_known(report: Report, at: datetime) -> bool:
    return any(gap.covers(at) for gap in report.gaps)


def _seal_breaks(kept: Iterable[LogSeal]) -> Iterator[audit.Break]:
    number, previous = 0, audit.START
    for made in kept:
        if made.number != number + 1 or made.previous != previous or made.digest != digest_of(made):
            yield audit.Break(chain=SEALS, seq=made.number, what=SEAL_CHANGED)
        number, previous = made.number, made.digest


def _outside(report: Report) -> list[dict[str, Any]]:
    said = rule()
    if said is None or not said.witness:
        return []
    try:
        told = read_witness(said.witness)
    except WitnessAway as away:
        report.witness_away = str(away)
        return []
    report.witnessed = len(told)
    return told


def _moment(told: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(told["at"])


# --- a machine restored from a copy ---


_WAITED: Final = timedelta(days=1)  # a backup says when it was asked for; work went on until it began


def is_of_these(made_at: datetime) -> bool:
    """Whether a log may be of a copy made at a moment: lines written long after it are of another one.

    What an upgrade writes before anybody can take the word of a restore up does not count.
    """
    last = AuditEntry.objects.exclude(action="base.seal_records").order_by("-id").first()
    return last is None or last.at <= made_at + _WAITED


@transaction.atomic
def note_restore(*, actor: Actor, on: date, made_at: datetime) -> AuditEntry:
    """Write that this log goes on from a copy made at a moment: what came after it is a known gap, not tampering."""
    row = rule() or SealRule(id=1, is_on=False, set_by=actor.name, set_on=on)
    row.save()
    changes = {"from": [None, made_at.isoformat()], "to": [None, actor.at.isoformat()]}
    return audit.record(actor=actor, on=on, action=RESTORED, subject=row, changes=changes)


def _gap(entry: AuditEntry) -> Iterator[Gap]:
    try:
        begins = datetime.fromisoformat(str(entry.changes["from"][1]))
    except (KeyError, IndexError, TypeError, ValueError):
        return  # blanked or changed: then it excuses nothing
    yield Gap(begins=begins, ends=entry.at)
