"""The settings and statements of the demo's organization, written for `orglint demo` to check it with."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

_ATTESTED = {
    "authentication/external-users": (True, "Codes are asked for, tokens are blocked: seen in the console"),
    "authentication/sessions-and-passwords": (True, "Idle sessions end after 8 hours: seen in the console"),
    "authentication/single-sign-on": (False, "The default policy still lets people sign in with a password"),
    "policies/marketplace-apps": (True, "User-installed apps are blocked on every site"),
}


def write_settings(folder: Path, *, users: int, seed: int, present: datetime) -> Path:
    """Write orglint.yaml and waivers.yaml into a folder, and return the first."""
    import orglint_simulator

    settings = orglint_simulator.state_settings(orglint_simulator.Settings(users=users, seed=seed, now=present))
    file = folder / "orglint.yaml"
    file.write_text("".join(_render_settings(settings)), "utf-8")
    (folder / "waivers.yaml").write_text("".join(_render_statements(present)), "utf-8")
    return file


def _render_settings(settings: Mapping[str, Any]) -> list[str]:
    lines = ["# What the organization of the demo says of itself; its snapshots are beside this file.\n"]
    lines += ["store: .\n", "waivers: waivers.yaml\n", "settings:\n"]
    return lines + [f"  {name}: {_render_value(value)}\n" for name, value in settings.items()]


def _render_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"[{', '.join(value)}]"


def _render_statements(present: datetime) -> list[str]:
    lines = ["# What no API reads, somebody states.\n", "attestations:\n"]
    for rule, (holds, statement) in _ATTESTED.items():
        lines += [
            f"  {rule}:\n",
            f"    holds: {_render_value(holds)}\n",
            f'    statement: "{statement}"\n',
            "    owner: it-security\n",
            f"    on: {present:%Y-%m-%d}\n",
            f"    until: {present + timedelta(days=180):%Y-%m-%d}\n",
        ]
    return lines
