"""A real cluster of three nodes on this machine codes a corpus, loses a node half-way, and loses nothing else."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import ray
import yaml
from ray.autoscaler._private.util import prepare_config, validate_config
from ray.cluster_utils import Cluster

from comity.scale.cluster import run_on_cluster
from comity.scale.job import ClusterJob, PartSize
from comity.scale.tally import Tally
from comity.settings import Settings
from tests.scale.months import DOCUMENTS, coded, expected, write_parquet

SETTINGS = Settings(ledger="")
TRIES = 3
"""A node of Ray's gives up if it has not started in half a minute, which a busy machine may need."""
PATIENCE = {"agent_register_timeout_ms": 300_000}
"""How long a node waits for its helpers, in the whole cluster."""
PORTS = ("metrics_agent_port", "metrics_export_port", "dashboard_agent_listen_port", "runtime_env_agent_port")
NOTICE_SECONDS = 120
STORE_BYTES = 80_000_000


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """Three nodes of one core each, of which the first is the head."""
    found = Cluster()
    try:
        for _ in range(3):
            add_node(found)
        yield found
    finally:
        ray.shutdown()
        found.shutdown()


def add_node(cluster: Cluster, tries: int = TRIES) -> None:
    # With ports that are given, a node need not wait for its helpers to say which they took.
    ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
    patience = {} if cluster.head_node else {"_system_config": PATIENCE}
    try:
        cluster.add_node(num_cpus=1, object_store_memory=STORE_BYTES, include_dashboard=False, **ports, **patience)
    except Exception:  # what Ray raises has no class of its own
        if tries == 1:
            raise
        add_node(cluster, tries - 1)


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in sockets]


def kill_a_node(cluster: Cluster, out: Path) -> None:
    """Kill the last node, its workers with it, once a part is done and others are under way."""
    while not list(out.glob("_done/*")):
        time.sleep(0.01)
    with contextlib.suppress(Exception):  # Ray complains that a process that it stops was killed
        cluster.remove_node(cluster.list_all_nodes()[-1], allow_graceful=False)


def falls_to(nodes: int) -> bool:
    """Whether the cluster counts so many nodes as alive, which it may notice only after the work is done."""
    end = time.monotonic() + NOTICE_SECONDS
    while time.monotonic() < end:
        if len([node for node in ray.nodes() if node["Alive"]]) == nodes:
            return True
        time.sleep(0.2)
    return False


def test_a_killed_node_costs_nothing_but_time(cluster: Cluster, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    write_parquet(tmp_path / "news" / "corpus.parquet")
    out = tmp_path / "out"
    job = ClusterJob(f"file://{tmp_path}/news", f"file://{out}", SETTINGS, size=PartSize(rows=2))
    killer = threading.Thread(target=kill_a_node, args=(cluster, out), daemon=True)
    killer.start()
    done = Tally()
    for part in run_on_cluster(job, cluster.address):
        done += part
    killer.join()
    found = expected()
    assert falls_to(2)
    assert done == Tally(DOCUMENTS, len(found), 1)
    assert coded(out) == found
    assert "has no “text”" in next(out.glob("_failed/*.jsonl")).read_text(encoding="utf-8")


def test_rays_launcher_accepts_the_cluster_file() -> None:
    file = Path(__file__).parents[2] / "deploy" / "cluster.yaml"
    validate_config(prepare_config(yaml.safe_load(file.read_text())))
