"""However many workers build a record folder, and whichever of them is lost, it is the same bytes."""

import csv
import os
import random
import signal

import pytest

from claimatlas.cli.shell import main
from claimatlas.export.built import build, cluster
from claimatlas.load.sources import survey
from claimatlas.record import SHIPPED_WORKSPACE
from claimatlas.schema import CLAIMS

CHUNK = 2_000
ANY_PORT = "127.0.0.1:0"


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """Every fifteenth shipped row, one of them wrong and one there twice."""
    with (SHIPPED_WORKSPACE / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[::15]
    path = tmp_path_factory.mktemp("source") / "claims.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, CLAIMS.names)
        writer.writeheader()
        writer.writerows([*rows[:20], rows[3], rows[20] | {"event_date": "2016-02-30"}, *rows[21:]])
    assert len(survey(path, CHUNK).chunks) >= 5  # enough for four workers
    return path


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def shuffled(runner, seed):
    order = random.Random(seed)  # no secret

    def run(step, shop, tasks):
        every = list(tasks)
        places = list(range(len(every)))
        order.shuffle(places)
        found = dict(zip(places, runner(step, shop, [every[place] for place in places]), strict=True))
        return iter([found[place] for place in range(len(every))])

    return run


def killing(client, runner):
    """Kill a worker, as a machine dies, when the first piece of the check has come back."""

    def run(step, shop, tasks):
        for number, result in enumerate(runner(step, shop, tasks)):
            if step.__name__ == "check" and number == 0:
                pids = client.run(os.getpid)
                os.kill(next(iter(pids.values())), signal.SIGKILL)
                killed.append(len(pids))
            yield result

    killed = []
    return run, killed


def test_one_two_and_four_workers_and_a_killed_one_give_the_bytes_of_none(source, tmp_path):
    from distributed import Client, LocalCluster

    def built(name, *runner):
        build([source], SHIPPED_WORKSPACE, tmp_path / name, *runner, chunk_bytes=CHUNK)
        return files_of(tmp_path / name)

    expected = built("alone")
    with (
        LocalCluster(
            n_workers=4, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL"
        ) as local,
        Client(local) as client,
    ):
        client.wait_for_workers(4)
        addresses = list(client.scheduler_info(n_workers=-1)["workers"])
        for number, count in enumerate((1, 2, 4)):
            some = cluster.runner_of(client, addresses[:count])
            assert built(f"with-{count}", shuffled(some, number)) == expected
        run, killed = killing(client, cluster.runner_of(client))
        assert built("killed", run) == expected
        assert killed
        assert (
            main(["build", str(source), "--out", str(tmp_path / "asked"), "--scheduler", client.scheduler.address]) == 1
        )
        assert open_counts(tmp_path / "asked") == open_counts(tmp_path / "alone")


def open_counts(folder):
    from claimatlas.folder import open_folder

    return open_folder(folder).manifest["counts"]


def test_what_cannot_be_built_on_is_said_in_a_sentence(source, tmp_path, capsys, monkeypatch):
    out = str(tmp_path / "record")
    assert main(["build", str(source), "--out", out, "--workers", "0"]) == 2  # usage
    assert "--workers takes a number from 1" in capsys.readouterr().err
    monkeypatch.setattr(cluster, "_WAIT_SECONDS", 1)
    assert main(["build", str(source), "--out", out, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "No Dask scheduler answers" in capsys.readouterr().err
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    assert main(["build", str(source), "--out", out, "--workers", "2"]) == 2
    assert "Several workers need Dask, which is not installed" in capsys.readouterr().err
    assert not (tmp_path / "record").exists()
