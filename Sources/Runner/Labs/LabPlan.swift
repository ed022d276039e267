import Bedrock

/// Which labs go to which of several machines.
///
/// Laws: every lab is in one share, labs that use each other are in the same one, and the shares are a
/// function of the labs' paths, their uses and costs.
struct LabPlan: Equatable {
  struct Share: Equatable {
    /// The labs' paths, in order.
    var labs: [String]
    /// What they cost, in milliseconds, as far as that is known.
    var milliseconds: Int
  }

  /// Shares without a lab stay, so that their numbers are those that were asked for.
  var shares: [Share]

  /// What a lab is taken to cost that was never measured.
  static let usualCost = 10

  /// - Parameters:
  ///   - groups: labs that must stay together.
  ///   - cost: of a lab, in milliseconds.
  init(groups: [[String]], count: Int, cost: (String) -> Int?) {
    shares = Array(repeating: Share(labs: [], milliseconds: 0), count: count)
    let weighed = groups.map { labs in
      (labs: labs, cost: labs.map { cost($0) ?? Self.usualCost }.reduce(0, +))
    }
    // The dearest first, each to the share that has least: within a third of the best split (Graham,
    // "Bounds on Multiprocessing Timing Anomalies", 1969).
    let ordered = weighed.sorted { first, second in
      first.cost != second.cost
        ? first.cost > second.cost
        : (first.labs.first ?? "").utf8.lexicographicallyPrecedes((second.labs.first ?? "").utf8)
    }
    for group in ordered {
      var least = 0
      for index in shares.indices where shares[index].milliseconds < shares[least].milliseconds {
        least = index
      }
      shares[least].labs += group.labs
      shares[least].milliseconds += group.cost
    }
    for index in shares.indices {
      shares[index].labs.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  private init(shares: [Share]) { self.shares = shares }
}

extension LabPlan {
  /// For tools: GitHub takes it as the matrix of a job. A share without a lab is left out there.
  var json: JSON {
    let entries = shares.enumerated().filter { !$0.element.labs.isEmpty }.map { index, share in
      JSON.object([
        ("shard", .string("\(index + 1)/\(shares.count)")),
        ("milliseconds", .integer(share.milliseconds)),
        ("labs", .array(share.labs.map(JSON.string))),
      ])
    }
    return .object([("shards", .integer(shares.count)), ("include", .array(entries))])
  }

  /// A plan as `json` wrote it; `nil` for what is none.
  init?(_ bytes: [UInt8]) {
    guard let json = try? JSON(parsing: bytes), let count = json["shards"]?.intValue,
      (1...CountLimit.most).contains(count), let entries = json["include"]?.arrayValue
    else { return nil }
    var shares = Array(repeating: Share(labs: [], milliseconds: 0), count: count)
    for entry in entries {
      guard let shard = entry["shard"]?.stringValue, let labs = entry["labs"]?.arrayValue,
        let index = (1...count).first(where: { "\($0)/\(count)" == shard })
      else { return nil }
      shares[index - 1].labs = labs.compactMap(\.stringValue)
      shares[index - 1].milliseconds = entry["milliseconds"]?.intValue ?? 0
    }
    self.init(shares: shares)
  }

  /// The share that a lab is in, from 0; one that came after the plan was made is in the first.
  func share(of lab: String) -> Int { shares.firstIndex { $0.labs.contains(lab) } ?? 0 }
}
