"""Mutate the law with mutmut and count which mutants nothing notices (ADR 0024).

python tools/mutate_law.py                     everything from the beginning; exit code 1 below the bar
python tools/mutate_law.py --again             only what changed or survived, after new tests
python tools/mutate_law.py --again 'chibo.law.quorum*'
python tools/mutate_law.py --report            no run: what the last one found
With --write, docs/develop/mutation.md is written anew, with the survivors and why they live (tests/law/survivors.yaml).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
MUTANTS = ROOT / "mutants"
LAW = MUTANTS / "src" / "chibo" / "law"
PAGE = ROOT / "docs" / "develop" / "mutation.md"
REASONS = ROOT / "tests" / "law" / "survivors.yaml"
LEAST = 90.0
FIRST = "chibo.law.quorum.x_*__mutmut_1"
KILLED = (1, 3)  # mutmut's codes: a test failed, pytest itself failed
REFUSED = 37  # by the types
LEFT_OUT = 34
NOT_TRIED = "not checked"  # the run was stopped before: no verdict, so in no rate
MANY, QUICKEST = 200, 120  # tests that enter a function, and how many of them are run when they are more
REGISTRY = yaml.safe_load((ROOT / "src" / "chibo" / "law" / "checker" / "registry.yaml").read_text("utf-8"))
CODE = re.compile(r"\b({})\b".format("|".join(check["code"] for check in REGISTRY)))  # of a finding
NOTICED = ("killed", "timeout", "caught by type check")

# The mutants run as a second session of one process, by the names of their tests. This is that, with nothing mutated.
NOTHING_CHANGED = """
import sys, pytest
class Names:
    names = []
    def pytest_runtest_logstart(self, nodeid, location):
        self.names.append(nodeid)
first = pytest.main(["--rootdir=.", "-q", "-c", "tests/mutation.ini", "tests/law"], plugins=[Names()])
sys.exit(first or pytest.main(["--rootdir=.", "-q", "-x", "-c", "tests/mutation.ini", *Names.names]))
"""


@dataclass(frozen=True)
class Survivor:
    """A mutant that every test took for the law."""

    name: str
    module: str
    function: str
    change: str
    why: str


@dataclass(frozen=True)
class Result:
    """What became of all mutants: how many of each module, by fate; and those that live."""

    fates: dict[str, Counter[str]]
    survivors: list[Survivor]

    def total(self) -> Counter[str]:
        """The fates of all modules together."""
        return sum(self.fates.values(), Counter())


def main(arguments: list[str]) -> int:
    """Run, count, say; give the exit code."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--again", action="store_true", help="keep what was killed and is unchanged")
    asked.add_argument("--report", action="store_true", help="do not run")
    asked.add_argument("--write", action="store_true", help="write docs/develop/mutation.md")
    asked.add_argument("--every", type=int, default=1, help="try one mutant in N, always the same ones")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked.add_argument("names", nargs="*", help="only these mutants, * stands for anything")
    wanted = asked.parse_args(arguments)
    os.chdir(ROOT)
    if not wanted.report and not run(wanted):
        return 2
    result = read()
    print(table(result))
    for survivor in result.survivors:
        if not survivor.why:
            print(f"unexplained: {survivor.name}: {survivor.change}")
    if wanted.write:
        write(result)
    rates = rate(result.total()), rate_of_tests(result.total())
    print("mutation of the law: {:.1f} % noticed, {:.1f} % of those the types let pass".format(*rates))
    return 0 if rates[0] >= LEAST and not result.total()[NOT_TRIED] else 1


# --- running ---


def run(wanted: argparse.Namespace) -> bool:
    """Make the mutants, let the types take theirs, test the others, make sure that none died of the way it was run."""
    if not wanted.again:
        shutil.rmtree(MUTANTS, ignore_errors=True)
    shutil.rmtree(MUTANTS / "tests", ignore_errors=True)  # a test taken away would live on
    if wanted.again:  # the figures of the law are files that mutmut copies only once
        shutil.copytree(
            ROOT / "src", MUTANTS / "src", dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "__pycache__")
        )
    return (
        mutmut("1", FIRST)  # makes all mutants, learns which tests use which function, and tries these few
        and nothing_changed_passes()
        and spare_what_everybody_enters()
        and mark(wanted.names, wanted.every)
        and mutmut(str(wanted.jobs))
    )


def mutmut(jobs: str, *names: str) -> bool:
    """Run mutmut on what has no verdict yet, or on the mutants named."""
    command = [str(Path(sys.executable).parent / "mutmut"), "run", "--max-children", jobs, *names]
    return subprocess.run(command, env=surroundings(), check=False).returncode == 0


def surroundings() -> dict[str, str]:
    """What the runs see of the world: nothing that another run has set."""
    stale = ("COV", "PYTHON", "PYTEST", "CHIBO_", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(stale)} | {"PYTHONUTF8": "1"}


def nothing_changed_passes() -> bool:
    """Run the tests as mutants are tested, on the law as it is: a failure would be counted as a kill."""
    command = [sys.executable, "-c", NOTHING_CHANGED]
    there = surroundings() | {"MUTANT_UNDER_TEST": "", "PYTHONPATH": str(MUTANTS / "src")}
    calm = subprocess.run(command, cwd=MUTANTS, env=there, check=False, stdout=subprocess.DEVNULL)
    if calm.returncode:
        print("the tests fail where nothing is mutated: kills would mean nothing")
    return not calm.returncode


def spare_what_everybody_enters() -> bool:
    """Try a function that hundreds of tests enter on the examples of its own codes and on the quickest tests only.

    A mutant there would cost seconds, and most of those tests do not look at it. It can only lower the rate.
    """
    file = MUTANTS / "mutmut-stats.json"
    kept = json.loads(file.read_text("utf-8"))
    lasts = kept["duration_by_test"]
    for function, tests in kept["tests_by_mangled_function_name"].items():
        if len(tests) > MANY:
            codes = codes_of(function)
            own = {test for test in tests if codes & set(CODE.findall(test))} or one_of_each_code(tests)
            quickest = sorted(set(tests) - own, key=lambda test: (lasts[test], test))[:QUICKEST]
            kept["tests_by_mangled_function_name"][function] = sorted([*own, *quickest])
    file.write_text(json.dumps(kept), "utf-8")
    return True


def one_of_each_code(tests: list[str]) -> set[str]:
    """For what every check goes through: the first two tests that name each code."""
    found: dict[str, list[str]] = defaultdict(list)
    for test in sorted(tests, reverse=True):
        for code in CODE.findall(test)[:1]:
            found[code] = [*found[code], test][:2]
    return {test for tests in found.values() for test in tests}


def codes_of(function: str) -> set[str]:
    """The codes of findings that the module of a function speaks of."""
    place = ROOT / "src" / Path(*function.rpartition(".")[0].split("."))
    file = place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"
    return set(CODE.findall(file.read_text("utf-8")))


def mark(names: list[str], every: int) -> bool:
    """Note which mutants the types refuse, and which are not asked for; let what lived be tried again."""
    refused = refused_by_types()
    for file in MUTANTS.rglob("*.meta"):
        kept = json.loads(file.read_text("utf-8"))
        codes = kept["exit_code_by_key"]
        for name, code in codes.items():
            if not is_asked_for(name, names, every):
                codes[name] = LEFT_OUT if code in {None, LEFT_OUT} else code
            elif name in refused:
                codes[name] = REFUSED
            elif code not in KILLED:
                codes[name] = None
        file.write_text(json.dumps(kept), "utf-8")
    return True


def is_asked_for(name: str, names: list[str], every: int) -> bool:
    """Whether a mutant belongs to this run."""
    is_named = not names or any(fnmatch(name, one) for one in names)
    return is_named and int(hashlib.sha256(name.encode()).hexdigest(), 16) % every == 0


def refused_by_types() -> set[str]:
    """The mutants in whose lines mypy finds a mistake: they could never come to a test."""
    command = [sys.executable, "-m", "mypy", "--config-file=tests/mutation-types.ini", "--output=json", "src/chibo/law"]
    said = subprocess.run(command, cwd=MUTANTS, env=surroundings(), capture_output=True, text=True, check=False).stdout
    wrong: dict[str, list[int]] = defaultdict(list)
    for line in said.splitlines():
        found = json.loads(line)
        if found["severity"] == "error":
            wrong[found["file"]].append(found["line"])
    return {name for place, lines in wrong.items() for name in mutants_at(MUTANTS / place, sorted(lines))}


def mutants_at(file: Path, lines: list[int]) -> set[str]:
    """The mutants of a file that stand on some lines."""
    spans = json.loads(file.with_name(f"{file.name}.spans").read_text("utf-8"))["spans"]
    module = ".".join(file.relative_to(MUTANTS / "src").with_suffix("").parts).removesuffix(".__init__")
    found = set()
    for name, (first, last) in spans.items():
        nearest = bisect_left(lines, first)
        if nearest < len(lines) and lines[nearest] <= last and not name.endswith("__mutmut_orig"):
            found.add(f"{module}.{name}")
    return found


# --- reading ---


def read() -> Result:
    """Read what mutmut kept of every mutant."""
    from mutmut.stats import status_by_exit_code  # noqa: PLC0415 — nothing of mutmut is there on Windows

    reasons = yaml.safe_load(REASONS.read_text("utf-8")) or []
    fates: dict[str, Counter[str]] = {}
    survivors = []
    for file in sorted(LAW.rglob("*.py.meta")):
        module = str(file.relative_to(LAW)).removesuffix(".py.meta").replace(os.sep, ".")
        codes = json.loads(file.read_text("utf-8"))["exit_code_by_key"]
        fate = {name: status_by_exit_code[code] for name, code in codes.items() if code != LEFT_OUT}
        if fate:
            fates[module] = Counter(fate.values())
        living = [name for name, what in fate.items() if what not in (*NOTICED, NOT_TRIED)]
        survivors += [survivor(name, module, reasons) for name in living]
    return Result(fates, survivors)


def survivor(name: str, module: str, reasons: list[dict[str, str]]) -> Survivor:
    """Say of one mutant what it changes, and why it may live."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # noqa: PLC0415

    place = Path("src") / "chibo" / "law" / (module.replace(".", os.sep) + ".py")
    lines = get_diff_for_mutant(name, path=place).splitlines()[2:]
    old = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
    new = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
    mangled = name.rpartition(".")[2].rpartition("__mutmut_")[0]
    function = mangled.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    change = f"{old} → {new}"
    where = f"{module}.{function}"
    why = next((one["why"] for one in reasons if fits(one, where, change)), "")
    return Survivor(name, module, function, change, why)


def fits(reason: dict[str, str], where: str, change: str) -> bool:
    """Whether a written reason speaks of this mutant."""
    return bool(re.fullmatch(reason.get("where", ".*"), where) and re.search(reason.get("change", ""), change))


def rate(fate: Counter[str]) -> float:
    """The share of all mutants that types or tests notice."""
    return share(noticed(fate), tried(fate))


def rate_of_tests(fate: Counter[str]) -> float:
    """The share of the mutants let through by the types that the tests notice."""
    typed = fate["caught by type check"]
    return share(noticed(fate) - typed, tried(fate) - typed)


def tried(fate: Counter[str]) -> int:
    """How many have a verdict."""
    return fate.total() - fate[NOT_TRIED]


def noticed(fate: Counter[str]) -> int:
    """How many are noticed; one that runs for ever is."""
    return sum(fate[what] for what in NOTICED)


def share(part: int, whole: int) -> float:
    """A share in percent; of nothing everything is noticed."""
    return 100 * part / whole if whole else 100.0


# --- telling ---


def table(result: Result) -> str:
    """The fates by module as a Markdown table."""
    head = [
        "module of the law",
        "mutants",
        "caught by types",
        "killed by tests",
        "live",
        "not tried",
        "killed %",
        "by tests alone %",
    ]
    rows = [["| " + " | ".join(head) + " |"], ["| --- |" + " ---: |" * (len(head) - 1)]]
    for module, fate in [*sorted(result.fates.items()), ("**all**", result.total())]:
        typed = fate["caught by type check"]
        lives = tried(fate) - noticed(fate)
        cells = [module, fate.total(), typed, noticed(fate) - typed, lives, fate[NOT_TRIED]]
        rows.append([f"| {' | '.join(map(str, cells))} | {rate(fate):.1f} | {rate_of_tests(fate):.1f} |"])
    return "\n".join(line for (line,) in rows)


def write(result: Result) -> None:
    """Put the numbers and the survivors between the marks of the page."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    machine = f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"
    numbers = f"{date.today():%d-%m-%Y}, commit {commit.stdout.strip()}; {machine}.\n\n{table(result)}"  # noqa: DTZ011, TID251
    text = between(PAGE.read_text("utf-8"), "numbers", numbers)
    PAGE.write_text(between(text, "survivors", told(result.survivors)), "utf-8")


def told(survivors: list[Survivor]) -> str:
    """The survivors by file, and in a file by reason."""
    grouped: dict[str, dict[str, list[Survivor]]] = defaultdict(lambda: defaultdict(list))
    for one in survivors:
        grouped[one.module][one.why or "Not looked at."].append(one)
    lines = []
    for module, reasons in grouped.items():
        lines += [f"### `{module}`", ""]
        for why, living in reasons.items():
            lines += [f"{why}", ""]
            lines += [f"- {one.function}: `` {shortened(one.change)} ``" for one in living]
            lines.append("")
    return "\n".join(lines)


def shortened(change: str) -> str:
    """A change on one line that can still be read."""
    longest = 160
    return change if len(change) <= longest else change[:longest] + " …"


def between(text: str, mark: str, inside: str) -> str:
    """Replace what stands between two marks."""
    start, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, _, rest = text.partition(start)
    return f"{before}{start}\n{inside}\n{end}{rest.partition(end)[2]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
