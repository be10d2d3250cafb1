"""Settings of a server, from a file and the environment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stagehold.domain.errors import InputError, Unreadable
from stagehold.web.settings import MailSettings, OpenId, Settings, WebhookSettings, read_settings


def test_the_environment_goes_before_the_file_and_what_is_given_before_both(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text('host = "127.0.0.1"\nport = 1\nburst = 5\n[open_id]\nissuer = "https://id.example"\nclient = "c"\n')
    environment = {"STAGEHOLD_PORT": "2", "STAGEHOLD_OPEN_ID_SECRET": "s", "STAGEHOLD_HOSTS": "a.example,b.example"}
    assert read_settings(file, environment, port=3) == Settings(
        port=3,
        burst=5,
        hosts=("a.example", "b.example"),
        open_id=OpenId(issuer="https://id.example", client="c", secret="s"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 1", "prot"),
        ("port = 70000", "port"),
        ('host = "0.0.0.0"', "passwords would travel in the clear"),
        ('certificate = "cert.pem"', "certificate and key belong together"),
        ('public = "desk.example"', "public is an address"),
        ('[open_id]\nissuer = "http://id.example"\nclient = "c"', "the issuer is an https address"),
        ('[open_id]\nissuer = "http://127.0.0.1.example"\nclient = "c"', "the issuer is an https address"),
        ('[[webhooks]]\nname = "a"\nurl = "http://hook.example"\nsecret = "0123456789abcdef"', "is an https address"),
        ('[[webhooks]]\nname = "a"\nurl = "https://hook.example"\nsecret = "short"', "secret"),
        ('[mail]\nhost = "mail.example"\nsender = "a@b"\nplain = true\n[mail.to]', "has to be encrypted"),
        ("port = ", "is not TOML"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "server.toml"
    file.write_text(text)
    with pytest.raises(InputError, match=said):
        read_settings(file, {})


def test_a_name_that_is_no_setting_is_found_with_its_line_and_the_nearest(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text('host = "127.0.0.1"\nprot = 1\n[mail]\nhost = "localhost"\nsendr = "a@b"\n[mail.to]\n')
    with pytest.raises(InputError, match=r"server\.toml: the server has no setting 'prot', 'sendr'") as refused:
        read_settings(file, {})
    found = [(item.line, item.record, item.found, item.nearest) for item in refused.value.findings]
    assert found == [(2, "", "prot", "port"), (5, "mail", "sendr", "sender")]
    assert "host, port, public" in refused.value.findings[0].allowed


def test_a_misspelt_variable_stops_the_start() -> None:
    with pytest.raises(InputError, match=r"no setting for the variable STAGEHOLD_PROT$") as refused:
        read_settings(None, {"STAGEHOLD_PROT": "3", "STAGEHOLD_DESK": "x", "PROT": "3"})
    assert refused.value.findings[0].nearest == "STAGEHOLD_PORT"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"missing\.toml"):
        read_settings(tmp_path / "missing.toml", {})


def test_beyond_loopback_a_server_names_its_public_address() -> None:
    settings = read_settings(None, {}, host="0.0.0.0", public="https://desk.example/")
    assert (settings.origin, settings.encrypted, settings.loopback) == ("https://desk.example", True, False)
    assert "desk.example" in settings.names


def test_every_setting_stands_on_the_reference_page(project: Path) -> None:
    page = (project / "docs" / "reference" / "server.md").read_text(encoding="utf-8")
    kinds = (Settings, OpenId, MailSettings, WebhookSettings)
    names = {name for kind in kinds for name in kind.__struct_fields__ if name != "webhooks"}
    told = {
        *re.findall(r"`\[*(\w+)\]*`", page),
        *re.findall(r"`(\w+) = ", page),
        *re.findall(r"^#? ?(\w+) ?[=:]", page, re.MULTILINE),
    }
    told |= set(re.findall(r"^\[mail\.(\w+)\]", page, re.MULTILINE))
    assert sorted(names - told) == []
