import Testing
@Test("placeholder") func placeholderDirectives() {}
