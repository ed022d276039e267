import Testing
@Test("placeholder") func placeholderFigures() {}
