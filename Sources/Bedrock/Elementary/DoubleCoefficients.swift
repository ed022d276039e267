// swift-format-ignore-file
// Made by Tests/BedrockTests/Fixtures/make_coefficients.py; do not edit.

/// Constants and polynomials of the functions at double width, highest power first.
enum DoubleCoefficients {
  static let ln2 = Pair(hi: 0x1.62e42fefa39efp-1, lo: 0x1.abc9e3b39803fp-56)
  /// ln 2 to 42 bits, whose product with an exponent is exact, and the rest.
  static let ln2High = 0x1.62e42fefa38p-1
  static let ln2Low = 0x1.ef35793c7673p-45
  static let log2e = Pair(hi: 0x1.71547652b82fep0, lo: 0x1.777d0ffda0d24p-56)
  static let log10e = Pair(hi: 0x1.bcb7b1526e50ep-2, lo: 0x1.95355baaafad3p-57)
  static let third = Pair(hi: 0x1.5555555555555p-2, lo: 0x1.5555555555555p-56)
  static let sixth = Pair(hi: 0x1.5555555555555p-3, lo: 0x1.5555555555555p-57)
  /// The first two coefficients of erf(x)/x in x².
  static let erfSecond = Pair(hi: -0x1.812746b0379e7p-2, lo: 0x1.ee12e49cab7p-57)
  static let twoOverRootPi = Pair(hi: 0x1.20dd750429b6dp0, lo: 0x1.1ae3a914fed8p-56)
  /// π/2 in three parts of 53 bits.
  static let halfPi = Pair(hi: 0x1.921fb54442d18p0, lo: 0x1.1a62633145c07p-54)
  static let halfPiRest = -0x1.f1976b7ed8fbcp-110

  /// (e^r - 1 - r - r²/2) / r³: 1/3!, 1/4!, …
  static let exp: [Double] = [
    0x1.93974a8c07c9dp-37,
    0x1.6124613a86d09p-33,
    0x1.1eed8eff8d898p-29,
    0x1.ae64567f544e4p-26,
    0x1.27e4fb7789f5cp-22,
    0x1.71de3a556c734p-19,
    0x1.a01a01a01a01ap-16,
    0x1.a01a01a01a01ap-13,
    0x1.6c16c16c16c17p-10,
    0x1.1111111111111p-7,
    0x1.5555555555555p-5,
    0x1.5555555555555p-3,
  ]

  /// (atanh(s)/s - 1 - z/3) / z² with z = s²: 1/5, 1/7, …
  static let atanh: [Double] = [
    0x1.2f684bda12f68p-5,
    0x1.47ae147ae147bp-5,
    0x1.642c8590b2164p-5,
    0x1.8618618618618p-5,
    0x1.af286bca1af28p-5,
    0x1.e1e1e1e1e1e1ep-5,
    0x1.1111111111111p-4,
    0x1.3b13b13b13b14p-4,
    0x1.745d1745d1746p-4,
    0x1.c71c71c71c71cp-4,
    0x1.2492492492492p-3,
    0x1.999999999999ap-3,
  ]

  /// (sin(r)/r - 1 + z/6) / z² with z = r²: 1/5!, -1/7!, …
  static let sin: [Double] = [
    -0x1.2f49b46814157p-57,
    0x1.952c77030ad4ap-49,
    -0x1.ae7f3e733b81fp-41,
    0x1.6124613a86d09p-33,
    -0x1.ae64567f544e4p-26,
    0x1.71de3a556c734p-19,
    -0x1.a01a01a01a01ap-13,
    0x1.1111111111111p-7,
  ]

  /// (cos(r) - 1 + z/2) / z² with z = r²: 1/4!, -1/6!, …
  static let cos: [Double] = [
    -0x1.6827863b97d97p-53,
    0x1.ae7f3e733b81fp-45,
    -0x1.93974a8c07c9dp-37,
    0x1.1eed8eff8d898p-29,
    -0x1.27e4fb7789f5cp-22,
    0x1.a01a01a01a01ap-16,
    -0x1.6c16c16c16c17p-10,
    0x1.5555555555555p-5,
  ]

  /// (erf(x)/x - 2/√π (1 - z/3)) / z² with z = x²: Taylor's series
  static let erf: [Double] = [
    0x1.ab5cc31489f29p-67,
    -0x1.18cc8a061c479p-62,
    0x1.5f7919bc67b8cp-58,
    -0x1.a2007af3447f6p-54,
    0x1.d70b3537f4765p-50,
    -0x1.f56f071a885cfp-46,
    0x1.f683ae4a97007p-42,
    -0x1.d8453cb0c46eap-38,
    0x1.9e6ad5e55a73p-34,
    -0x1.51d7181c5d36dp-30,
    0x1.fcc5720624c1cp-27,
    -0x1.5f742ec43e71ap-23,
    0x1.b9e6c9dc651a3p-20,
    -0x1.f4d25c3e0c2ebp-17,
    0x1.f9a326f9b89b7p-14,
    -0x1.c02db40040b86p-11,
    0x1.565bcd0e6a53fp-8,
    -0x1.b82ce31288b51p-6,
    0x1.ce2f21a042be2p-4,
  ]

  /// (1 + 2x) · e^(x²) · erfc(x) in y = (x - 4) / (x + 4) for 0.5 ≤ x ≤ 28, to 2^-57 of its value,
  /// without the first coefficient.
  static let erfc: [Double] = [
    -0x1.6d274501184bp-32,
    0x1.7a2118b1ff936p-30,
    0x1.e71e03f98d911p-29,
    -0x1.e908c9c2a1a03p-27,
    -0x1.703f9db324477p-26,
    0x1.d801e20deaa97p-24,
    0x1.519dc1ca036edp-24,
    -0x1.baebd2a350359p-21,
    0x1.3882c9249bf24p-22,
    0x1.7f25fab6d64b8p-18,
    -0x1.7881e1b6cf4f1p-17,
    -0x1.995908b23ed69p-16,
    0x1.3be033d992e2dp-13,
    -0x1.a1df2700afd1cp-13,
    -0x1.8d4a99978ed3cp-11,
    0x1.49c67287cd6bfp-8,
    -0x1.09623885458bep-6,
    0x1.3079edf67eac9p-5,
    -0x1.0fb06dfe48b83p-4,
    0x1.7fee004e12699p-4,
    -0x1.9ddb23c3e9102p-4,
    0x1.16ecefcfa538fp-4,
    0x1.f7f5df66fd7bdp-7,
    -0x1.1df1ad154a28ep-3,
  ]

  static let erfcFirst = Pair(hi: 0x1.3ba5916e9fd7fp0, lo: -0x1.aa89e25522592p-55)

  /// The first 1280 bits of 2/π, the most significant word first.
  static let twoOverPi: [UInt64] = [
    0xa2f9836e4e441529,
    0xfc2757d1f534ddc0,
    0xdb6295993c439041,
    0xfe5163abdebbc561,
    0xb7246e3a424dd2e0,
    0x06492eea09d1921c,
    0xfe1deb1cb129a73e,
    0xe88235f52ebb4484,
    0xe99c7026b45f7e41,
    0x3991d639835339f4,
    0x9c845f8bbdf9283b,
    0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f,
    0x6d367ecf27cb09b7,
    0x4f463f669e5fea2d,
    0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea,
    0x6bfb5fb11f8d5d08,
    0x56033046fc7b6bab,
    0xf0cfbc209af4361d,
  ]
}
