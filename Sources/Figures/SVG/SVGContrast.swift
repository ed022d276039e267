import Bedrock

/// Which of two texts is easier to read on a colour (Web Content Accessibility Guidelines 2.2).
package enum SVGContrast {
  private static let dark = "#0d1117"
  private static let light = "#ffffff"

  static func text(on colour: String) -> String {
    ratio(dark, colour) >= ratio(light, colour) ? dark : light
  }

  /// The contrast of two colours such as `#1f2328`, 1 to 21.
  package static func ratio(_ a: String, _ b: String) -> Double {
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  private static func luminance(_ colour: String) -> Double {
    let digits = colour.utf8.dropFirst()
    let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
    let parts = [value >> 16, value >> 8, value].map { linear(Double($0 & 255) / 255) }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private static func linear(_ part: Double) -> Double {
    part <= 0.04045 ? part / 12.92 : Elementary.pow((part + 0.055) / 1.055, 2.4)
  }
}
