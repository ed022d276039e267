import Testing
@Test("placeholder") func placeholderNotebook() {}
