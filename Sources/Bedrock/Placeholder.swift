enum BedrockPlaceholder {}
