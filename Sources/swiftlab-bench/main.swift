import Bedrock
import Fuzzing

/// Says on standard error what is wrong, and ends with that status.
func complain(_ message: String, status: Int32) -> Never {
  StandardStream.error.write(Array("swiftlab-bench: error: \(VisibleText.line(message))\n".utf8))
  ThisProcess.exit(status)
}

/// Writes a line to standard output.
func say(_ line: String) { StandardStream.output.write(Array((line + "\n").utf8)) }

let words = Array(CommandLine.arguments.dropFirst())
if let status = FuzzCommand.work(words) { ThisProcess.exit(status) }
if words.first == "fuzz" {
  if words.contains("--help") {
    say(FuzzCommand.usage)
    ThisProcess.exit(0)
  }
  do {
    ThisProcess.exit(try FuzzCommand(Array(words.dropFirst())).run())
  } catch {
    complain("\(error)", status: 2)
  }
}

let arguments: BenchmarkArguments
do {
  arguments = try BenchmarkArguments(words)
} catch {
  complain("\(error)", status: 2)
}

if arguments.wantsHelp {
  say(BenchmarkArguments.usage)
  ThisProcess.exit(0)
}

do {
  var found: [Measurement] = []
  let model = try arguments.model.map { try ModelSubject(named: $0) }
  let busy = arguments.isBusy ? BusyThread() : nil
  defer { busy?.stop() }
  for benchmark in arguments.benchmarks {
    for threads in arguments.threads {
      let context = BenchmarkContext(
        threads: threads, files: arguments.files, model: model)
      let measurements = try benchmark.measure(context)
      if !arguments.json {
        for measurement in measurements { say(BenchmarkTable.row(measurement)) }
      }
      found += measurements
    }
  }
  if arguments.json { say(JSON.array(found.map(\.json)).serialized(pretty: true)) }
} catch {
  complain("\(error)", status: 1)
}
