"""Trusted certificates: those of certifi, and those of a file that the user names."""

import ssl
from pathlib import Path

import certifi

from orglint.errors import UsageError


def build_ssl_context(ca_file: Path | None) -> ssl.SSLContext:
    """Return the context of every connection; `UsageError` if the file holds no certificate."""
    # Every ready-made context obeys SSLKEYLOGFILE, and would write down what decrypts the traffic.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(certifi.where())
    if ca_file is not None:
        _add_ca_file(context, ca_file)
    return context


def _add_ca_file(context: ssl.SSLContext, ca_file: Path) -> None:
    try:
        if not ca_file.is_file():  # opening a pipe would block
            raise FileNotFoundError(None, "it is no file")
        context.load_verify_locations(ca_file)
    except ssl.SSLError:
        raise _build_ca_file_error(ca_file, "holds no certificate in PEM form") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "its name is none"
        raise _build_ca_file_error(ca_file, f"cannot be read: {why}") from None
    # Certificates that the user names are trusted as they are, roots or not.
    context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN


def _build_ca_file_error(ca_file: Path, why: str) -> UsageError:
    hint = "--ca-file (ORGLINT_CA_FILE) names a file with certificates: -----BEGIN CERTIFICATE-----."
    return UsageError(f"nothing was collected: the file of certificates {ca_file} {why}", hint)
