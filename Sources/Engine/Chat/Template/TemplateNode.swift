/// An expression of a template, with its line.
indirect enum TemplateExpression {
  case literal(TemplateValue)
  case name(String)
  case list([Node])
  case mapping([(key: Node, value: Node)])
  case attribute(Node, String)
  case index(Node, Node)
  case slice(Node, Node?, Node?, Node?)
  case call(Node, Arguments)
  case filter(Node, String, Arguments)
  case test(Node, String, Arguments, isNegated: Bool)
  case unary(String, Node)
  case binary(String, Node, Node)
  case comparison(Node, [(operation: String, value: Node)])
  case conditional(Node, condition: Node, otherwise: Node?)

  struct Node {
    let expression: TemplateExpression
    let line: Int
  }

  struct Arguments {
    var positional: [Node] = []
    var named: [(name: String, value: Node)] = []
  }
}

/// A statement of a template.
indirect enum TemplateStatement {
  case text(String)
  case print(TemplateExpression.Node)
  case condition([(condition: TemplateExpression.Node?, body: [TemplateStatement])])
  case loop(TemplateLoop)
  case set(target: TemplateTarget, TemplateExpression.Node)
  /// A name becomes the text of a body.
  case capture(name: String, filter: [(String, TemplateExpression.Arguments)], [TemplateStatement])
  case macro(TemplateMacro)
  case filtered(String, TemplateExpression.Arguments, [TemplateStatement], line: Int)
  /// A body as it stands (`generation`).
  case group([TemplateStatement])
  case stop(TemplateStop)
}

/// What ends a turn of a loop early.
enum TemplateStop { case leave, next }

/// What a value is given to.
enum TemplateTarget {
  case names([String])
  /// A member of a namespace.
  case member(String, String, line: Int)
}

struct TemplateLoop {
  let names: [String]
  let over: TemplateExpression.Node
  let condition: TemplateExpression.Node?
  let body: [TemplateStatement]
  let otherwise: [TemplateStatement]
}

struct TemplateMacro {
  let name: String
  let parameters: [(name: String, value: TemplateExpression.Node?)]
  let body: [TemplateStatement]
}
