"""Keys, organization ids and base URLs are checked before anything is sent, and a key never shows."""

import pytest

from orglint.collect import ConnectionSettings, Secret
from orglint.errors import UsageError

GOOD = "ATCTT3xFfGN0-canary_0123456789.~+/=ABC"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        (f"{GOOD}\n", "a line break"),
        (f" {GOOD}", "a blank"),
        (f"{GOOD[:9]} {GOOD[9:]}", "a blank"),
        (f"Bearer {GOOD}", "Bearer"),
        (f'"{GOOD}"', "quotes"),
        (f"{GOOD}\u200b", "no key has"),
        (f"{GOOD}é", "no key has"),
        (f"{GOOD}\x00", "no key has"),
        ("short", "shorter than any key"),
        (GOOD[:15], "less than 16 characters"),
        (f"{GOOD}\\", "no key has"),
    ],
)
def test_TM_7_a_key_of_another_shape_is_refused_without_showing_it(text: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem) as refusal:
        Secret(text)
    said = f"{refusal.value} {refusal.value!r}"
    assert not any(GOOD[start : start + 8] in said for start in range(len(GOOD) - 8))
    assert refusal.value.exit_code == 2


def test_a_key_never_shows_itself() -> None:
    key = Secret(GOOD)
    shown = [str(key), repr(key), f"{key}", f"{key!r:>60}", str([key]), repr(ConnectionSettings("org-1", key))]
    assert not any(GOOD in text for text in shown)
    assert key.reveal_key() == GOOD


@pytest.mark.parametrize("organization", ["", "../x", "a/b", "a b", "é", "-x", "x" * 65, "a\n"])
def test_an_organization_id_that_could_leave_its_folder_is_refused(organization: str) -> None:
    with pytest.raises(UsageError, match="organization id"):
        ConnectionSettings(organization, Secret(GOOD))


@pytest.mark.parametrize(
    ("base_url", "problem"),
    [
        ("http://api.example/admin", "https"),
        ("ftp://api.example", "https"),
        ("api.example/admin", "no host"),
        ("", "no host"),
        ("https://", "no host"),
        ("https://me:pw@api.example/admin", "user name"),
        ("https://api.example@evil.example/admin", "user name"),
        ("https://api.example/admin?x=1", "query"),
        ("https://api.example/admin#x", "fragment"),
        ("https://api.example/ad min", "character"),
        ("https://api.example\\@evil.example/", "user name|character|no URL"),
        ("https://api.example:99999/", "no URL"),
        ("https://[::1/admin", "no URL"),
        ("http://127.0.0.1.evil.example/admin", "https"),
        ("http://localhost.evil.example/admin", "https"),
    ],
)
def test_TM_4_a_base_url_that_could_lead_the_key_astray_is_refused(base_url: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        ConnectionSettings("org-1", Secret(GOOD), base_url)


@pytest.mark.parametrize(
    "base_url", ["https://api.example/admin", "http://127.0.0.1:80/admin", "http://[::1]:1/admin", "http://localhost/a"]
)
def test_https_anywhere_and_http_on_this_machine_are_let_through(base_url: str) -> None:
    assert ConnectionSettings("org-1", Secret(GOOD), f"{base_url}/").base_url == base_url
