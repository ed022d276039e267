import Bedrock

/// What a directive's result depends on, apart from the program and the files that it reads.
///
/// Two calls with one key give one result. What only changes the drawing (width, charset, caption,
/// label) and where the call stands are not part of it. Results that the call reads are in it through
/// the parameters' fingerprints, and so are `--set` and the front matter's parameters.
struct CallKey: Sendable {
  var verb: String
  /// Each parameter's effective value, defaults included.
  var parameters: [(name: String, value: JSON)]
  /// What the random stream is made of: the seed, the result's name and how often it drew before.
  var seed: Int
  var name: String
  var occurrence: Int

  var digest: SHA256.Digest {
    var writer = ByteWriter()
    writer.put("swiftlab call 1")
    writer.put(verb)
    writer.put(parameters.count)
    for (name, value) in parameters {
      writer.put(name)
      Self.put(value, to: &writer)
    }
    writer.put(seed)
    writer.put(name)
    writer.put(occurrence)
    return ContentHash.hash(writer.bytes)
  }

  /// A fingerprint to the bit: as JSON text, NaN and the infinities would be one.
  private static func put(_ json: JSON, to writer: inout ByteWriter) {
    switch json {
    case .null: writer.put(UInt8(0))
    case .bool(let flag):
      writer.put(UInt8(1))
      writer.put(flag)
    case .integer(let value):
      writer.put(UInt8(2))
      writer.put(value)
    case .double(let value):
      writer.put(UInt8(3))
      writer.put(value)
    case .float(let value):
      writer.put(UInt8(4))
      writer.put(value)
    case .string(let text):
      writer.put(UInt8(5))
      writer.put(text)
    case .array(let elements):
      writer.put(UInt8(6))
      writer.put(elements.count)
      for element in elements { put(element, to: &writer) }
    case .object(let object):
      writer.put(UInt8(7))
      writer.put(object.count)
      for member in object.members {
        writer.put(member.key)
        put(member.value, to: &writer)
      }
    }
  }
}
