"""The ``chibo`` command. Each verb belongs to a room; here the place is made ready and the verb is called."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from chibo.config.answers import CANNOT, FINDING, GOOD, INTERRUPTED, WRONG, WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# verb: (what it does, whether a throw-away sample can be asked)
READERS = {
    "worklist": "việc cần làm, xếp theo hạn, mỗi việc có căn cứ",
    "check": "kiểm tra hồ sơ: thiếu gì, sai ngày nào, theo điều nào; thêm TỆP.json thì kiểm tệp ấy, không cần dữ liệu",
    "papers": "soạn văn bản DOCX theo mẫu của Đảng vào ngày lập",
    "narrative": "báo cáo một trang về công tác phát triển đảng viên",
}
_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[-/](?P<m>\d{1,2})[-/](?P<y>\d{4})"),
)


def read_day(text: str) -> date:
    """Read a day typed as 2018-05-21 or 21-5-2018; raises :class:`WrongUse`."""
    for form in _FORMS:
        found = form.fullmatch(text.strip())
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError as error:
                raise WrongUse(f"không có ngày “{text}” trong lịch") from error
    raise WrongUse(f"ngày “{text}” không đúng dạng; viết 2018-05-21 hoặc 21-5-2018")


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese and raises instead of leaving."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["add_help"] = False
        kwargs["formatter_class"] = lambda prog: argparse.HelpFormatter(prog, max_help_position=30, width=100)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "tham số", "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này")

    def format_usage(self) -> str:
        """Say "Cách dùng" instead of "usage"."""
        return super().format_usage().replace("usage:", "Cách dùng:", 1)

    def format_help(self) -> str:
        """Say "Cách dùng" instead of "usage"."""
        return super().format_help().replace("usage:", "Cách dùng:", 1)

    def error(self, message: str) -> NoReturn:
        """Raise :class:`WrongUse` with one Vietnamese line."""
        raise WrongUse(f"{translated(message)} Xem: {self.prog} --help")


def translated(message: str) -> str:
    """Turn one of argparse's sentences into ours; an unknown one stays, after its label."""
    for pattern, ours in (
        (r"unrecognized arguments: (.+)", "không hiểu tham số: {0}."),
        (r"the following arguments are required: (.+)", "thiếu: {0}."),
        (r"argument ([^:]+): invalid choice: (.+?) \(.*", "“{0}” không có lựa chọn {1}."),
        (r"argument ([^:]+): expected (?:one|at least one) argument", "“{0}” cần một giá trị."),
        (r"argument ([^:]+): invalid \S+ value: (.+)", "“{0}” không nhận giá trị {1}."),
        (r"argument ([^:]+): not allowed with argument (.+)", "không dùng “{0}” cùng với “{1}”."),
    ):
        found = re.fullmatch(pattern, message.removeprefix("Error: "), flags=re.DOTALL)
        if found:
            return ours.format(*found.groups())
    return f"sai tham số: {message}"


def build() -> Parser:
    """Describe the whole command."""
    parser = Parser(prog="chibo", description="chibo: công tác phát triển đảng viên của chi bộ.")
    verbs = parser.add_subparsers(dest="verb", metavar="LỆNH", required=True, title="lệnh")
    _add_start(verbs)
    for verb, what in READERS.items():
        _add_shared(verbs.add_parser(verb, help=what))
    sample = verbs.add_parser("sample", help="nạp chi bộ mẫu vào thư mục dữ liệu còn trống; đổi ngày làm việc mẫu")
    _add_data(sample)
    sample.add_argument("--day", type=read_day, metavar="NGÀY", help="đổi ngày làm việc của chi bộ mẫu đã nạp")
    taken = verbs.add_parser("import", help="nhập danh sách từ tệp Excel hoặc CSV: xem trước, rồi mới ghi")
    _add_shared(taken)
    taken.add_argument("file", metavar="TỆP", help="danh sách .xlsx, .xlsm, .xls, .ods, .csv, .tsv hoặc .txt")
    taken.add_argument("--yes", action="store_true", help="ghi luôn nếu không có dòng lỗi")
    taken.add_argument("--blank", action="store_true", help="để trống các ô sai")
    taken.add_argument("--twins", choices=["merge", "apart"], help="có thể là một người: gộp, hay hai người")
    _add_keepers(verbs)
    _add_key(verbs)
    _add_law(verbs)
    jobs = verbs.add_parser("jobs", help="làm các việc dài đang chờ (máy chủ nhiều người dùng, CHIBO_JOBS=worker)")
    jobs.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi thôi")
    _add_data(jobs)
    lan = verbs.add_parser("lan-certificate", help="chứng thư để máy khác trong mạng cơ quan tin chibo; dấu vân tay")
    lan.add_argument("file", nargs="?", metavar="TỆP", help="ghi chứng thư gốc ra tệp, nên có đuôi .crt")
    lan.add_argument("--new-authority", action="store_true", help="lập chứng thư gốc mới; phải cài lại mọi máy")
    _add_data(lan)
    verbs.add_parser("manage", help="lệnh quản trị của Django (dành cho người phát triển)")
    return parser


def _add_start(verbs: argparse._SubParsersAction[Parser]) -> None:
    parser = verbs.add_parser("start", help="mở chibo trong trình duyệt trên máy này")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--sample", action="store_true", help="dùng chi bộ mẫu")
    kinds.add_argument("--empty", action="store_true", help="dùng chi bộ của mình, bắt đầu trống")
    parser.add_argument("--port", type=int, metavar="CỔNG", help="cổng; không nêu thì từ 8321, cổng trống đầu tiên")
    parser.add_argument("--no-browser", action="store_true", help="không mở trình duyệt")
    parser.add_argument("--pass-phrase", action="store_true", help="đặt cụm mật khẩu, hỏi mỗi lần mở")
    parser.add_argument(
        "--lan", action="store_true", help="cho máy khác trong mạng cơ quan cùng dùng, có mã hóa (HTTPS)"
    )
    _add_data(parser)


def _add_keepers(verbs: argparse._SubParsersAction[Parser]) -> None:
    verify = verbs.add_parser("verify", help="kiểm tra cơ sở dữ liệu, nhật ký, các bản ghi và các tệp còn nguyên vẹn")
    verify.add_argument("--accept", metavar="LÝ_DO", help="chấp nhận các bản ghi bị đổi ngoài chương trình, kèm lý do")
    backup = verbs.add_parser("backup", help="sao lưu toàn bộ vào một tệp đã mã hóa")
    backup.add_argument("file", metavar="TỆP", nargs="?", help="tệp sẽ ghi, nên có đuôi .age")
    backup.add_argument("--scheduled", action="store_true", help="theo lịch đã đặt ở Cài đặt, cho cron")
    backup.add_argument(
        "--pass-phrase", action="store_true", help="niêm phong bằng cụm mật khẩu thay cho phiếu khôi phục"
    )
    restore = verbs.add_parser("restore", help="khôi phục từ bản sao lưu vào một thư mục còn trống")
    restore.add_argument("file", metavar="TỆP", help="bản sao lưu (.age); hỏi phiếu khôi phục hoặc cụm mật khẩu")
    rollback = verbs.add_parser("rollback", help="đưa dữ liệu về trước lần nâng cấp gần nhất")
    rollback.add_argument("--yes", action="store_true", help="làm luôn, không hỏi lại")
    rollback.add_argument(
        "--from",
        dest="source",
        nargs="?",
        const="",
        metavar="TỆP",
        help="lấy lại bản đã giữ khi quay lại (không nêu TỆP: bản mới nhất), hoặc bản giữ trước một lần nâng cấp",
    )
    verify.add_argument("--log", metavar="TỆP", help="kiểm tra nhật ký đã xuất ra tệp, không cần dữ liệu")
    seal = verbs.add_parser("seal", help="niêm phong nhật ký: gộp dòng cuối của mọi chuỗi thành một mã")
    seal.add_argument("--check", metavar="MÃ", help="mã ngắn chép từ tờ niêm phong: xem máy còn khớp không")
    seal.add_argument("--if-due", action="store_true", help="chỉ niêm phong khi đã bật và hôm nay chưa làm")
    for parser in (verify, backup, restore, rollback, seal):
        _add_data(parser)
    for parser in (verify, backup, seal):
        parser.add_argument("--json", action="store_true", help="in ra JSON")


def _add_key(verbs: argparse._SubParsersAction[Parser]) -> None:
    change = verbs.add_parser("change-key", help="đổi khóa của bản cài đặt, in phiếu khôi phục mới")
    change.add_argument("--yes", action="store_true", help="làm luôn, không hỏi lại")
    change.add_argument("--withdraw", action="store_true", help="rút yêu cầu đổi khóa đang chờ, không đổi gì")
    phrase = verbs.add_parser("pass-phrase", help="đặt, đổi hoặc bỏ cụm mật khẩu hỏi mỗi lần mở")
    phrase.add_argument("--remove", action="store_true", help="bỏ cụm mật khẩu, giữ khóa trên máy này")
    drill = verbs.add_parser("drill", help="diễn tập mất khóa: thử phiếu khôi phục, không động đến dữ liệu")
    for parser in (change, phrase, drill):
        _add_data(parser)


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="THƯ_MỤC", help="thư mục dữ liệu (thay cho CHIBO_DATA)")


def _add_shared(parser: argparse.ArgumentParser) -> None:
    _add_data(parser)
    parser.add_argument("--on", type=read_day, metavar="NGÀY", help="tính theo ngày này: 2018-05-21 hoặc 21-5-2018")
    parser.add_argument("--json", action="store_true", help="in ra JSON")
    parser.add_argument("--sample", action="store_true", help="dùng bản chi bộ mẫu tạm thời, không cần cài đặt gì")


def _add_law(verbs: argparse._SubParsersAction[Parser]) -> None:
    law = verbs.add_parser("law", help="tra cứu quy định theo ngày; chạy các trường hợp mẫu")
    parts = law.add_subparsers(dest="part", metavar="PHẦN", required=True, title="phần")
    show = parts.add_parser("show", help="một quy định vào một ngày")
    show.add_argument("key", metavar="KHÓA")
    show.add_argument("--on", type=read_day, required=True, metavar="NGÀY", help="ngày áp dụng")
    show.add_argument("--json", action="store_true", help="in ra JSON")
    tried = parts.add_parser("cases", help="chạy các trường hợp mẫu trong tệp YAML")
    tried.add_argument("files", nargs="+", metavar="TỆP")
    tried.add_argument("--json", action="store_true", help="in ra JSON")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give the exit code. Every error is one line on the error stream."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        return _say("đã dừng.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    except Exception as error:  # the edge of the program: one line, never a traceback
        if os.environ.get("CHIBO_TRACE") == "1":
            raise
        return _say(*explained(error))


def _say(line: str, code: int) -> int:
    print(f"chibo: {' '.join(line.split())}", file=sys.stderr)
    return code


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["manage"]:
        return _manage(arguments[1:])
    options, rest = build().parse_known_args(arguments)
    _check_use(options, rest)
    if getattr(options, "data", None):
        os.environ["CHIBO_DATA"] = options.data
    if options.verb == "check" and any(word.endswith(".json") for word in rest):
        return _check_files(options, rest)
    if options.verb == "verify" and options.log:
        return _check_log(options)
    special: dict[str, Callable[[], int]] = {
        "start": lambda: _start(options),
        "law": lambda: _law(options),
        "sample": lambda: _sample(options),
        "restore": lambda: _restore([options.file, *rest]),
    }
    return special.get(options.verb, lambda: _in_place(options, rest))()


def _check_use(options: argparse.Namespace, rest: list[str]) -> None:
    if rest and options.verb in {"start", "law", "sample"}:
        raise WrongUse(f"không hiểu tham số: {' '.join(rest)}. Xem: chibo {options.verb} --help")
    if options.verb == "backup" and not options.file and not options.scheduled:
        raise WrongUse("thiếu: TỆP. Ghi tệp sẽ sao lưu vào, hoặc --scheduled. Xem: chibo backup --help")


def _start(options: argparse.Namespace) -> int:
    from chibo.config import launch  # noqa: PLC0415 — each verb loads only what it needs

    return launch.start(options)


def _law(options: argparse.Namespace) -> int:
    from chibo.config import lawbook  # noqa: PLC0415

    if options.part == "show":
        return lawbook.show(options.key, options.on, as_json=options.json)
    return lawbook.cases(options.files, as_json=options.json)


def _check_files(options: argparse.Namespace, rest: list[str]) -> int:
    from chibo.config import dossierfile  # noqa: PLC0415

    if len(rest) > 1:
        raise WrongUse(f"mỗi lần kiểm một tệp, không hiểu: {' '.join(rest[1:])}.")
    return dossierfile.check_file(rest[0], options.on, as_json=options.json)


def _sample(options: argparse.Namespace) -> int:
    from chibo.base import place  # noqa: PLC0415
    from chibo.config import launch, prepare  # noqa: PLC0415

    folder = place.data_folder("sample")
    if options.day is None:
        launch.fill_new(folder, "sample")
        return GOOD
    prepare.existing(folder)
    prepare.set_up()
    return _call("sample_day", [options.day.isoformat()])


def _restore(rest: list[str]) -> int:
    from chibo.base import place  # noqa: PLC0415
    from chibo.config import prepare  # noqa: PLC0415

    os.environ.setdefault("CHIBO_DATA", str(place.data_folder("cell")))
    prepare.set_up()
    return _call("restore", rest)


def _check_log(options: argparse.Namespace) -> int:
    from chibo.config import prepare  # noqa: PLC0415

    with prepare.without_data():
        return _call("verify", ["--log", options.log, *(["--json"] if options.json else [])])


def _in_place(options: argparse.Namespace, rest: list[str]) -> int:
    from chibo.base import place  # noqa: PLC0415
    from chibo.config import prepare, trying  # noqa: PLC0415

    passed = [*_passed_on(options), *rest]
    if getattr(options, "sample", False):
        with prepare.throwaway_sample():
            return _call(options.verb, passed)
    try:
        prepare.existing(place.data_folder())
    except trying.NoDatabase as gone:
        if options.verb != "verify":
            raise
        return _say_gone(str(gone), as_json=options.json)
    prepare.set_up()
    if options.verb != "rollback":
        _bring_up(options.verb)
    return _call(options.verb, passed)


def _say_gone(fault: str, *, as_json: bool) -> int:
    """Say as ``verify`` does that there is no database at all."""
    print(json.dumps({"whole": False, "faults": [fault], "notes": []}, ensure_ascii=False) if as_json else fault)
    return _say("có 1 chỗ không nguyên vẹn.", FINDING)


def _bring_up(verb: str) -> None:
    """Bring the data to the present form; a database too broken for that is for ``verify`` to tell of."""
    from django.db import DatabaseError  # noqa: PLC0415

    from chibo.base.engine.base import WrongKey  # noqa: PLC0415
    from chibo.config import prepare  # noqa: PLC0415

    try:
        prepare.migrate()
        prepare.note_restore()  # first: what is written after a restore says nothing of the copy
        prepare.replay_erasures()  # a server may be opened without "chibo start"
        prepare.note_key()
        if verb == "verify":
            prepare.sweep()
    except WrongKey:
        raise
    except DatabaseError:
        if verb != "verify":
            raise


def _passed_on(options: argparse.Namespace) -> list[str]:
    passed: list[str] = []
    if getattr(options, "file", None):
        passed.append(options.file)
    if getattr(options, "on", None):
        passed += ["--on", options.on.isoformat()]
    if getattr(options, "check", None):
        passed += ["--check", options.check]
    if getattr(options, "accept", None):
        passed += ["--accept", options.accept]
    if getattr(options, "twins", None):
        passed += ["--twins", options.twins]
    if getattr(options, "source", None) is not None:
        passed += ["--from", *filter(None, [options.source])]
    switches = (
        *("json", "yes", "blank", "pass_phrase", "once", "if_due", "scheduled", "new_authority", "remove"),
        "withdraw",
    )
    return passed + [f"--{name.replace('_', '-')}" for name in switches if getattr(options, name, False)]


def _call(verb: str, arguments: list[str]) -> int:
    from django.core.management import call_command, get_commands  # noqa: PLC0415

    verb = verb.replace("-", "_")
    name = f"{verb}_list" if f"{verb}_list" in get_commands() else verb  # "import" is no name for a module
    try:
        call_command(name, *arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FINDING
    return GOOD


def _manage(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from chibo.base import keys, place  # noqa: PLC0415
    from chibo.config import prepare  # noqa: PLC0415

    if not keys.is_held() and place.read_marker(place.data_folder()) is not None:
        prepare.existing(place.data_folder())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", prepare.SETTINGS)
    execute_from_command_line(["chibo manage", *arguments])
    return GOOD


def explained(error: Exception) -> tuple[str, int]:
    """Give the line and the exit code for an error."""
    from chibo.config.errors import line_for  # noqa: PLC0415 — Django is imported only when something went wrong

    if isinstance(error, WrongUse):
        return str(error), WRONG
    return line_for(error, translated) or (f"lỗi chưa lường trước ({type(error).__name__}).", CANNOT)
