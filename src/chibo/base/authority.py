"""A small certificate authority of one installation, so that an office network can use TLS without anybody outside.

The authority, which every machine of the office is told to trust once, lies in the data folder; its private key is
encrypted by a key derived from the installation's. Each start of the server makes a new key pair that the authority
vouches for and that is kept nowhere. The authority can vouch for names of this office only (name constraints), so that
its key would be of no use elsewhere.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from chibo.base import disk, keys

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

FOLDER: Final = "mang"
PRIVATE: Final = "authority.key"
AUTHORITY_LASTS: Final = timedelta(days=3652)  # ten years: every machine has to be visited for a new one
SERVER_LASTS: Final = timedelta(days=200)  # made anew at each start
_SKEW: Final = timedelta(days=1)  # clocks of office machines differ
_OFFICE_DOMAINS: Final = ("local", "lan", "internal", "localhost")
_OFFICE_NETWORKS: Final = (
    "10.0.0.0/8",
    "100.64.0.0/10",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "127.0.0.0/8",
    "fc00::/7",
    "fe80::/10",
    "::1/128",
)
# A datagram socket that is "connected" sends nothing; it only says by which address one would go out.
_NOWHERE: Final = ("192.0.2.1", 9)


class NotOfThisOffice(keys.KeyProblem):
    """A name that the authority must not vouch for; the text is ready to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What lies in the folder: the authority, and the certificate of the last start."""

    authority: x509.Certificate
    server: x509.Certificate | None

    @property
    def names(self) -> tuple[str, ...]:
        """The names and addresses that the certificate of the last start holds."""
        return _names_in(self.server) if self.server else ()

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the authority, in groups that two people can compare aloud."""
        text = self.authority.fingerprint(hashes.SHA256()).hex().upper()
        return " ".join(text[at : at + 4] for at in range(0, len(text), 4))

    @property
    def handed_out(self) -> bytes:
        """The authority's certificate as machines take it (PEM); it holds no secret."""
        return self.authority.public_bytes(serialization.Encoding.PEM)


def names_of_this_machine() -> tuple[str, ...]:
    """The names by which other machines of the office may call this one; asks no name server."""
    host = socket.gethostname().partition(".")[0].lower()
    named = [host, f"{host}.local"] if host and host != "localhost" else []
    return tuple(dict.fromkeys([*named, *_addresses(), "localhost", "127.0.0.1"]))


def _addresses() -> list[str]:
    """Give the address by which one would go out; where no way leads out, those of the cards of this machine."""
    return _in_office(_by_route()) or _in_office(_by_cards())


def _in_office(found: Iterable[str]) -> list[str]:
    held = [(text, ipaddress.ip_address(text)) for text in found]
    return [text for text, address in held if address.is_private and not address.is_loopback]


def _by_route() -> list[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
            return [str(probe.getsockname()[0])]
        except OSError:
            return []  # no way leads out of this network, or there is none


if sys.platform == "linux":
    import fcntl

    _ADDRESS_OF_CARD = 0x8915  # SIOCGIFADDR

    def _by_cards() -> list[str]:
        found = []
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            for _, name in socket.if_nameindex():
                with suppress(OSError):  # a card without an address
                    asked = struct.pack("256s", name.encode()[:15])
                    found.append(socket.inet_ntoa(fcntl.ioctl(probe.fileno(), _ADDRESS_OF_CARD, asked)[20:24]))
        return found

else:

    def _by_cards() -> list[str]:
        with suppress(OSError):  # these systems answer for their own name themselves
            return socket.gethostbyname_ex(socket.gethostname())[2]
        return []


def read(folder: Path) -> Held | None:
    """Read what lies in the data folder, if anything does; needs no key."""
    first, server = (folder / FOLDER / f"{name}.pem" for name in ("authority", "server"))
    if not first.exists():
        return None
    said = x509.load_pem_x509_certificates(server.read_bytes())[0] if server.exists() else None
    return Held(authority=x509.load_pem_x509_certificate(first.read_bytes()), server=said)


def ready(folder: Path, names: Iterable[str], *, at: datetime, is_new: bool = False) -> Held:
    """Give the authority; makes it where there is none yet, or where it ends before a server's certificate would.

    ``is_new`` makes a new one, which every machine must then be told of.
    """
    held = None if is_new else read(folder)
    if held is None or held.authority.not_valid_after_utc <= at + SERVER_LASTS:
        _make_authority(folder / FOLDER, tuple(names), at)
        held = read(folder)
    assert held is not None
    return held


def issue(folder: Path, names: Iterable[str], *, at: datetime) -> tuple[bytes, bytes]:
    """Make a key pair for the server and give its chain of certificates and its private key, both PEM.

    The key is kept nowhere, the certificate is. Raises :class:`NotOfThisOffice`, and ``keys.KeyProblem`` where the
    authority's key cannot be opened.
    """
    wanted = tuple(names)
    held = ready(folder, wanted, at=at)
    strange = [name for name in wanted if not _may_vouch(held.authority, name)]
    if strange:
        said = ", ".join(strange)
        raise NotOfThisOffice(
            f"Chứng thư gốc của chibo không bảo đảm được tên “{said}”. Bỏ tên ấy khỏi CHIBO_HOSTS, hoặc lập chứng thư "
            "gốc mới (chibo lan-certificate --new-authority) rồi cài lại trên từng máy."
        )
    signer, private = _opened(folder / FOLDER / PRIVATE, password()), ec.generate_private_key(ec.SECP256R1())
    built = _vouched(held.authority, signer, private.public_key(), wanted, at)
    chain = b"".join(each.public_bytes(serialization.Encoding.PEM) for each in (built, held.authority))
    _write(folder / FOLDER / "server.pem", chain)
    plain = serialization.NoEncryption()
    return chain, private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)


def password(key: bytes | None = None) -> str:
    """What encrypts the authority's private key: derived from the installation's key."""
    return keys.derive("tls", key=key).hex()


def rewrap(folder: Path, *, old: bytes, new: bytes) -> None:
    """Encrypt the private key anew when the installation's key is changed; machines need not be visited again."""
    path = folder / FOLDER / PRIVATE
    if path.exists():
        _write(path, _sealed(_opened(path, password(old)), password(new)))


def _make_authority(place: Path, names: tuple[str, ...], at: datetime) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    host = next((name for name in names if not _is_address(name)), "chibo")
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"chibo – {host} – {at.year}")])
    built = (
        _drafted(title, title, private.public_key(), at, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(
            x509.NameConstraints(permitted_subtrees=_permitted(names), excluded_subtrees=None), critical=True
        )
        .sign(private, hashes.SHA256())
    )
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(place / PRIVATE, _sealed(private, password()))
    _write(place / "authority.pem", built.public_bytes(serialization.Encoding.PEM))


def _vouched(
    authority: x509.Certificate,
    signer: ec.EllipticCurvePrivateKey,
    public: ec.EllipticCurvePublicKey,
    names: tuple[str, ...],
    at: datetime,
) -> x509.Certificate:
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    return (
        _drafted(title, authority.subject, public, at, SERVER_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )


def _drafted(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, at: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _SKEW)
        .not_valid_after(at - _SKEW + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    """A server signs handshakes; an authority signs certificates."""
    return x509.KeyUsage(
        digital_signature=signs,
        key_cert_sign=not signs,
        crl_sign=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _permitted(names: Iterable[str]) -> list[x509.GeneralName]:
    given = tuple(names)
    hosts = dict.fromkeys([*_OFFICE_DOMAINS, *(name for name in given if not _is_address(name))])
    networks = dict.fromkeys([*_OFFICE_NETWORKS, *(name for name in given if _is_address(name))])
    return [
        *(x509.DNSName(host) for host in hosts),
        *(x509.IPAddress(ipaddress.ip_network(network)) for network in networks),
    ]


def _may_vouch(authority: x509.Certificate, name: str) -> bool:
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    if _is_address(name):
        address = ipaddress.ip_address(name)
        networks = [each.value for each in permitted if isinstance(each, x509.IPAddress)]
        return any(
            isinstance(network, ipaddress.IPv4Network | ipaddress.IPv6Network) and address in network
            for network in networks
        )
    hosts = [each.value for each in permitted if isinstance(each, x509.DNSName)]
    return any(name == host or name.endswith(f".{host}") for host in hosts)


def _general(name: str) -> x509.GeneralName:
    return x509.IPAddress(ipaddress.ip_address(name)) if _is_address(name) else x509.DNSName(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _names_in(certificate: x509.Certificate) -> tuple[str, ...]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return tuple(str(each.value) for each in names)


def _sealed(private: ec.EllipticCurvePrivateKey, secret: str) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(secret.encode()),
    )


def _opened(path: Path, secret: str) -> ec.EllipticCurvePrivateKey:
    try:
        found = serialization.load_pem_private_key(path.read_bytes(), secret.encode())
    except (OSError, ValueError) as error:
        message = (
            f"Không mở được {path}: tệp hỏng hoặc khóa của bản cài đặt đã đổi. Lập chứng thư gốc mới: "
            "chibo lan-certificate --new-authority, rồi cài lại trên từng máy."
        )
        raise keys.KeyProblem(message) from error
    assert isinstance(found, ec.EllipticCurvePrivateKey)
    return found


def _write(path: Path, content: bytes) -> None:
    """Write in one piece, for the owner only: the old file stays until the new one is whole."""
    fresh = path.with_suffix(f"{path.suffix}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    disk.replace(fresh, path)
