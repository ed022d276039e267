import Testing
@Test("placeholder") func placeholderBedrock() {}
