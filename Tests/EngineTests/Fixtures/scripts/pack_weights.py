"""Packs tinyworld's file into Swift source.

    swiftlab model train tinyworld --output tinyworld.safetensors
    python3 Tests/EngineTests/Fixtures/scripts/pack_weights.py tinyworld.safetensors

Three bytes are four digits of base 64, the highest first, a digit being a character from "0" on, as
Sources/Engine/TinyWorld/PackedBytes.swift reads them. Prints the SHA-256, which belongs into
TinyWorldRecipe.shippedSHA256.
"""
import hashlib
import sys

data = open(sys.argv[1], "rb").read()
digits = []
for start in range(0, len(data), 3):
    part = data[start:start + 3]
    group = int.from_bytes(part + bytes(3 - len(part)), "big")
    count = len(part) + 1
    digits.append("".join(chr(48 + (group >> (18 - 6 * i) & 63)) for i in range(count)))
text = "".join(digits)
width = 4000
lines = [text[i:i + width] for i in range(0, len(text), width)]
sha = hashlib.sha256(data).hexdigest()
with open("Sources/Vocabularies/TinyWorldWeights.swift", "w") as out:
    out.write("// swift-format-ignore-file\n")
    out.write("// Made by Tests/EngineTests/Fixtures/scripts/pack_weights.py; do not edit.\n")
    out.write(f"// The file's SHA-256: {sha}\n")
    out.write("public enum TinyWorldWeights {\n  public static let packed: StaticString = #\"\"\"\n")
    out.write("\\#\n".join("    " + line for line in lines))
    out.write("\n    \"\"\"#\n}\n")
print(sha)
