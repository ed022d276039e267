import Bedrock

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

func complain(_ message: String) -> Never {
  fputs("swiftlab-bench: error: \(message)\n", stderr)
  exit(2)
}

let arguments: BenchmarkArguments
do {
  arguments = try BenchmarkArguments(Array(CommandLine.arguments.dropFirst()))
} catch {
  complain("\(error)")
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
      if !arguments.json { measurements.forEach { print(BenchmarkTable.row($0)) } }
      fflush(stdout)
      found += measurements
    }
  }
  if arguments.json { print(JSON.array(found.map(\.json)).serialized(pretty: true)) }
} catch {
  fputs("swiftlab-bench: error: \(error)\n", stderr)
  exit(1)
}
