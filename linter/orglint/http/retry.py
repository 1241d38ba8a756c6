"""Retries within the budget of a run: how long to wait, how often, and when to give up."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from threading import Lock, local

import httpx
from httpx_retries import Retry

from orglint.errors import CollectError
from orglint.http.failures import KEPT
from orglint.model.wording import format_second

AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_AT_ONCE = 3
_FLOOR = 10
_SHARE = 0.2
_LONGEST = 60.0
_LONG = 10.0
_GARBAGE = 60.0
_ENDLESS = 366 * 86_400.0
_FIRST_YEAR, _LAST_YEAR = 1970, 9000


class Budget:
    """The time that a run may still spend on retries, over all of its requests; `say` takes what is waited for.

    Several threads may draw on it at a time: when the rate limit makes one of them wait, all of them do.
    """

    def __init__(
        self,
        until: datetime,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        chance: Callable[[], float],
    ) -> None:
        self.say: Callable[[str], None] = lambda _: None
        self.retries = 0
        self._sent = 0
        self._own = local()
        self._numbers = Lock()
        self._gate = Lock()
        self._stopped = False
        self._until = until
        self._clock = clock
        self._sleep = sleep
        self._chance = chance

    @property
    def requests(self) -> int:
        """How many requests the calling thread has sent, repeated ones too."""
        sent: int = getattr(self._own, "sent", 0)
        return sent

    def admit_request(self) -> None:
        """Count a request that is about to be sent, after any wait that the rate limit has asked another one for.

        Raises `CollectError` if the run was stopped.
        """
        with self._gate:
            if self._stopped:
                raise CollectError("the run was stopped", f"{KEPT}run the same command again to continue.")
        self._own.sent = self.requests + 1
        with self._numbers:
            self._sent += 1

    def stop(self) -> None:
        """Let no thread send any further request."""
        self._stopped = True

    def obey_rate_limit(self, answer: httpx.Response, turn: int) -> bool:
        """Wait where an answer says that the rate limit is used up, and until when; tell whether it did.

        That costs nothing of the budget. Where it comes again and again with hardly a wait, the waits grow.
        """
        hint = asked_to_wait(answer, self._clock()) if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS else None
        if hint is None:
            return False
        wait = max(hint + self._chance(), _compute_doubled_wait(turn - _AT_ONCE))
        until = self._clock() + timedelta(seconds=wait)
        first = self._gate.acquire(blocking=False)
        if not first:
            self._gate.acquire()
        try:  # who had to wait for another one that waits has waited for as long already
            left = wait if first else (until - self._clock()).total_seconds()
            if left > 0:
                self._wait_within_deadline(answer, left, "rate limited, waiting")
        finally:
            self._gate.release()
        return True

    def spend(self, answer: httpx.Response | Exception, attempt: int) -> None:
        """Wait as long as the answer asks for, or longer with each attempt.

        Raises `CollectError` if too large a share of the requests had to be repeated, or if the wait is longer than the
        run may take; raises the answer itself if it is an error that would be waited for too long.
        """
        with self._numbers:
            self.retries += 1
            retries, sent = self.retries, self._sent
        if retries > max(_FLOOR, _SHARE * sent):
            raise CollectError(
                f"the API failed too often: {retries - 1} of {sent} requests had to be sent again",
                f"{KEPT}run the same command again later.",
                status=_status_code(answer),
            )
        hint = asked_to_wait(answer, self._clock()) if isinstance(answer, httpx.Response) else None
        wait = self._compute_backoff(attempt) if hint is None else hint + self._chance()
        if isinstance(answer, Exception) and self._clock() + timedelta(seconds=wait) > self._until:
            raise answer  # no answer asked for a wait: the error itself says what is wrong
        # A quick failure that is retried within seconds is reported only if it fails again.
        shown = isinstance(answer, httpx.TimeoutException) or wait >= _LONG
        self._wait_within_deadline(answer, wait, f"{_describe_problem(answer)}, trying again in" if shown else "")

    def _wait_within_deadline(self, answer: httpx.Response | Exception, wait: float, why: str) -> None:
        again = self._clock() + timedelta(seconds=wait)
        if again > self._until:
            raise CollectError(
                f"{_describe_asker(answer)} until {format_second(again)}, which is longer than this run may take",
                f"{KEPT}run the same command again after that, or allow more with --deadline.",
                status=_status_code(answer),
            )
        if why:
            self.say(f"{why} {max(1, int(wait))} s")
        self._sleep(wait)

    def left(self) -> float:
        """Return for how many seconds the run may go on."""
        return (self._until - self._clock()).total_seconds()

    def check(self) -> None:
        """Stop a run that takes too long."""
        if self._clock() > self._until:
            raise CollectError(
                "the run took longer than it may",
                f"{KEPT}run the same command again, and it goes on from here; --deadline allows more.",
            )

    def _compute_backoff(self, attempt: int) -> float:
        return self._chance() * _compute_doubled_wait(attempt)


def _compute_doubled_wait(turn: int) -> float:
    """Return a wait that doubles from turn to turn up to the longest; none before the first."""
    return min(_LONGEST, 2.0 ** (min(turn, 10) - 1)) if turn > 0 else 0


class RetryWithinBudget(Retry):
    """The retries of one request (httpx-retries), which draw on the budget of the whole run."""

    budget: Budget

    @classmethod
    def within(cls, budget: Budget, attempts: int, methods: Iterable[str] = ("GET", "POST")) -> "RetryWithinBudget":
        """Return the retries of a run with this budget: up to `attempts` for each request."""
        retry = cls(
            total=attempts - 1,
            allowed_methods=methods,
            status_forcelist=tuple(AGAIN),
            retry_on_exceptions=(httpx.TransportError, httpx.DecodingError),
        )
        retry.budget = budget
        return retry

    def increment(self) -> "RetryWithinBudget":
        """Return the retries that are left after another attempt."""
        retry = super().increment()
        assert isinstance(retry, RetryWithinBudget)
        retry.budget = self.budget
        return retry

    def sleep(self, response: httpx.Response | Exception) -> None:
        """Wait before the next attempt."""
        self.budget.spend(response, self.attempts_made)


def asked_to_wait(response: httpx.Response, now: datetime) -> float | None:
    """Return how many seconds a response asks to wait; None if it does not ask.

    `Retry-After` is exact and decides alone. `X-RateLimit-Reset` is often given to the minute; then that whole minute
    is waited out. What cannot be understood, or lies in the past, counts as a minute: to come back early is worse.
    """
    wait = _parse_wait_headers(response, server_time(response) or now)
    return None if wait is None else min(wait, _ENDLESS)


def _parse_wait_headers(response: httpx.Response, now: datetime) -> float | None:
    after, reset = response.headers.get("Retry-After"), response.headers.get("X-RateLimit-Reset")
    if after is not None:
        return _parse_retry_after(after, now)
    limited = response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    return _parse_rate_limit_reset(reset.strip(), now) if limited and reset is not None else None


def _parse_retry_after(text: str, now: datetime) -> float:
    if re.fullmatch(r"\s*\d{1,18}\s*", text):
        return float(text)
    when = http_date(text)
    return max(0.0, (when - now).total_seconds()) if when else _GARBAGE


def _parse_rate_limit_reset(text: str, now: datetime) -> float:
    if re.fullmatch(r"\d{9,18}", text):
        wait = float(text) - now.timestamp()
        return wait if wait > 0 else _GARBAGE
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return _GARBAGE
    if when.tzinfo is None:
        return _GARBAGE
    whole_minute = re.fullmatch(r"[^T]*T\d\d:\d\d(Z|[+-].*)", text)
    wait = (when - now).total_seconds() + (60 if whole_minute else 0)
    return wait if wait > 0 else _GARBAGE


def server_time(response: httpx.Response) -> datetime | None:
    """Return what a response says the time is; None if it does not say, or not in a way that can be understood."""
    return http_date(response.headers.get("Date", ""))


def http_date(text: str) -> datetime | None:
    """Return the time that a header means; None if it means none that a clock could show."""
    try:
        when = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return when.astimezone(UTC) if when.tzinfo and _FIRST_YEAR <= when.year <= _LAST_YEAR else None


def _describe_asker(answer: httpx.Response | Exception) -> str:
    status = _status_code(answer)
    if isinstance(answer, httpx.Response) and answer.headers.keys() & {"retry-after", "x-ratelimit-reset"}:
        return f"the API answered {status} and asks to wait"
    return f"the API answered {status} and would be asked again, but not"


def _describe_problem(answer: httpx.Response | Exception) -> str:
    """Return what went wrong, in words of our own: what a library says may hold what the other side sent."""
    if isinstance(answer, httpx.Response):
        return f"the API answered {answer.status_code}"
    if isinstance(answer, httpx.TimeoutException):
        return str(answer).replace("nothing came", "no answer")
    return "no connection" if isinstance(answer, httpx.ConnectError | httpx.ProxyError) else "the answer broke off"


def _status_code(answer: httpx.Response | Exception) -> int:
    return answer.status_code if isinstance(answer, httpx.Response) else 0
