"""The digest of what an organization sets for itself."""

from hashlib import sha256

from orglint.documents.json_text import encode_line
from orglint.evaluate.distribute.judging import Judging


def digest_settings(judging: Judging) -> str:
    """Return one digest of everything that decides outcomes besides the snapshot and the files of the rules.

    It is about values, not about where they come from: a file, an option or a default.
    """
    rules = {it.id: it.plain for it in judging.rules}
    said = {
        "settings": {name: judging.settings[name] for name in sorted(judging.settings)},
        "severities": {name: rules[name].severity for name in sorted(rules)},
        "parameters": {
            f"{name}.{parameter.name}": parameter.value
            for name in sorted(rules)
            for parameter in sorted(rules[name].parameters.values(), key=lambda it: it.name)
        },
        "off": sorted(it.id for it in judging.off),
        "known_values": [[*place, *sorted(judging.known[place])] for place in sorted(judging.known)],
        "fail_on": judging.fail_on,
    }
    return sha256(encode_line(said).encode("ascii")).hexdigest()
