/// The commands of LaTeX that stand for one symbol or name.
enum MathSymbols {
  /// Letters, by command.
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν",
    "xi": "ξ", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς",
    "tau": "τ",
    "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "partial": "∂", "nabla": "∇", "ell": "ℓ",
    "hbar": "ℏ",
    "Re": "ℜ", "Im": "ℑ", "emptyset": "∅", "top": "⊤", "bot": "⊥", "angle": "∠", "imath": "ı",
    "jmath": "ȷ",
  ]

  /// Operators and relations, by command.
  static let operators: [String: String] = [
    "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆",
    "circ": "∘",
    "bullet": "∙", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "ominus": "⊖", "le": "≤", "leq": "≤",
    "ge": "≥",
    "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅",
    "equiv": "≡",
    "propto": "∝", "ll": "≪", "gg": "≫", "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂",
    "subseteq": "⊆",
    "supset": "⊃", "supseteq": "⊇", "cup": "∪", "cap": "∩", "setminus": "∖", "land": "∧",
    "wedge": "∧",
    "lor": "∨", "vee": "∨", "neg": "¬", "lnot": "¬", "forall": "∀", "exists": "∃", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒",
    "Leftarrow": "⇐", "Leftrightarrow": "⇔", "implies": "⟹", "iff": "⟺", "mapsto": "↦",
    "uparrow": "↑",
    "downarrow": "↓", "mid": "∣", "parallel": "∥", "perp": "⊥", "ldots": "…", "dots": "…",
    "cdots": "⋯",
    "vdots": "⋮", "ddots": "⋱", "colon": ":", "prime": "′", "{": "{", "}": "}", "|": "‖", "%": "%",
    "$": "$",
    "#": "#", "&": "&", "_": "_", "lbrace": "{", "rbrace": "}", "langle": "⟨", "rangle": "⟩",
    "lfloor": "⌊",
    "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lvert": "|", "rvert": "|", "lVert": "‖",
    "rVert": "‖",
    "vert": "|", "Vert": "‖", "coloneqq": "≔", "backslash": "\\",
  ]

  /// Operators whose limits stand above and below them in a formula of its own.
  static let large: [String: String] = [
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁",
    "bigotimes": "⨂",
  ]

  static let integrals: [String: String] = ["int": "∫", "iint": "∬", "oint": "∮"]

  /// Functions that are written upright.
  static let functions: Set<String> = [
    "exp", "log", "ln", "sin", "cos", "tan", "tanh", "sinh", "cosh", "arcsin", "arccos", "arctan",
    "deg",
    "det", "dim", "hom", "ker", "gcd", "Pr", "arg",
  ]

  /// Functions whose limits stand below them in a formula of its own.
  static let limits: Set<String> = [
    "lim", "max", "min", "sup", "inf", "argmax", "argmin", "limsup", "liminf",
  ]

  /// Accents, and the marks that they are.
  static let accents: [String: String] = [
    "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "widetilde": "~",
    "vec": "→",
    "dot": "˙", "ddot": "¨", "check": "ˇ",
  ]

  /// Spaces, in ems.
  static let spaces: [String: String] = [
    ",": "0.167em", ":": "0.222em", ">": "0.222em", ";": "0.278em", "!": "-0.167em", " ": "0.333em",
    "quad": "1em", "qquad": "2em", "thinspace": "0.167em",
  ]

  /// Faces of letters, by command.
  static let faces: [String: String] = [
    "mathrm": "normal", "mathbf": "bold", "boldsymbol": "bold-italic", "bm": "bold-italic",
    "mathit": "italic", "mathsf": "sans-serif", "mathtt": "monospace", "mathbb": "double-struck",
    "mathcal": "script", "operatorname": "normal",
  ]

  /// Environments that are matrices, and the brackets around them.
  static let matrices: [String: (open: String, close: String)] = [
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "cases": ("{", ""), "aligned": ("", ""),
    "align": ("", ""),
    "align*": ("", ""), "gathered": ("", ""),
  ]
}
