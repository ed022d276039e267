import Bedrock

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Says on standard error what is wrong, and ends with that status.
func complain(_ message: String, status: Int32) -> Never {
  let bytes = Array("swiftlab-bench: error: \(message)\n".utf8)
  _ = write(2, bytes, bytes.count)
  exit(status)
}

let arguments: BenchmarkArguments
do {
  arguments = try BenchmarkArguments(Array(CommandLine.arguments.dropFirst()))
} catch {
  complain("\(error)", status: 2)
}

if arguments.wantsHelp {
  print(BenchmarkArguments.usage)
  exit(0)
}

do {
  var found: [Measurement] = []
  for benchmark in arguments.benchmarks {
    for threads in arguments.threads {
      let context = BenchmarkContext(threads: threads, files: arguments.files)
      let measurements = try benchmark.measure(context)
      if !arguments.json {
        for measurement in measurements { print(BenchmarkTable.row(measurement)) }
      }
      fflush(nil)
      found += measurements
    }
  }
  if arguments.json { print(JSON.array(found.map(\.json)).serialized(pretty: true)) }
} catch {
  complain("\(error)", status: 1)
}
