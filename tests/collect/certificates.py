"""An authority of the test's own, and what a server needs that it has signed; the machine's openssl makes it."""

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certified:
    """A certificate with its key, and the authority that signed it."""

    authority: Path
    certificate: Path
    key: Path

    def wrap(self) -> ssl.SSLContext:
        """Return what a server needs to speak TLS."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


def certified(folder: Path, names: str = "IP:127.0.0.1,DNS:localhost", *, days: int = 2) -> Certified:
    """Make an authority, and a certificate for the names; with negative days it has expired."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Certified(folder / "authority.pem", folder / "server.pem", folder / "server.key")
    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    authority_key = folder / "authority.key"
    _openssl(*new, "-keyout", authority_key, "-out", made.authority, "-subj", "/CN=authority.example", "-days", "2")
    request, extensions = folder / "server.csr", folder / "server.ext"
    extensions.write_text(f"subjectAltName={names}\nbasicConstraints=CA:FALSE\n")
    ask = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=server.example")
    _openssl(*ask, "-keyout", made.key, "-out", request)
    sign = ("x509", "-req", "-in", request, "-CA", made.authority, "-CAkey", authority_key, "-CAcreateserial")
    _openssl(*sign, "-out", made.certificate, "-extfile", extensions, "-days", str(days))
    return made


def _openssl(*words: str | Path) -> None:
    ended = subprocess.run(["openssl", *words], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
