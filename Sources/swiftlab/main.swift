print("swiftlab")
