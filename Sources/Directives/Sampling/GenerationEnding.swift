import Engine

extension Generation.Ending {
  /// What a sentence says behind the number of tokens written.
  var inWords: String {
    switch self {
    case .length, .cancelled: "as many as were asked for"
    case .stop: "then the model ended the text"
    case .context: "then its context was full"
    }
  }
}
