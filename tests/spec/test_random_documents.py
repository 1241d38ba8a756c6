"""Random documents become clients whole, in strict types, and are repaired once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from regen.generate import RunTool
from regen.normalise import normalise
from regen.read import read
from regen.view import view
from spec.conftest import make_client
from spec.random_documents import Maker
from spec.test_corpus import IMPORTS

SEEDS = range(16)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("random")
    paths = {seed: folder / f"random_{seed}.json" for seed in SEEDS}
    for seed, path in paths.items():
        path.write_text(json.dumps(Maker(seed).make_document()), encoding="utf-8")
    return paths


def test_random_documents_become_clients_in_strict_types(
    written: dict[int, Path], generator: RunTool, types_cache: str
) -> None:
    folder = written[0].parent
    for seed, path in written.items():
        (folder / str(seed)).mkdir()
        make_client(path, folder / str(seed), generator).rename(folder / f"client_{seed}")
    done = subprocess.run([sys.executable, "-c", IMPORTS], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    named = [word for seed in SEEDS for word in ("-p", f"client_{seed}")]
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={types_cache}", *named]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_document_is_repaired_once(written: dict[int, Path], seed: int) -> None:
    repaired = normalise(read(str(written[seed])))[0]
    assert normalise(repaired)[1] == []
    assert view(view(repaired)[0])[1] == []
