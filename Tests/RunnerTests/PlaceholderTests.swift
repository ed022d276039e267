import Testing
@Test("placeholder") func placeholderRunner() {}
