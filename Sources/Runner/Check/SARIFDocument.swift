import Bedrock

/// What a check found as SARIF 2.1.0 (OASIS), which code scanning tools read.
enum SARIFDocument {
  static func text(of findings: [CheckFindings.Finding]) -> String {
    let rules = CheckFindings.Finding.Kind.allCases
    return JSON.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", .string("2.1.0")),
      (
        "runs",
        .array([
          .object([
            (
              "tool",
              .object([
                (
                  "driver",
                  .object([
                    ("name", .string("swiftlab")), ("version", .string(Product.version)),
                    ("rules", .array(rules.map(rule))),
                  ])
                )
              ])
            ),
            ("columnKind", .string("unicodeCodePoints")),
            ("results", .array(findings.map(result))),
          ])
        ])
      ),
    ]).serialized(pretty: true) + "\n"
  }

  private static func rule(_ kind: CheckFindings.Finding.Kind) -> JSON {
    .object([
      ("id", .string(kind.rawValue)),
      ("shortDescription", .object([("text", .string(kind.title))])),
    ])
  }

  private static func result(_ finding: CheckFindings.Finding) -> JSON {
    var region: [(String, JSON)] = [
      ("startLine", .integer(finding.line)), ("startColumn", .integer(finding.column)),
    ]
    if let line = finding.endLine, let column = finding.endColumn {
      region += [("endLine", .integer(line)), ("endColumn", .integer(column))]
    }
    let location: JSON = .object([
      (
        "physicalLocation",
        .object([
          ("artifactLocation", .object([("uri", .string(uri(finding.path)))])),
          ("region", .object(region)),
        ])
      )
    ])
    return .object([
      ("ruleId", .string(finding.kind.rawValue)),
      ("level", .string(finding.kind == .warning ? "warning" : "error")),
      ("message", .object([("text", .string(finding.message))])),
      ("locations", .array([location])),
    ])
  }

  /// A path as a reference: of its bytes, those that a path may hold as they are.
  private static func uri(_ path: String) -> String {
    var text = ""
    for scalar in PercentEncoding.encoded(path: path).unicodeScalars {
      if scalar.isASCII {
        text.unicodeScalars.append(scalar)
      } else {
        for byte in String(scalar).utf8 {
          text += "%" + String(byte, radix: 16, uppercase: true)
        }
      }
    }
    return text
  }
}
