"""Tango's interval by maximising the restricted likelihood numerically. Run with scipy 1.15 or later: python3 tango.reference.py"""
import json
import math
import pathlib

from scipy.optimize import brentq, minimize_scalar

Z = 1.959963984540054


def score(b, c, n, delta):
    def loss(q):  # the restricted likelihood: P(only second) = q, P(only first) = q + delta
        rest = 1 - 2 * q - delta
        terms = [(b, q + delta), (c, q), (n - b - c, rest)]
        return -sum(k * math.log(max(p, 1e-300)) for k, p in terms if k)

    q = minimize_scalar(loss, bounds=(max(0, -delta), (1 - delta) / 2), method="bounded", options={"xatol": 1e-13}).x
    return (b - c - n * delta) / math.sqrt(n * (2 * q + delta * (1 - delta)))


cases = []
for b, c, n in [(43, 2, 50), (4, 0, 30), (1, 1, 50), (12, 25, 200), (3, 9, 5000)]:
    d = (b - c) / n
    low = brentq(lambda x: score(b, c, n, x) - Z, -0.9999, d - 1e-6)
    high = brentq(lambda x: score(b, c, n, x) + Z, d + 1e-6, 0.9999)
    cases.append([b, c, n, low, high])
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases))
