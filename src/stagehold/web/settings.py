"""What a server is told at its start: by a TOML file, and by environment variables that go before it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from stagehold.domain.errors import InputError, Unreadable
from stagehold.domain.findings import Finding, nearest

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_PREFIX = "STAGEHOLD_"
_TABLES = ("open_id", "mail", "webhooks")  # of the file; no variable holds one
_OTHERS = (
    "STAGEHOLD_DESK",
    "STAGEHOLD_VENV",
    "STAGEHOLD_PYTHON",
    "STAGEHOLD_POSTGRES",
    "STAGEHOLD_CHROME",
)  # variables that are for others than the server
Positive = Annotated[int, Meta(ge=1)]


class OpenId(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An OpenID provider whose users may sign in; ``secret`` may stay out of the file, in the environment."""

    issuer: str
    client: str
    secret: str = ""
    label: str = "your company"


class MailSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mail server for notices; ``to`` are addresses by party, ``language`` is en, ja or ko.

    ``password`` may stay out of the file, in the environment. ``plain``: without encryption, to a server on this
    machine.
    """

    host: str
    port: Annotated[int, Meta(ge=1, le=65535)] = 587
    sender: str
    to: dict[str, tuple[str, ...]]
    user: str | None = None
    password: str | None = None
    plain: bool = False
    language: Literal["en", "ja", "ko"] = "en"


class WebhookSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An address that notices are posted to, signed with ``secret``; those of ``parties``, or all."""

    name: str
    url: str
    secret: Annotated[str, Meta(min_length=16)]
    parties: tuple[str, ...] = ()
    language: Literal["en", "ja", "ko"] = "en"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of a server.

    Parameters
    ----------
    host, port
        Where it listens. Beyond loopback it asks for ``public``.
    public
        The address that browsers use, as ``https://desk.example``.
    hosts
        Further names in the Host header that are answered.
    proxies
        Addresses of proxies whose ``X-Forwarded-For`` is believed.
    certificate, key
        Files in PEM form, for TLS without a proxy.
    session_hours
        How long a browser stays signed in.
    requests_per_second, burst
        Of each user or token; beyond the burst, requests are refused for a moment.
    most_bytes, most_import_bytes
        Sizes of a request's body, as a rule and for an import of a whole portfolio.
    plan_jobs, plan_seconds
        How many plans may be made at once, and the longest time limit of one.
    mail, webhooks
        Where notices to parties go, besides their inbox.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8765
    public: str = ""
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    certificate: str = ""
    key: str = ""
    session_hours: Positive = 168
    requests_per_second: Positive = 200
    burst: Positive = 1000
    most_bytes: Positive = 1 << 20
    most_import_bytes: Positive = 50 << 20
    plan_jobs: Positive = 1
    plan_seconds: Positive = 3600
    open_id: OpenId | None = None
    mail: MailSettings | None = None
    webhooks: tuple[WebhookSettings, ...] = ()

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine reach it."""
        return self.host in LOOPBACK

    @property
    def encrypted(self) -> bool:
        """Whether browsers reach it by https."""
        return self.public.startswith("https://") or bool(self.certificate)

    @property
    def origin(self) -> str:
        """The address for browsers, without a slash at its end."""
        if self.public:
            return self.public.rstrip("/")
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{host}:{self.port}"

    @property
    def names(self) -> frozenset[str]:
        """Names in the Host header that are answered, without port: any other may be a page that tricks a browser."""
        known = {*self.hosts, self.host.casefold()}
        if self.public:
            known.add(_name(self.public.partition("://")[2].partition("/")[0]))
        if self.loopback:
            known |= {*LOOPBACK}
        return frozenset(known)


def _is_safe(address: str) -> bool:
    """Whether nobody on the way reads what is sent there: it is encrypted, or does not leave this machine."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    except ValueError:
        return False


def _name(host: str) -> str:
    """The name of ``name:port`` or ``[address]:port``."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].casefold()


def read_settings(file: Path | None, environment: Mapping[str, str], **given: Any) -> Settings:
    """Settings of the file, then of the environment (``STAGEHOLD_PORT``, ``STAGEHOLD_OPEN_ID_SECRET``), then as given.

    Raises
    ------
    InputError
        If a name is not known, or a value does not fit.
    Unreadable
        If the file cannot be read.
    """
    values: dict[str, Any] = {}
    _refuse_unknown_variables(environment)
    if file is not None:
        try:
            values = tomllib.loads(file.read_text(encoding="utf-8"))
        except OSError as wrong:
            raise Unreadable(f"{file}: {wrong.strerror or wrong}") from wrong
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
            raise InputError(f"{file.name} is not TOML: {wrong}") from wrong
        _refuse_unknown_names(file, values)
    provider = dict(values.get("open_id") or {}) if isinstance(values.get("open_id"), dict) else {}
    for name in Settings.__struct_fields__:
        text = environment.get(_PREFIX + name.upper())
        if text is not None and name not in _TABLES:
            values[name] = text.split(",") if name in ("hosts", "proxies") else text
    for name in OpenId.__struct_fields__:
        text = environment.get(f"{_PREFIX}OPEN_ID_{name.upper()}")
        if text is not None:
            provider[name] = text
    if provider:
        values["open_id"] = provider
    password = environment.get(f"{_PREFIX}MAIL_PASSWORD")
    if password is not None and isinstance(values.get("mail"), dict):
        values["mail"] = {**values["mail"], "password": password}
    values.update({name: value for name, value in given.items() if value is not None})
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as wrong:
        where = "" if file is None else f"{file}: "
        what = str(wrong).replace(" - at `$.", " - at `")
        raise InputError(f"{where}a setting of the server does not fit: {what}") from None
    _check(settings)
    return settings


def _refuse_unknown_names(file: Path, values: Mapping[str, Any]) -> None:
    """Names in the file that no setting has, with the line, all of them at once.

    Raises
    ------
    InputError
    """
    tables: list[tuple[str, Any, type[Struct]]] = [("", values, Settings)]
    tables += [("open_id", values.get("open_id"), OpenId), ("mail", values.get("mail"), MailSettings)]
    webhooks = values.get("webhooks")
    tables += [("webhooks", item, WebhookSettings) for item in (webhooks if isinstance(webhooks, list) else [])]
    lines = file.read_text(encoding="utf-8").splitlines()
    findings = [
        Finding(
            rule="unknown-setting",
            file=str(file),
            line=_line_of(lines, name),
            record=table,
            found=name,
            allowed=", ".join(type_.__struct_fields__),
            nearest=nearest(name, type_.__struct_fields__),
        )
        for table, given, type_ in tables
        if isinstance(given, Mapping)
        for name in given
        if name not in type_.__struct_fields__
    ]
    if findings:
        names = ", ".join(repr(finding.found) for finding in findings)
        raise InputError(f"{file}: the server has no setting {names}", findings)


def _line_of(lines: Sequence[str], name: str) -> int:
    """The number of the first line that sets a name; 0 where it is written in another way."""
    begins = re.compile(rf"\s*\[*\s*[\"']?{re.escape(name)}[\"']?\s*[=\].]")
    return next((number for number, line in enumerate(lines, 1) if begins.match(line)), 0)


def _refuse_unknown_variables(environment: Mapping[str, str]) -> None:
    """Variables that look like settings and are none: a misspelt one would be passed over.

    Raises
    ------
    InputError
    """
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.__struct_fields__ if name not in _TABLES}
    known |= {f"{_PREFIX}OPEN_ID_{name.upper()}" for name in OpenId.__struct_fields__}
    known.add(f"{_PREFIX}MAIL_PASSWORD")
    odd = [name for name in environment if name.startswith(_PREFIX) and name not in known and name not in _OTHERS]
    findings = [
        Finding(rule="unknown-setting", file="environment", found=name, nearest=nearest(name, known)) for name in odd
    ]
    if findings:
        raise InputError(f"the server has no setting for the variable {', '.join(odd)}", findings)


def _check(settings: Settings) -> None:
    if bool(settings.certificate) != bool(settings.key):
        raise InputError("certificate and key belong together: give both files, or neither")
    if settings.public and not settings.public.startswith(("https://", "http://")):
        raise InputError(f"public is an address as https://desk.example; found {settings.public!r}")
    if not settings.loopback and not settings.public.startswith("https://"):
        raise InputError(
            f"beyond this machine (host {settings.host}) passwords would travel in the clear: set public to the https "
            "address that browsers use, of a proxy in front or of this server with certificate and key"
        )
    if settings.mail is not None and settings.mail.plain and settings.mail.host not in LOOPBACK:
        raise InputError(f"mail to {settings.mail.host} has to be encrypted: leave out plain")
    for webhook in settings.webhooks:
        if not _is_safe(webhook.url):
            raise InputError(f"the url of webhook {webhook.name} is an https address; found {webhook.url!r}")
    if len({webhook.name for webhook in settings.webhooks}) < len(settings.webhooks):
        raise InputError("webhooks have names that differ: by them it is known what each has been sent")
    if settings.open_id is not None and not _is_safe(settings.open_id.issuer):
        raise InputError(f"the issuer is an https address; found {settings.open_id.issuer!r}")
