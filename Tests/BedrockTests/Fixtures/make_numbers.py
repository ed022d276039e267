"""Makes numbers.txt: numbers as text, from Python's exact formatting and NumPy's shortest floats.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy
    /tmp/venv/bin/python Tests/BedrockTests/Fixtures/make_numbers.py

A line is: format, bits of the double (or the float, for `float`) in hexadecimal, expected text.
Python prints negative zeros; ours does not, so the sign of a text without a digit 1-9 is dropped.
"""
import decimal
import pathlib
import random
import re
import struct

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
generator = random.Random(3)


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def from_bits(b):
    return struct.unpack("<d", struct.pack("<Q", b))[0]


def unsigned_zero(text):
    return text.lstrip("-+") if not re.search("[1-9]", text.split("e")[0]) else text


def percent(x, decimals):
    with decimal.localcontext() as context:
        context.prec = 2000
        return f"{decimal.Decimal(x) * 100:.{decimals}f}%"


def shortest(digits, exponent, negative):
    """Digits d.ddd… · 10^exponent in the form that NumberText.shortest documents."""
    digits = digits.rstrip("0")
    if -4 <= exponent < 16:
        if exponent < 0:
            text = "0." + "0" * (-exponent - 1) + digits
        elif len(digits) <= exponent + 1:
            text = digits + "0" * (exponent + 1 - len(digits))
        else:
            text = digits[: exponent + 1] + "." + digits[exponent + 1:]
    else:
        text = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        text += f"e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
    return ("-" if negative else "") + text


def of_scientific(text):
    mantissa, exponent = text.lstrip("-").split("e")
    return shortest(mantissa.replace(".", ""), int(exponent), text[0] == "-")


def short_double(x):
    return of_scientific(np.format_float_scientific(np.float64(x), unique=True, trim="-"))


def short_float(x):
    return of_scientific(np.format_float_scientific(np.float32(x), unique=True, trim="-"))


def doubles():
    out = [0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 1e15, 1e16, 1e17, 1e22, 1e23, 123456.5, 0.0001, 0.00001, 5e-324, 2.0**-1022,
           1.7976931348623157e308, 2.0**53, 2.0**53 + 2, 2.0**63, 2.0**64, 9.5, 99.5, 999999.5, 0.05, 0.15, 0.25, 0.35, 1 / 3,
           2 / 3, 0.1, 0.2, 0.3, 9.999, 0.9999999, 1e-7, 123456789012345680.0, 4.35, 1.005, 2.675, 1e21, 1e100, 1e-100]
    out += [generator.uniform(-10, 10) for _ in range(60)]
    out += [generator.randint(-10**6, 10**6) / 2.0 ** generator.randint(0, 20) for _ in range(60)]
    out += [from_bits(generator.getrandbits(64) & 0xFFEFFFFFFFFFFFFF) for _ in range(60)]
    out += [generator.uniform(0, 1) * 10.0 ** generator.randint(-12, 18) for _ in range(60)]
    return out + [-x for x in out[:20]]


def main():
    lines = []

    def add(kind, pattern, text):
        lines.append(f"{kind} {pattern} {unsigned_zero(text)}")

    for x in doubles():
        pattern = f"{bits(x):016x}"
        for decimals in (0, 1, 2, 3, generator.randint(4, 20), generator.randint(20, 60)):
            add(f".{decimals}f", pattern, f"{x:.{decimals}f}")
        for decimals in (0, 2, generator.randint(3, 30)):
            add(f".{decimals}e", pattern, f"{x:.{decimals}e}")
        for digits in (1, 4, generator.randint(2, 25)):
            add(f".{digits}g", pattern, f"{x:.{digits}g}")
        add(".1%", pattern, percent(x, 1))
        add(",.2f", pattern, f"{x:,.2f}")
        add("+.3f", pattern, f"{x:+.3f}")
        if x:
            add("double", pattern, short_double(x))
    for x in (5e-324, 1.7976931348623157e308, 1.5e-310):
        add(".1074f", f"{bits(x):016x}", f"{x:.1074f}")
        add(".1100e", f"{bits(x):016x}", f"{x:.1100e}")
    for _ in range(400):
        b = generator.getrandbits(32) & 0xFF7FFFFF if generator.random() < 0.5 else int(np.float32(generator.uniform(-99, 99)).view(np.uint32))
        x = np.uint32(b).view(np.float32)
        if x:
            add("float", f"{b:08x}", short_float(x))
    (HERE / "numbers.txt").write_text("\n".join(lines) + "\n")


main()
