import Bedrock
import Testing

@Suite("Half and brain floats")
struct HalfFloatTests {
  @Test("every half is decoded as its definition says, and encoded back")
  func allHalves() {
    for half in UInt16(0)...UInt16.max {
      let sign: Float = half & 0x8000 == 0 ? 1 : -1
      let exponent = Int(half >> 10 & 31)
      let fraction = Float(half & 1023) / 1024
      let value = HalfFloat.decode(half)
      if exponent == 31 {
        #expect(
          fraction == 0 ? value == sign * .infinity : value.bitPattern == Float.nan.bitPattern)
        #expect(HalfFloat.encode(value) == (fraction == 0 ? half : 0x7E00))
      } else {
        let expected =
          exponent == 0
          ? sign * fraction * 0x1p-14
          : sign * (1 + fraction) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
        #expect(value.bitPattern == expected.bitPattern)
        #expect(HalfFloat.encode(value) == half)
      }
    }
  }

  @Test("between two halves the nearer is taken, halfway the even one")
  func rounding() {
    for half in UInt16(0)..<0x7C00 {
      let (low, high) = (
        HalfFloat.decode(half), half == 0x7BFF ? 65536 : HalfFloat.decode(half + 1)
      )
      let middle = (low + high) / 2
      #expect(HalfFloat.encode(middle) == half + (half & 1))
      #expect(HalfFloat.encode(middle.nextDown) == half)
      #expect(HalfFloat.encode(middle.nextUp) == half + 1)
      #expect(HalfFloat.encode(-middle.nextUp) == (half + 1) | 0x8000)
    }
    #expect(HalfFloat.encode(.greatestFiniteMagnitude) == 0x7C00)
    #expect(HalfFloat.encode(.leastNonzeroMagnitude) == 0 && HalfFloat.encode(-0.0) == 0x8000)
    #expect(
      HalfFloat.encode(-.nan) == 0x7E00
        && HalfFloat.encode(Float(bitPattern: 0x7F80_0001)) == 0x7E00)
  }

  @Test("a brain float is the upper half of a float, rounded to nearest even")
  func brain() {
    for brain in UInt16(0)...UInt16.max {
      let value = BrainFloat.decode(brain)
      let isNaN = brain & 0x7FFF > 0x7F80
      #expect(value.bitPattern == (isNaN ? 0x7FC0_0000 : UInt32(brain) << 16))
      #expect(BrainFloat.encode(value) == (isNaN ? 0x7FC0 : brain))
      guard brain & 0x7FFF < 0x7F80 else { continue }
      let bits = UInt32(brain) << 16
      #expect(BrainFloat.encode(Float(bitPattern: bits | 0x7FFF)) == brain)
      #expect(BrainFloat.encode(Float(bitPattern: bits | 0x8000)) == brain + (brain & 1))
      #expect(BrainFloat.encode(Float(bitPattern: bits | 0x8001)) == brain + 1)
    }
    #expect(BrainFloat.encode(.greatestFiniteMagnitude) == 0x7F80)
  }
}
