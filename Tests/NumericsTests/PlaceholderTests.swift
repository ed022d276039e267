import Testing
@Test("placeholder") func placeholderNumerics() {}
