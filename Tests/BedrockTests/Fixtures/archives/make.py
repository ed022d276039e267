# Makes the archives and packed bytes of this folder with Python's zipfile and zlib (3.12):
#     python3 make.py
import json, random, zipfile, zlib, io

random.seed(5)
words = ["the", "cat", "sat", "on", "a", "mat", "and", "looked", "at", "dogs"]
text = " ".join(random.choice(words) for _ in range(400)).encode()
noise = bytes(random.randrange(256) for _ in range(300))
runs = b"a" * 70000 + b"bc" * 300
contents = {"empty": b"", "one": b"x", "text": text, "noise": noise, "runs": runs}

def packed(data, level, strategy):
    c = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
    return c.compress(data) + c.flush()

def flushed(data):
    # A stored block in the middle (an empty one is what a sync flush writes), and several codes.
    c = zlib.compressobj(6, zlib.DEFLATED, -15)
    half = len(data) // 2
    return c.compress(data[:half]) + c.flush(zlib.Z_FULL_FLUSH) + c.compress(data[half:]) + c.flush()

kinds = {"stored": lambda d: packed(d, 0, zlib.Z_DEFAULT_STRATEGY),
         "fixed": lambda d: packed(d, 9, zlib.Z_FIXED),
         "dynamic": lambda d: packed(d, 9, zlib.Z_DEFAULT_STRATEGY),
         "huffman_only": lambda d: packed(d, 9, zlib.Z_HUFFMAN_ONLY),
         "flushed": flushed}
cases = [{"name": f"{c} {k}", "packed": pack(d).hex(), "count": len(d), "crc": zlib.crc32(d),
          "unpacked": d.hex() if len(d) < 400 else None}
         for c, d in contents.items() for k, pack in kinds.items() if (c, k) != ("runs", "stored")]
json.dump(cases, open("deflate.json", "w"), indent=0)

class Pipe(io.RawIOBase):
    # Cannot seek: zipfile then writes sizes and checksum behind the data, in a data descriptor.
    def __init__(self, path): self.file = open(path, "wb")
    def writable(self): return True
    def write(self, data): return self.file.write(data)

def archive(name, members, **options):
    target = Pipe(name) if options.pop("pipe", False) else name
    with zipfile.ZipFile(target, "w", **options) as z:
        for path, data, method in members:
            info = zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0))
            info.compress_type = method
            with z.open(info, "w", force_zip64=options.get("force", False)) as f: f.write(data)
        z.comment = b"PK\x05\x06 in a comment"

S, D = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
members = [("pkg/__init__.py", b"", S), ("pkg/model.gguf", text, D), ("pkg/other.gguf", noise, S),
           ("../../etc/slip.gguf", b"slipped", S), ("/absolute.gguf", b"absolute", D)]
archive("plain.zip", members)
archive("descriptor.zip", members, pipe=True)
with zipfile.ZipFile("bzip2.zip", "w") as z:
    z.writestr(zipfile.ZipInfo("model.gguf", (2020, 1, 1, 0, 0, 0)), text, zipfile.ZIP_BZIP2)
