# SPDX-License-Identifier: EUPL-1.2
"""A certificate of our own for localhost, for servers on loopback, and one for an application that logs in."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def elliptic() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


def write_certificate(
    folder: Path, days: int = 3, name: str = "localhost", key: Key | None = None
) -> tuple[Path, Path]:
    """Write a certificate and its key (PEM), an elliptic one if none is given; gives both paths."""
    key = key or elliptic()
    who, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=40))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "server.pem", folder / "server.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, secret


def write_application(folder: Path, days: int = 20, key: Key | None = None) -> Path:
    """Write a key, RSA if none is given, and its certificate below each other, as `mail_certificaat` asks."""
    folder.mkdir(exist_ok=True)
    certificate, secret = write_certificate(folder, days, "toepassing", key or rsa.generate_private_key(65537, 2048))
    both = folder / "toepassing.pem"
    both.write_bytes(secret.read_bytes() + certificate.read_bytes())
    return both


def as_pfx(pem: Path, password: str) -> Path:
    """Write the key and certificate of an application as PKCS#12 beside it."""
    data = pem.read_bytes()
    key, certificate = serialization.load_pem_private_key(data, None), x509.load_pem_x509_certificate(data)
    assert isinstance(key, rsa.RSAPrivateKey)
    closed = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    path = pem.with_suffix(".pfx")
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"toepassing", key, certificate, None, closed))
    return path
