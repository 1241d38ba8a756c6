"""What people, companies, departments and teams are called; no list holds a real person or company."""

import re
from functools import cache
from math import gcd
from unicodedata import combining, normalize

FIRST = """
Amara Björn Chloé Dmitri=dmitri Eilidh Fatima Gökçe=gokce Haruto İpek=ipek João Katarína Łukasz=lukasz Mei Ngozi
Oisín Priya Quinn Rosalía Søren=soren Tariq Ulrike Valentina Wanjiru Ximena Yusuf Zoë Anaïs Bohdan Camila
Đorđe=djordje Élodie Farouk Giulia Hanna Ignacio Jürgen=juergen Kavya Leilani Małgorzata=malgorzata Nnamdi Olena
Pilar Ravi Siobhán Thandiwe Ursula Viktor Wei Yara Zbigniew Agnieszka Bilal Chinonso Désirée Emeka Freya
Gabriela Hyun-woo=hyunwoo Ines Jasper Kenji Lívia Mateus Noémie Оксана=oksana Пётр=pyotr Ελένη=eleni 美咲=misaki
浩然=haoran 지우=jiwoo नेहा=neha ليلى=layla יעל=yael Þórdís=thordis
"""
LAST = """
Abara Bergström Castañeda Dąbrowski Eriksen Fernández Grzybowski Hakimi Ibáñez Jørgensen=jorgensen Kovačević
Lindqvist Müller=mueller Nakamura Okonkwo Petrović Quiroga Rahman Šimková Tanaka Urbano Vasquez Wójcik Xiong
Şahin=sahin Zieliński Achterberg Bouchard Çelik Dubois Evangelou Fuentes Gallagher Horváth Iwasaki Jovanović
Kimani Lefèvre Mbeki Nguyễn=nguyen Ødegaard=odegaard Popescu Qureshi Ribeiro Schäfer=schaefer Traoré Uzun
Villanueva Weiß=weiss Xu Yamamoto Zamora Adeyemi Białek=bialek Cohen Desrosiers Ferrari Goldberg Haddad Ivanova
Jansen Kaczmarek Laurent Moreau Ndiaye Olsen Papadakis Rossi Santos Thorvaldsen Varga Whitlock
Ковальчук=kovalchuk Παππάς=pappas 山口=yamaguchi 陈=chen 박=park शर्मा=sharma حداد=haddadin לוי=levi O'Neill=oneill
Saint-Just=saintjust Akintola Brzezińska Chaudhary Domínguez Eze Fischer Guðmundsson=gudmundsson Hoàng=hoang
Ishikawa Järvinen
"""
COMPANIES = (
    "Larkfield", "Quillon", "Tamarack", "Ostrava Optics", "Verdigris", "Halcyon Freight", "Nimbrel", "Pellucid",
    "Sorrel & Finch", "Umbral", "Calyx", "Drumlin", "Everglade Labs", "Fathom Nine", "Gantry", "Hollowell",
    "Isobar", "Juniper Vale", "Kestrel Row",
)  # fmt: skip
DEPARTMENTS = (
    "Engineering", "Product", "Design", "Support", "Sales", "Marketing", "Finance", "People", "Legal", "Security",
    "Operations", "Data",
)  # fmt: skip
TITLES = ("Specialist", "Engineer", "Lead", "Manager", "Analyst", "Architect", "Coordinator", "Director")
TEAMS = (
    "Amber", "Basalt", "Cobalt", "Dune", "Ember", "Fjord", "Granite", "Harbor", "Indigo", "Jade", "Krill", "Lagoon",
    "Mesa", "Nova", "Onyx", "Prairie", "Quartz", "Reef", "Slate", "Tundra", "Umbra", "Violet", "Willow", "Xenon",
    "Yarrow", "Zephyr",
)  # fmt: skip
PLACES = (
    ("Lisbon", "Europe/Lisbon"), ("Kraków", "Europe/Warsaw"), ("Nairobi", "Africa/Nairobi"),
    ("Austin", "America/Chicago"), ("Bengaluru", "Asia/Kolkata"), ("Sydney", "Australia/Sydney"),
    ("São Paulo", "America/Sao_Paulo"), ("Osaka", "Asia/Tokyo"),
)  # fmt: skip
OUTSIDE = ("freemail.example", "postbox.example", "inbox.example", "northgate-partners.example", "studio-okapi.example")

Name = tuple[str, str]


def _name_to_slug(name: str) -> str:
    plain = "".join(letter for letter in normalize("NFKD", name) if not combining(letter))
    return plain.lower()


def _parse_names(text: str) -> tuple[Name, ...]:
    return tuple(
        (shown, slug or _name_to_slug(shown)) for shown, _, slug in (word.partition("=") for word in text.split())
    )


FIRSTS, LASTS = _parse_names(FIRST), _parse_names(LAST)
PAIRS = len(FIRSTS) * len(LASTS)
_FIRST_AT = {slug: at for at, (_, slug) in enumerate(FIRSTS)}
_LAST_AT = {slug: at for at, (_, slug) in enumerate(LASTS)}
_LOCAL = re.compile(r"([a-z]+)\.([a-z]+)(\d*)")


@cache
def _find_step() -> int:
    return next(step for step in range(PAIRS * 5 // 8, PAIRS) if gcd(step, PAIRS) == 1)


def number_to_name(number: int, shift: int) -> tuple[Name, Name, str]:
    """Return first name, last name, and what tells a number from its namesakes: no two numbers share all three."""
    again, place = divmod(number, PAIRS)
    last, first = divmod((place * _find_step() + shift) % PAIRS, len(FIRSTS))
    return FIRSTS[first], LASTS[last], str(again + 1) if again else ""


def parse_number(local: str, shift: int) -> int | None:
    """Return the number whose mail address has this local part; None if there is none."""
    match = _LOCAL.fullmatch(local)
    if not match or match[1] not in _FIRST_AT or match[2] not in _LAST_AT:
        return None
    pair = _LAST_AT[match[2]] * len(FIRSTS) + _FIRST_AT[match[1]]
    place = (pair - shift) * pow(_find_step(), -1, PAIRS) % PAIRS
    return (int(match[3] or 1) - 1) * PAIRS + place
