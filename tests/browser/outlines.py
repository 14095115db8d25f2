"""Made incidents for the map: places are real, since the map is; all else is invented, and the same every time."""

from __future__ import annotations

import datetime
import random
from typing import Any

# Country, first-order divisions by their GeoNames names, a point in each (degrees: latitude, longitude)
PLACES = (
    ("SY", (("Halab", 36.2, 37.2), ("Idlib", 35.9, 36.6), ("Ar-Raqqah", 36.0, 39.0), ("Hims", 34.7, 37.5))),
    ("NG", (("Borno", 11.7, 13.0), ("Zamfara", 12.1, 6.4), ("Plateau", 9.3, 9.4), ("Kaduna", 10.3, 7.8))),
    ("ML", (("Mopti", 14.6, -4.1), ("Gao", 16.3, 0.0), ("Ségou", 13.6, -6.0))),
    ("SD", (("North Darfur", 15.5, 25.3), ("Khartoum", 15.7, 32.6))),
    ("FR", (("Île-de-France", 48.8, 2.4), ("Bretagne", 48.2, -2.8))),
    ("CO", (("Cauca", 2.4, -76.7), ("Antioquia", 6.9, -75.6))),
    ("MM", (("Sagaing", 23.5, 95.5), ("Rakhine", 20.1, 93.6))),
)
START = datetime.date(2025, 1, 1)
PRECISIONS = ("exact", "near", "admin2", "admin1", "country")


def made(count: int, *, days: int = 430, seed: int = 7) -> dict[str, Any]:
    """An answer of the outline with `count` incidents over so many days; 1 in 50 has no day, 1 in 80 no place."""
    draw = random.Random(seed)  # noqa: S311 -- nothing here is a secret
    rows = [_row(draw, number, days) for number in range(count)]
    undated = sum(row["day_start"] is None for row in rows)
    return {"rows": rows, "undated": undated, "unplaced": sum(row["country"] is None for row in rows)}


def _row(draw: random.Random, number: int, days: int) -> dict[str, Any]:
    country, divisions = draw.choice(PLACES)
    admin1, latitude, longitude = draw.choice(divisions)
    precision = draw.choices(PRECISIONS, (30, 25, 15, 22, 8))[0]
    placed, dated = draw.random() > 1 / 80, draw.random() > 1 / 50
    day = START + datetime.timedelta(days=int(draw.triangular(0, days, days)))
    wide = draw.random() < 0.05
    point = placed and precision != "country"
    spread = 0.0 if precision == "admin1" else 0.35  # degrees about the province's middle
    return {
        "id": f"i{number:05}",
        "day_start": (day.replace(day=1) if wide else day).isoformat() if dated else None,
        "day_end": (day.replace(day=28) if wide else day).isoformat() if dated else None,
        "day_precision": ("month" if wide else "day") if dated else None,
        "country": country if placed else None,
        "admin1": admin1 if placed and precision != "country" else None,
        "place": f"Invented {draw.randint(1, 400)}" if placed and precision in ("exact", "near") else None,
        "place_precision": precision if placed else None,
        "latitude": round(latitude + draw.gauss(0, spread), 2) if point else None,
        "longitude": round(longitude + draw.gauss(0, spread), 2) if point else None,
        "killed_best": None if draw.random() < 0.1 else int(draw.expovariate(0.2)),
        "reports": 1 + number % 3,
        "state": draw.choice(("new", "in_progress", "ready", "sealed")),
        "grade": draw.choice(("confirmed", "fair", "weak", "contested")),
        "title": draw.choice(("Shooting in an invented town", "قصف على بلدة مخترعة", None)),
    }
