"""Secrets for trying the bot out: made once, kept beside the demo's database."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.fernet import Fernet

from bot.settings.sources import IN_FILE, PREFIX


def ensure_demo_environ(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Give the environment with what a demo lacks: its own data folder, secrets, and its name."""
    filled = {PREFIX + "DATA_DIR": "data/demo", **environ, PREFIX + "ENVIRONMENT": "demo"}
    kept = Path(filled[PREFIX + "DATA_DIR"]) / "demo-secrets.json"
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = {
            PREFIX + "SECRET_KEY": secrets.token_hex(32),
            PREFIX + "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        }
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(made))
    made = json.loads(kept.read_text())
    return {name: made[name] for name in made if name + IN_FILE not in filled} | filled
