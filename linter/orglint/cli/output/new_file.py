"""Write a file that is not there yet."""

from pathlib import Path

from orglint.errors import OutputError


def write_new(path: Path, content: str | bytes) -> bool:
    """Write a file with its folders, unless something has its name; return whether it was written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
    except FileExistsError:
        return False
    except OSError as error:
        raise OutputError(f"{path} could not be written: {error.strerror}") from None
    return True
