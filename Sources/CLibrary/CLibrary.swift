// The one place that imports the C library, whatever it is called on a platform.
//
// Only `Bedrock` may import this module: what stands on the C library elsewhere would escape the one
// door to the file system, and a function of its mathematics would make reports differ.
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Darwin)
  @_exported import Darwin
#endif
