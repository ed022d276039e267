/// What is done with an activation whose function is known when it is compiled.
protocol ActivationKernel {
  associatedtype Result
  func run<F: ActivationFunction>(_ function: F.Type) -> Result
}

extension Activation {
  /// Runs a kernel with this activation's function.
  func run<Kernel: ActivationKernel>(_ kernel: Kernel) -> Kernel.Result {
    switch self {
    case .relu: kernel.run(ReLU.self)
    case .geluTanh: kernel.run(GELUTanh.self)
    case .geluErf: kernel.run(GELUErf.self)
    case .silu: kernel.run(SiLU.self)
    case .sigmoid: kernel.run(Sigmoid.self)
    case .tanh: kernel.run(Tanh.self)
    }
  }
}

extension ActivationKernel {
  /// Calls `body` with parts of a range and the cores of the arguments in them, which stay in the
  /// nearest cache.
  @inline(__always)
  func withCores<F: ActivationFunction>(
    _: F.Type, _ x: UnsafePointer<Float>, _ range: Range<Int>,
    _ body: (Range<Int>, UnsafePointer<Float>) -> Void
  ) {
    let size = 512
    ThreadContext.current.withScratch(size) { cores in
      var first = range.lowerBound
      while first < range.upperBound {
        let part = first..<min(first &+ size, range.upperBound)
        fillCores(F.self, x + first, part.count, into: cores)
        // Numbered like the arguments.
        body(part, cores - first)
        first = part.upperBound
      }
    }
  }
}

@inline(never)
func fillCores<F: ActivationFunction>(
  _: F.Type, _ x: UnsafePointer<Float>, _ count: Int, into cores: UnsafeMutablePointer<Float>
) {
  Lanewise.map(x, into: cores, 0..<count) { F.core($0) }
}

/// One number's value and derivative.
struct ActivationOfOne: ActivationKernel {
  let x: Float

  func run<F: ActivationFunction>(_: F.Type) -> (value: Float, derivative: Float) {
    let lanes = Lanes(repeating: x)
    let core = F.core(lanes)
    return (F.value(lanes, core: core)[0], F.derivative(lanes, core: core)[0])
  }
}

/// `y ← f(x)`
struct ActivationForward: ActivationKernel {
  let x: UnsafePointer<Float>
  let y: UnsafeMutablePointer<Float>
  let count: Int
  let pool: WorkerPool

  func run<F: ActivationFunction>(_: F.Type) {
    pool.forEachRange(count, cost: 4, multiple: 16) { range in
      withCores(F.self, x, range) { part, cores in
        Lanewise.map(x, cores, into: y, part) { F.value($0, core: $1) }
      }
    }
  }
}

/// `dx ← g f′(x)`
struct ActivationBackward: ActivationKernel {
  let x: UnsafePointer<Float>
  let g: UnsafePointer<Float>
  let dx: UnsafeMutablePointer<Float>
  let count: Int
  let pool: WorkerPool

  func run<F: ActivationFunction>(_: F.Type) {
    pool.forEachRange(count, cost: 5, multiple: 16) { range in
      withCores(F.self, x, range) { part, cores in
        Lanewise.map(x, cores, g, into: dx, part) { F.derivative($0, core: $1) * $2 }
      }
    }
  }
}

/// `y ← f(x) u`
struct GatingForward: ActivationKernel {
  let x: UnsafePointer<Float>
  let u: UnsafePointer<Float>
  let y: UnsafeMutablePointer<Float>
  let count: Int
  let pool: WorkerPool

  func run<F: ActivationFunction>(_: F.Type) {
    pool.forEachRange(count, cost: 5, multiple: 16) { range in
      withCores(F.self, x, range) { part, cores in
        Lanewise.map(x, cores, u, into: y, part) { F.value($0, core: $1) * $2 }
      }
    }
  }
}

/// `dx ← g u f′(x)`, `du ← g f(x)`
struct GatingBackward: ActivationKernel {
  let x: UnsafePointer<Float>
  let u: UnsafePointer<Float>
  let g: UnsafePointer<Float>
  let dx: UnsafeMutablePointer<Float>
  let du: UnsafeMutablePointer<Float>
  let count: Int
  let pool: WorkerPool

  func run<F: ActivationFunction>(_: F.Type) {
    pool.forEachRange(count, cost: 8, multiple: 16) { range in
      withCores(F.self, x, range) { part, cores in
        Lanewise.map(g, u, into: dx, part) { $0 * $1 }
        Lanewise.map(x, cores, dx, into: dx, part) { $2 * F.derivative($0, core: $1) }
        Lanewise.map(x, cores, g, into: du, part) { $2 * F.value($0, core: $1) }
      }
    }
  }
}
