import Bedrock
import Engine
import Numerics
import Runner

/// The recipe of the shipped model, and what it has learned.
extension ModelCommand {
  func train(_ subject: String) throws -> CommandLineTool.ExitStatus {
    guard subject == "tinyworld" else {
      throw UsageError.unknown("recipe", subject, among: ["tinyworld"])
    }
    guard let output = arguments.value("--output") else {
      throw UsageError("'model train tinyworld' needs '--output FILE'")
    }
    let recipe = TinyWorldRecipe.shipped
    say("tinyworld: drawing \(recipe.documents) documents, training the vocabulary")
    let meter = StepMeter()
    let bytes = try recipe.make { progress in
      if let line = meter.line(progress) { say(line) }
      return true
    }
    guard let bytes else { return .failure }
    try AtomicFile.write(bytes, to: workspace.absolute(output), shownAs: output)
    let hash = SHA256.hash(bytes).hex
    print("\(output): \(bytes.count) bytes, SHA-256 \(hash)")
    guard hash != TinyWorldRecipe.shippedSHA256 else {
      print("the same as the shipped model, bit for bit")
      return .success
    }
    print("not the shipped model's, which is \(TinyWorldRecipe.shippedSHA256)")
    return .failure
  }

  /// A table of what the model knows of each phenomenon, on items that training never showed.
  func evaluate(_ subject: String) throws -> CommandLineTool.ExitStatus {
    let evaluation = TinyWorldEvaluation(try model(subject).load())
    let entropy = try evaluation.entropy(of: TinyWorld.validation(seed: 9, documents: 500))
    print(
      "perplexity \(NumberText.fixed(entropy.perplexity, decimals: 3)), the world's own "
        + NumberText.fixed(entropy.floor, decimals: 3))
    for probe in TinyWorld.probes {
      let accuracy = try evaluation.accuracy(of: probe, items: 200)
      let name = probe.name + String(repeating: " ", count: max(1, 15 - probe.name.utf8.count))
      print(
        name + "\(accuracy.right) of \(accuracy.items), by chance "
          + NumberText.fixed(accuracy.expectedByChance, decimals: 0))
    }
    return .success
  }

  private func say(_ line: String) { console.printError(line + "\n") }
}

/// When a training says how far it has come.
private final class StepMeter {
  private let clock = ContinuousClock()
  private let start = ContinuousClock.now
  private var next = ContinuousClock.now

  /// A line about every ten seconds, and at the end.
  func line(_ progress: TrainingProgress) -> String? {
    guard clock.now >= next || progress.step == progress.steps else { return nil }
    next = clock.now + .seconds(10)
    let seconds = (clock.now - start).components.seconds
    return "step \(progress.step) of \(progress.steps), loss "
      + NumberText.fixed(Double(progress.loss), decimals: 3) + ", \(seconds) s"
  }
}
