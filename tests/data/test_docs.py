"""What the documents say is so: names exist, examples give what they show, no file tells of one machine."""

import re
import shlex
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

import claimatlas
from claimatlas import vocabulary as voc
from claimatlas.cli.shell import COMMANDS, main
from claimatlas.permalink import KEYS
from claimatlas.record import WORKSPACE_VARIABLE
from claimatlas.schema import CLAIMS, EVENTS
from scripts import data_dictionary

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "geodata" / "README.md"])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
LEFT_OUT = "…"  # in an example: here stand lines that are not shown

# Put together, so that this file is not what it looks for.
FOLDERS_OF_A_MACHINE = re.compile(rf"(^|[^\w.-])/({'|'.join(('work', 'root', 'tmp', 'home'))})/", re.MULTILINE)
REGISTRIES = re.compile("|".join(("pypi" + r"\.", "python" + "hosted", "npm" + "js", "index" + "-url")))
UNFINISHED = re.compile(rf"\b({'|'.join(('TO' + 'DO', 'FIX' + 'ME'))})\b")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def tracked_texts() -> dict[str, str]:
    """Every text file that is or is about to be under version control, by its path."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, "These tests ask git which files belong to the project; run them in a clone."
    paths = [ROOT / name for name in found.stdout.split("\0") if name]
    contents = {path: path.read_bytes() for path in paths if path.is_file()}
    return {
        path.relative_to(ROOT).as_posix(): content.decode("utf-8")
        for path, content in contents.items()
        if b"\0" not in content
    }


def examples(text: str) -> list[tuple[str, list[str]]]:
    """Commands of the console blocks with the lines shown below each; blank lines at the end do not count."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            found.append((command, shown))
    return found


def is_shown_by(shown: list[str], said: list[str]) -> bool:
    parts = [LEFT_OUT if line == LEFT_OUT else re.escape(line) + "\n" for line in shown]
    pattern = "".join(r"(.*\n)*?" if part == LEFT_OUT else part for part in parts)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in said)) is not None


# ---- README


def test_the_readme_has_fewer_than_200_lines():
    assert len(text_of("README.md").splitlines()) < 200


def test_the_data_dictionary_of_the_readme_is_that_of_the_schema():
    assert data_dictionary.main(["--check"]) == 0, "run: make dictionary"


def test_the_data_dictionary_names_every_column_of_the_contract():
    named = re.findall(r"^\| \**(\w+)\** \|", data_dictionary.dictionary(), flags=re.MULTILINE)
    columns = [*CLAIMS.names, *EVENTS.names]
    assert named[: len(columns)] == columns


def test_the_data_dictionary_changes_nothing_outside_its_markers():
    text = f"before\n{data_dictionary.BEGIN}\nold\n{data_dictionary.END}\nafter\n"
    new = data_dictionary.renewed(text)
    assert new.startswith(f"before\n{data_dictionary.BEGIN}\n")
    assert new.endswith(f"{data_dictionary.END}\nafter\n")
    assert "\nold\n" not in new


def test_a_readme_without_markers_is_left_alone():
    with pytest.raises(SystemExit):
        data_dictionary.renewed("no markers")


def test_the_examples_of_the_readme_give_what_they_show(capsys, monkeypatch, tmp_path):
    monkeypatch.delenv(WORKSPACE_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    for command, shown in examples(text_of("README.md")):  # one after the other: some read what others write
        python, m, package, *words = shlex.split(command)
        assert (python, m, package) == ("python", "-m", "claimatlas")
        assert main(words) in (0, 1)
        said = capsys.readouterr().out.rstrip("\n").split("\n")
        assert is_shown_by([line for line in shown if line] or [""], [line for line in said if line] or [""]), said


def test_the_readme_shows_every_command():
    shown = {shlex.split(command)[3] for command, _ in examples(text_of("README.md"))}
    # A server does not end and a bench takes long: no examples that can be run; the text names them.
    assert {"serve", "bench"} <= set(re.findall(r"`(\w+)`", text_of("README.md")))
    assert shown | {"serve", "bench"} == {command.name for command in COMMANDS}


def test_every_parameter_of_an_address_is_documented():
    rows = re.findall(r"^\| ([a-z, -]+) \|", text_of("docs/ADDRESS.md"), flags=re.MULTILINE)
    listed = [name.strip() for row in rows for name in row.split(",") if name.strip() != "parameter"]
    assert sorted(listed) == sorted(KEYS)


_IN_ADDRESSES = (voc.Rule, voc.Between, voc.Outcome, voc.Comparison, voc.Rows, voc.Order, voc.Layer, voc.Tiles)


@pytest.mark.parametrize("codes", _IN_ADDRESSES)
def test_every_code_that_only_an_address_takes_is_documented(codes):
    text = text_of("docs/ADDRESS.md")
    assert [code.value for code in codes if f"`{code.value}`" not in text] == []


# ---- names in any document


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_within_the_project_leads_to_a_file(document):
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    within = [target.split("#")[0] for target in targets if "://" not in target and not target.startswith("#")]
    assert [target for target in within if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_is_named_exists(document):
    """A name in backticks that begins with a folder of this project."""
    text = document.read_text(encoding="utf-8")
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    named = {name for name in re.findall(r"`([\w./-]+/[\w./-]*)`", text) if name.split("/")[0] in folders}
    missing = {name for name in named if not (ROOT / name).exists() and not (ROOT / f"{name}.py").exists()}
    assert missing == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_target_of_make_that_is_named_exists(document):
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), flags=re.MULTILINE))
    code = re.findall(r"`[^`\n]+`|^ {4}.*$|^make .*$", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = {target for piece in code for target in re.findall(r"\bmake ([a-z-]+)", piece)}
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_that_is_named_has_a_help(document, capsys):
    named = set(re.findall(r"python -m claimatlas ([a-z]+)", document.read_text(encoding="utf-8")))
    for name in named:
        assert main([name, "--help"]) == 0
        assert name in capsys.readouterr().out


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_test_that_is_named_exists(document):
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = re.findall(r"`(test_\w+)`", document.read_text(encoding="utf-8"))
    assert [name for name in named if f"def {name}(" not in tests] == []


# ---- architecture, decisions, changelog


def test_the_architecture_has_at_most_150_lines():
    assert len(text_of("docs/ARCHITECTURE.md").splitlines()) <= 150


def test_the_architecture_names_every_module_and_no_other():
    package = ROOT / "claimatlas"
    modules = {path.relative_to(package).with_suffix("").as_posix() for path in package.rglob("*.py")}
    modules = {name for name in modules if not name.endswith("__init__")}
    text = text_of("docs/ARCHITECTURE.md")
    assert {name for name in modules if f"`{name}`" not in text} == set()
    codemap = text.split("## Codemap")[1].split("\n## ")[0]
    named = set(re.findall(r"^\| `(\w+)` \|", codemap, flags=re.MULTILINE))
    named |= set(re.findall(r"`((?:cli|export|ui)/\w+)`", codemap))
    assert named - modules == set()


def test_every_decision_has_a_number_of_its_own():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_what_why_and_when_to_think_again(decision):
    text = decision.read_text(encoding="utf-8")
    assert text.startswith(f"# {decision.name[:4]}: ")
    assert all(f"**{part}" in text for part in ("Decided", "Why", "Think again"))
    assert len(text.splitlines()) <= 60


def test_the_newest_version_of_the_changelog_is_that_of_the_package():
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", text_of("CHANGELOG.md"), flags=re.MULTILINE)
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert newest
    assert newest.group(1) == claimatlas.__version__ == project["version"]


def test_the_changelog_has_a_section_for_the_data():
    assert re.search(r"^### Data$", text_of("CHANGELOG.md"), flags=re.MULTILINE)


def test_the_readme_cites_this_version():
    assert f"Claim Atlas {claimatlas.__version__} " in text_of("README.md")


# ---- every file


@pytest.mark.parametrize(
    "pattern", [FOLDERS_OF_A_MACHINE, REGISTRIES, UNFINISHED], ids=["folder", "host", "unfinished"]
)
def test_no_file_tells_of_one_machine_or_of_unfinished_work(pattern):
    found = [f"{path}: {hit.group()}" for path, text in tracked_texts().items() if (hit := pattern.search(text))]
    assert found == []


@pytest.mark.parametrize("text", ["see /wo" + "rk/notes", "'/t" + "mp/x'", "/ho" + "me/me/x"])
def test_the_folder_of_a_machine_is_seen(text):
    assert FOLDERS_OF_A_MACHINE.search(text)


@pytest.mark.parametrize("text", ["https://example.org/ho" + "me/page", "frame/wo" + "rk/x", "./t" + "mp/x"])
def test_a_folder_below_another_is_not_taken_for_one_of_a_machine(text):
    assert not FOLDERS_OF_A_MACHINE.search(text)
