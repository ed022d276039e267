"""Prints the polynomials of the functions at float width, as they stand in Float*.swift.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy mpmath==1.4.1
    /tmp/venv/bin/python Tests/BedrockTests/Fixtures/make_float_coefficients.py

Each is the polynomial of least weighted maximum error (Lawson's iteration), whose coefficients are
rounded to floats one after the other, from the lowest power, with the rest fitted again.
"""
import mpmath
import numpy as np
from mpmath import mpf

mpmath.mp.prec = 120


def lawson(x, f, w, start, degree):
    """Minimizes max |w (f - sum_{start..degree} c_k x^k)|."""
    a = np.stack([x**k for k in range(start, degree + 1)], axis=1)
    scale = np.abs(a).max(axis=0)
    a = a / scale
    weight = np.ones_like(x)
    best = None
    for _ in range(400):
        c = np.linalg.lstsq(a * (w * np.sqrt(weight))[:, None], f * w * np.sqrt(weight), rcond=None)[0]
        error = np.abs((f - a @ c) * w)
        if best is None or error.max() < best[0]:
            best = (error.max(), c / scale)
        weight *= error / error.max() + 1e-12
        weight /= weight.max()
    return best


def fit(name, f, weight, low, high, degree, fixed=()):
    """Fits f; f and the weight are functions of an mpf."""
    nodes = np.cos(np.pi * (np.arange(600) + 0.5) / 600)
    x = (low + high) / 2 + (high - low) / 2 * nodes
    values = np.array([float(f(mpf(float(v)))) for v in x])
    w = np.array([float(weight(mpf(float(v)))) for v in x])
    rounded = [np.float64(np.float32(c)) for c in fixed]
    rest = values - sum(c * x**k for k, c in enumerate(rounded))
    for k in range(len(rounded), degree + 1):
        c = np.float64(np.float32(lawson(x, rest, w, k, degree)[1][0]))
        rounded.append(c)
        rest = rest - c * x**k
    print(f"{name}: error 2^{np.log2(np.abs(rest * w).max()):.2f}")
    for k, c in reversed(list(enumerate(rounded))):
        mantissa, exponent = float(c).hex().split("p")
        mantissa = mantissa.rstrip("0").rstrip(".")
        print(f"    {mantissa}p{int(exponent)}  // x^{k}")


def guarded(f, series):
    """f, but the series' value where f cancels."""
    return lambda v: series(v) if abs(v) < mpf(2) ** -20 else f(v)


exp, log, sin, cos, erf, erfc = mpmath.exp, mpmath.log, mpmath.sin, mpmath.cos, mpmath.erf, mpmath.erfc
sqrt, pi = mpmath.sqrt, mpmath.pi

if __name__ == "__main__":
    h = 0.34668
    fit("exp: (e^r - 1 - r) / r^2", guarded(lambda r: (exp(r) - 1 - r) / r**2, lambda r: mpf(1) / 2 + r / 6),
        lambda r: r**2 / exp(r), -h, h, 4)
    fit("expm1 (weight r): (e^r - 1 - r) / r^2", guarded(lambda r: (exp(r) - 1 - r) / r**2, lambda r: mpf(1) / 2 + r / 6),
        lambda r: abs(r), -h, h, 5)
    for d in (6, 7, 8):
        fit(f"log: (ln(1 + f) - f) / f^2, degree {d}",
            guarded(lambda f: (log(1 + f) - f) / f**2, lambda f: -mpf(1) / 2 + f / 3),
            lambda f: abs(f**2 / log(1 + f)) if f else mpf(0), -0.29290, 0.41422, d)
    q = float(pi / 4) ** 2 * 1.02
    for d in (2, 3):
        fit(f"sin: (sin(r) / r - 1) / z, degree {d}",
            guarded(lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z, lambda z: -mpf(1) / 6 + z / 120), lambda z: z, 1e-12, q, d)
        fit(f"cos: (cos(r) - 1 + z / 2) / z^2, degree {d}",
            guarded(lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2, lambda z: mpf(1) / 24 - z / 720), lambda z: z**2, 1e-12, q, d)
    for d in (5, 6):
        fit(f"erf near zero: erf(x) / x - 1 in z = x^2, degree {d}", lambda z: erf(sqrt(z)) / sqrt(z) - 1, lambda z: 1 / (erf(sqrt(z)) / sqrt(z)), 1e-12, 1.0, d)
    for d in (6, 7, 8):
        fit(f"erf beyond: -ln(erfc(t)), degree {d}", lambda t: -log(erfc(t)), lambda t: erfc(t) / erf(t), 1.0, 4.0, d)
    tanh = mpmath.tanh
    for limit, d in ((0.625, 3), (0.625, 4), (0.75, 4), (0.55, 3)):
        fit(f"tanh near zero, up to {limit}: (tanh(x) / x - 1) / z in z = x^2, degree {d}",
            guarded(lambda z: (tanh(sqrt(z)) / sqrt(z) - 1) / z, lambda z: -mpf(1) / 3 + 2 * z / 15), lambda z: z / (tanh(sqrt(z)) / sqrt(z)), 1e-12, limit**2, d)
    for d in (4, 5):
        fit(f"exp with 1/2 fixed: (e^r - 1 - r) / r^2, degree {d}", guarded(lambda r: (exp(r) - 1 - r) / r**2, lambda r: mpf(1) / 2 + r / 6),
            lambda r: r**2 / exp(r), -h, h, d, fixed=())
