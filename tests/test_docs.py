"""What the README says is so: its commands run, its links lead somewhere, its pages exist."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl import __main__ as command_line

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line.split("#")[0].strip() for block in BLOCKS for line in block.splitlines() if line.strip()]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder like a user's, with releases of their own beside the checkout's data."""
    (tmp_path / "my-releases").mkdir()
    lines = (ROOT / "data" / "releases" / "mofa-jp.jsonl").read_text(encoding="utf-8").splitlines()[:5]
    (tmp_path / "my-releases" / "some.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shutil.copytree(ROOT / "data" / "releases", tmp_path / "data" / "releases")
    return tmp_path


@pytest.mark.parametrize("line", [line for line in LINES if "-m etl" in line and "collect" not in line])
def test_the_readme_s_commands_run(line, desk):
    arguments = line.split("-m etl ")[1].split()
    if arguments[0] == "build" and "--db" not in arguments:
        arguments += ["--db", "default.duckdb"]  # the checkout's own database is not the test's to change
    done = subprocess.run([sys.executable, "-m", "etl", *arguments], cwd=desk, env={"PYTHONPATH": str(ROOT), "PATH": ""},
                          capture_output=True, text=True, timeout=120, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("line", [line for line in LINES if "etl collect" in line])
def test_the_readme_s_collect_command_is_understood(line):
    chosen = command_line._parser().parse_args(line.split("-m etl ")[1].split())
    assert chosen.ministry == "mofa-jp"


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("make")])
def test_the_readme_s_make_targets_exist(line):
    target = line.split()[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_line_of_the_readme_s_blocks_is_tested():
    known = [line for line in LINES if "-m etl" in line or line.startswith("make") or "streamlit run" in line]
    assert known == LINES


def test_the_readme_s_links_lead_somewhere():
    targets = re.findall(r"\]\((?!http)([^)#]+)", README)
    assert targets and [t for t in targets if not (ROOT / t).exists()] == []


def test_the_readme_names_every_page():
    titles = re.findall(r'\("[a-z_]+", "([A-Z][a-z ]+)"', (ROOT / "view" / "furniture.py").read_text(encoding="utf-8"))
    assert [t for t in titles if f"| {t} |" not in README] == []


def test_unmatched_prints_rows_to_paste():
    done = subprocess.run([sys.executable, "-m", "etl", "unmatched"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert "jpn-kitera-masato,Masato Kitera,Kitera,Masato," in done.stdout
    assert "ukr-klimkin-pavlo" in done.stdout  # one person or two: told, not merged
