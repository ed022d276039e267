"""Makes Sources/Bedrock/Elementary/DoubleCoefficients.swift: constants to twice double precision.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install mpmath==1.4.1
    /tmp/venv/bin/python Tests/BedrockTests/Fixtures/make_coefficients.py

Series are Taylor's, each coefficient rounded to the nearest double, except for erfc, whose
polynomial interpolates at Chebyshev's nodes.
"""
import pathlib

import mpmath
from mpmath import mp, mpf

mp.prec = 3000
HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parents[2] / "Sources/Bedrock/Elementary/DoubleCoefficients.swift"


def literal(x):
    text = float(x).hex()
    mantissa, exponent = text.split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}p{int(exponent)}"


def pair(x):
    hi = mpf(float(x))
    return f"Pair(hi: {literal(hi)}, lo: {literal(x - hi)})"


def chebyshev(f, a, b, degree):
    """The monomial coefficients of the polynomial that meets f at Chebyshev's nodes of [a, b]."""
    n = degree + 1
    nodes = [mpmath.cos(mp.pi * (k + mpf(1) / 2) / n) for k in range(n)]
    values = [f((a + b) / 2 + (b - a) / 2 * x) for x in nodes]
    series = [
        2 / mpf(n) * sum(values[k] * mpmath.cos(mp.pi * j * (k + mpf(1) / 2) / n) for k in range(n))
        for j in range(n)
    ]
    series[0] /= 2
    monomial, previous, current = [mpf(0)] * n, [mpf(1)], [mpf(0), mpf(1)]
    for j in range(n):
        if j < 2:
            t = [previous, current][j]
        else:
            t = [mpf(0)] + [2 * c for c in current]
            for i, c in enumerate(previous):
                t[i] -= c
            previous, current = current, t
        for i, c in enumerate(t):
            monomial[i] += series[j] * c
    middle, half = (a + b) / 2, (b - a) / 2
    shifted = [mpf(0)]
    for c in reversed(monomial):
        following = [mpf(0)] * (len(shifted) + 1)
        for i, s in enumerate(shifted):
            following[i] -= s * middle / half
            following[i + 1] += s / half
        following[0] += c
        shifted = following
    return shifted[:n]


def scaled_erfc(y):
    """(1 + 2x) · e^(x²) · erfc(x) as a function of y = (x - 4) / (x + 4)."""
    x = 4 * (1 + y) / (1 - y)
    return (1 + 2 * x) * mpmath.exp(x * x) * mpmath.erfc(x)


def table(name, comment, coefficients):
    """Coefficients from the highest power down, as Horner's rule takes them."""
    lines = [f"  /// {comment}", f"  static let {name}: [Double] = ["]
    lines += [f"    {literal(c)}," for c in reversed(coefficients)]
    return lines + ["  ]", ""]


def main():
    ln2 = mpmath.log(2)
    ln2_high = mpmath.floor(ln2 * mpf(2) ** 42) / mpf(2) ** 42
    half_pi = mp.pi / 2
    half_pi_1 = mpf(float(half_pi))
    half_pi_2 = mpf(float(half_pi - half_pi_1))
    fact = mpmath.factorial
    with mp.workprec(400):
        low, high = (mpf(1) / 2 - 4) / (mpf(1) / 2 + 4), mpf(28 - 4) / (28 + 4)
        erfc = chebyshev(scaled_erfc, low, high, 24)
    two_over_pi = int(mpmath.floor(2 / mp.pi * mpf(2) ** 1280))
    words = [(two_over_pi >> (64 * (19 - i))) & (2**64 - 1) for i in range(20)]
    out = [
        "// swift-format-ignore-file",
        "// Made by Tests/BedrockTests/Fixtures/make_coefficients.py; do not edit.",
        "",
        "/// Constants and polynomials of the functions at double width, highest power first.",
        "enum DoubleCoefficients {",
        f"  static let ln2 = {pair(ln2)}",
        "  /// ln 2 to 42 bits, whose product with an exponent is exact, and the rest.",
        f"  static let ln2High = {literal(ln2_high)}",
        f"  static let ln2Low = {literal(ln2 - ln2_high)}",
        f"  static let log2e = {pair(1 / ln2)}",
        f"  static let log10e = {pair(1 / mpmath.log(10))}",
        f"  static let third = {pair(mpf(1) / 3)}",
        f"  static let sixth = {pair(mpf(1) / 6)}",
        f"  /// The first two coefficients of erf(x)/x in x².",
        f"  static let erfSecond = {pair(-2 / (3 * mpmath.sqrt(mp.pi)))}",
        f"  static let twoOverRootPi = {pair(2 / mpmath.sqrt(mp.pi))}",
        "  /// π/2 in three parts of 53 bits.",
        f"  static let halfPi = Pair(hi: {literal(half_pi_1)}, lo: {literal(half_pi_2)})",
        f"  static let halfPiRest = {literal(half_pi - half_pi_1 - half_pi_2)}",
        "",
    ]
    out += table("exp", "(e^r - 1 - r - r²/2) / r³: 1/3!, 1/4!, …", [1 / fact(n) for n in range(3, 15)])
    out += table("atanh", "(atanh(s)/s - 1 - z/3) / z² with z = s²: 1/5, 1/7, …", [1 / mpf(2 * n + 1) for n in range(2, 14)])
    out += table("sin", "(sin(r)/r - 1 + z/6) / z² with z = r²: 1/5!, -1/7!, …", [(-1) ** n / fact(2 * n + 1) for n in range(2, 10)])
    out += table("cos", "(cos(r) - 1 + z/2) / z² with z = r²: 1/4!, -1/6!, …", [(-1) ** n / fact(2 * n) for n in range(2, 10)])
    out += table("erf", "(erf(x)/x - 2/√π (1 - z/3)) / z² with z = x²: Taylor's series", [2 / mpmath.sqrt(mp.pi) * (-1) ** n / (fact(n) * (2 * n + 1)) for n in range(2, 21)])
    out += ["  /// (1 + 2x) · e^(x²) · erfc(x) in y = (x - 4) / (x + 4) for 0.5 ≤ x ≤ 28, to 2^-57 of its value,"]
    out += table("erfc", "without the first coefficient.", erfc[1:])
    out += [f"  static let erfcFirst = {pair(erfc[0])}", ""]
    out += ["  /// The first 1280 bits of 2/π, the most significant word first.", "  static let twoOverPi: [UInt64] = ["]
    out += [f"    0x{word:016x}," for word in words] + ["  ]", "}"]
    TARGET.write_text("\n".join(out) + "\n")


main()
