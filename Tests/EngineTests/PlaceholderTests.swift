import Testing
@Test("placeholder") func placeholderEngine() {}
