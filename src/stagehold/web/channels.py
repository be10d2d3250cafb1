"""Where notices go out, by the settings of the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from stagehold.services.sending import Channel, Mail, Webhook
from stagehold.web.settings import Settings


def channels_of(settings: Settings, now: Callable[[], datetime]) -> list[Channel]:
    """The ways out that are configured."""
    channels: list[Channel] = []
    if settings.mail is not None:
        mail = settings.mail
        channels.append(
            Mail(
                host=mail.host,
                port=mail.port,
                sender=mail.sender,
                to=mail.to,
                user=mail.user,
                password=mail.password,
                plain=mail.plain,
                language=mail.language,
            )
        )
    for hook in settings.webhooks:
        parties = frozenset(hook.parties) if hook.parties else None
        name = f"webhook-{hook.name}"
        channels.append(
            Webhook(url=hook.url, secret=hook.secret, now=now, parties=parties, language=hook.language, name=name)
        )
    return channels
