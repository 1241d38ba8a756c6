"""The engines that rules can be judged on; choosing one imports no library of another."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module

from orglint.engine.interface import EngineFactory
from orglint.errors import UsageError


@dataclass(frozen=True, slots=True)
class EngineKind:
    """One engine; `at_once` is the number of snapshots that it judges in parallel.

    `watched` says that its factory takes a `watch`, which can end a query.
    """

    name: str
    at_once: int = 1
    watched: bool = False

    @contextmanager
    def started(self, url: str = "") -> Iterator[EngineFactory]:
        """Start what the engine needs, for as long as the block runs; it opens one engine a snapshot."""
        with ExitStack() as stack:
            try:
                open_engine = stack.enter_context(import_module(f"{__name__}.{self.name}.start").started(url))
            except ImportError as error:
                raise self._build_missing_error(error) from None
            yield open_engine

    def _build_missing_error(self, error: ImportError) -> UsageError:
        assert not (error.name or "").startswith("orglint"), error
        what = error.name or str(error).splitlines()[0]
        return UsageError(
            f"nothing was judged: what the engine {self.name} needs is not installed ({what})",
            f"Install orglint again with its extra: orglint[{self.name}] in place of orglint.",
        )


ENGINES: Mapping[str, EngineKind] = {
    kind.name: kind
    for kind in (
        EngineKind("duckdb", watched=True),
        EngineKind("spark", at_once=4),
    )
}
