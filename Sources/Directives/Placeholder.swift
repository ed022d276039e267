enum DirectivesPlaceholder {}
