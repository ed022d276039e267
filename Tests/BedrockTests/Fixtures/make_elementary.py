"""Makes elementary.txt: values of the functions at double width, from mpmath.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install mpmath==1.4.1
    /tmp/venv/bin/python Tests/BedrockTests/Fixtures/make_elementary.py

A line is: function, argument (two for pow), the nearest double (all as hexadecimal bits), and how
far the exact value lies from it, in units of the exact value's last place.
"""
import math
import pathlib
import random
import struct

import mpmath
from mpmath import mp, mpf

HERE = pathlib.Path(__file__).resolve().parent
generator = random.Random(20)
uniform = generator.uniform


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def from_bits(b):
    return struct.unpack("<d", struct.pack("<Q", b))[0]


def scaled(low, high):
    """A number of random sign whose exponent of two is uniform."""
    return generator.choice([-1, 1]) * 2.0 ** uniform(low, high)


def beside(*values):
    """The values and their neighbours."""
    return [w for v in values for w in (v, math.nextafter(v, math.inf), math.nextafter(v, -math.inf))]


def near_multiples(count):
    return [float(generator.randint(1, 2**k) * mp.pi / 2) for k in range(1, 50) for _ in range(count)]


ANY = [from_bits(generator.getrandbits(63) % 0x7FF0000000000000) for _ in range(120)]
SMALL = [scaled(-1074, 0) for _ in range(40)] + beside(2.0**-1022, 2.0**-54, 2.0**-27, 2.0**-500) + [5e-324]
HALF_LOG = [k * math.log(2) / 2 for k in range(-9, 10) if k]

FUNCTIONS = {
    "exp": (mpmath.exp, [uniform(-745.2, 709.8) for _ in range(80)] + [uniform(-2, 2) for _ in range(80)]
            + [uniform(-745.2, -708) for _ in range(40)] + SMALL + HALF_LOG
            + beside(709.782712893384, -708.3964185322641, -745.1332191019411, 1.0, -1.0)),
    "exp2": (lambda x: mpf(2) ** x, [uniform(-1075, 1024) for _ in range(80)] + [uniform(-2, 2) for _ in range(60)] + SMALL
             + beside(1023.0, -1022.0, -1074.0, 0.5, -0.5, 1.5)),
    "expm1": (mpmath.expm1, [uniform(-50, 709) for _ in range(60)] + [uniform(-2, 2) for _ in range(80)] + SMALL + HALF_LOG
              + [-x for x in SMALL] + beside(45.0, -45.0, 37.4, -37.4)),
    "log": (mpmath.log, ANY + [uniform(0, 10) for _ in range(60)] + [1 + scaled(-53, -1) for _ in range(80)]
            + beside(1.0, 0.5**0.5, 2.0**0.5, 2.0**-1022) + [5e-324, 1.7976931348623157e308]),
    "log2": (lambda x: mpmath.log(x) / mpmath.log(2), ANY + [1 + scaled(-53, -1) for _ in range(80)] + beside(1.0, 2.0, 0.5, 1024.0)),
    "log10": (mpmath.log10, ANY + [1 + scaled(-53, -1) for _ in range(80)] + beside(1.0, 10.0, 1e22, 0.1)),
    "log1p": (mpmath.log1p, [abs(x) for x in ANY] + [uniform(-0.9999, 5) for _ in range(60)] + SMALL
              + beside(-0.5, 0.41421356237309503, -0.2928932188134524, -0.9999999999999999, 2.0**60)),
    "tanh": (mpmath.tanh, [uniform(-22, 22) for _ in range(60)] + [uniform(-2, 2) for _ in range(80)] + SMALL + beside(20.0, 0.17, 19.06)),
    "sigmoid": (lambda x: 1 / (1 + mpmath.exp(-x)), [uniform(-745, 45) for _ in range(60)] + [uniform(-3, 3) for _ in range(80)] + SMALL
                + [uniform(-745, -700) for _ in range(30)] + beside(40.0, -40.0, -709.0)),
    "erf": (mpmath.erf, [uniform(-6.2, 6.2) for _ in range(80)] + [uniform(-1.5, 1.5) for _ in range(80)] + SMALL + beside(1.0, -1.0, 6.0, 5.9)),
    "erfc": (mpmath.erfc, [uniform(-6.2, 27.3) for _ in range(100)] + [uniform(-1.5, 1.5) for _ in range(80)]
             + [uniform(26, 27.3) for _ in range(30)] + SMALL + beside(0.5, 1.0, -1.0, -6.0, 26.5)),
    "sin": (mpmath.sin, [uniform(-10, 10) for _ in range(80)] + [scaled(-40, 1023.99) for _ in range(100)] + near_multiples(3)
            + SMALL + beside(math.pi / 4, 2.0**20, 1e22, float.fromhex("0x1.6ac5b262ca1ffp+849"), 1.7976931348623157e308)[:-2]),
    "cos": (mpmath.cos, [uniform(-10, 10) for _ in range(80)] + [scaled(-40, 1023.99) for _ in range(100)] + near_multiples(3)
            + SMALL + beside(math.pi / 4, 2.0**20, 1e22, float.fromhex("0x1.6ac5b262ca1ffp+849"), 1.7976931348623157e308)[:-2]),
}


def powers():
    out = []
    for i in range(400):
        x = [2.0 ** uniform(-3, 3), uniform(0.99, 1.01), 2.0 ** uniform(-1074, 1023), uniform(1, 20)][i % 4]
        limit = 1076 / abs(math.log2(x))
        y = generator.choice([-1, 1]) * min(limit, 1e300) * generator.random() if i % 4 < 3 else float(generator.randint(-30, 30))
        out.append((x, y))
    out += [(float(a), float(b)) for a in (2, 3, 5, 7, 10) for b in (-3, -1, 2, 3, 11, 22)]
    out += [(1 + 2.0**-52, 2.0**60), (1 - 2.0**-53, 2.0**60), (4.0, 0.5), (8.0, 1 / 3), (1.5, 1e-300), (5e-324, 0.25)]
    out += [(-x, float(y)) for x in (0.5, 2.0, 3.0, 1.7) for y in (-7, -2, 3, 8, 2.0**53)]
    return [(x, y) for x, y in out if y]


def line(name, arguments, value):
    nearest = float(value)
    if nearest in (math.inf, -math.inf) or value == 0:
        return None
    exponent = max(-1074, int(mpmath.floor(mpmath.log(abs(value), 2))) - 52)
    rest = float((value - mpf(nearest)) / mpf(2) ** exponent)
    return " ".join([name] + [f"{bits(a):016x}" for a in arguments] + [f"{bits(nearest):016x}", f"{rest:.6f}"])


def main():
    mp.prec = 2600
    lines = []
    for name, (function, arguments) in FUNCTIONS.items():
        for x in arguments:
            with mp.workprec(2600 if name in ("sin", "cos", "expm1", "log1p", "erf", "tanh", "erfc") else 1300):
                lines.append(line(name, [x], function(mpf(x))))
    for x, y in powers():
        with mp.workprec(400):
            # What over- or underflows is among the special cases, not here.
            if -1076 < y * math.log2(abs(x)) < 1024:
                lines.append(line("pow", [x, y], (mpf(x) ** mpf(y)).real))
    (HERE / "elementary.txt").write_text("\n".join(l for l in lines if l) + "\n")


main()
