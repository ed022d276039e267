import Bedrock
import Testing

@Suite struct KVCacheTests {
  @Test("the seed's figures come out by its simple count, and two a little smaller by the real one")
  func seed() {
    let run = LabRun(
      """
      kvcache prompt=10581 generated=63 bytes_per_token=3200
      real = kvcache prompt=10581 generated=63 convention=real
      expect kvcache.without == 668619
      expect kvcache.with == 10644
      expect kvcache.ratio ~ 62.8
      expect kvcache.bytes == 10644 * 3200
      expect kvcache.bytes / 1e6 ~ 34.1
      expect real.without == 668556
      expect real.with == 10643
      """)
    #expect(run.errors == [])
    #expect(run["kvcache", "without"] == .double(668_619))
  }

  @Test("a count by hand, at its smallest, and at its largest without overflow")
  func counts() {
    let run = LabRun(
      """
      small = kvcache prompt=4 generated=3
      expect small.without == 5 + 6 + 7
      expect small.with == 7
      real = kvcache prompt=4 generated=3 convention=real
      expect real.without == 4 + 5 + 6
      expect real.with == 6
      one = kvcache prompt=1 generated=1 convention=real
      expect one.ratio == 1
      huge = kvcache prompt=1000000000 generated=1000000 configuration=llama-3-70b
        bytes_per_value=8
      expect huge.without == 1e15 + 1e6 * 1000001 / 2
      """)
    #expect(run.errors == [])
  }

  @Test("bytes follow from the shape; sharing heads divides them")
  func bytes() {
    let run = LabRun(
      """
      llama = kvcache configuration=llama-3-8b contexts=[1, 8192]
      expect llama.bytes_per_token == 131072
      expect llama.sharing ~ [524288, 131072, 16384] within 0
      expect llama.context_bytes == [131072, 8192 * 131072]
      own = kvcache layers=2 kv_heads=3 head_width=5 bytes_per_value=0.5
      expect own.bytes_per_token == 30
      wider = kvcache configuration=llama-3-8b kv_heads=32
      expect wider.bytes_per_token == 4 * llama.bytes_per_token
      tiny = kvcache model=tinyworld
      expect tiny.bytes_per_token == 2 * 4 * 2 * 32 * 2
      """)
    #expect(run.errors == [])
    #expect(run.shown["llama"]?.contains("GQA (its own)") == true)
    #expect(run.shown["llama"]?.contains("1.1 GB") == true)
  }

  @Test("operations are the engine's own count, with and without")
  func operations() {
    let run = LabRun(
      """
      kvcache model=tinyworld prompt=30 generated=8 convention=real
      p = params model=tinyworld
      expect kvcache.operations_ratio > 5 and kvcache.operations_ratio < 8
      """)
    #expect(run.errors == [])
  }

  @Test("a run: the same bits at every step, and the cache is what would be computed anew")
  func model() {
    let run = LabRun(
      """
      kvcache "A blue car crashed into a" model=tinyworld tokens=9 stop=false
      expect kvcache.identical and kvcache.cache_identical
      expect kvcache.max_difference == 0
      expect kvcache.compared == 9 * 1280
      expect len(kvcache.ids) == 9
      expect kvcache.with == len(kvcache.prompt_ids) + 8
      expect kvcache.cached_tokens == kvcache.with
      expect kvcache.cached_numbers == kvcache.with * 2 * 4 * 2 * 32
      expect kvcache.bytes == 4 * kvcache.cached_numbers
      counted = kvcache model=tinyworld prompt=(len(kvcache.prompt_ids)) generated=9 convention=real
      expect counted.without == kvcache.without
      expect counted.operations_without == kvcache.operations_without
      expect counted.operations_with == kvcache.operations_with
      generate "A blue car crashed into a" model=tinyworld tokens=9 stop=false
      expect generate.ids == kvcache.ids
      """)
    #expect(run.errors == [])
    #expect(run.shown["kvcache"]?.contains("all have the same bits") == true)
  }

  @Test("a run ends at the end of text, at the length, or where the context is full")
  func endings() {
    let run = LabRun(
      """
      stop = kvcache "Three, two," model=tinyworld tokens=100
      full = kvcache "Three, two," model=tinyworld tokens=200 stop=false show=none
      length = kvcache "Three, two," model=tinyworld tokens=1
      """)
    #expect(run.errors == [])
    #expect(run["stop", "ending"] == .string("stop"))
    #expect(run["full", "ending"] == .string("context"))
    #expect(run["full", "cached_tokens"] == .double(128))
    #expect(run["length", "ending"] == .string("length"))
    #expect(run["length", "ratio"] == .double(1))
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      (
        "kvcache",
        "'kvcache' needs something to count: a text for a model to continue, or 'prompt='"
          + " and 'generated=', or a cache's shape"
      ),
      ("kvcache prompt=3", "'prompt=' needs 'generated='"),
      ("kvcache generated=3", "'generated=' needs 'prompt='"),
      (
        "kvcache layers=3",
        "a cache's shape needs 'layers=', 'kv_heads=' (or 'heads=') and 'head_width='"
      ),
      (
        "kvcache layers=3 heads=4 kv_heads=3 head_width=2",
        "4 query heads cannot share 3 KV heads evenly"
      ),
      (
        "kvcache bytes_per_token=3 layers=2",
        "'layers=' does not go with 'bytes_per_token=': it says already what a token takes"
      ),
      (
        "kvcache configuration=llama-3-8b model=tinyworld",
        "'configuration=' does not go with 'model=': one model's shape is taken"
      ),
      (
        "kvcache \"a\"", "'kvcache' needs a model: 'model=' here, or 'model:' in the front matter"
      ),
      (
        "kvcache \"a\" model=tinyworld prompt=3",
        "'kvcache' takes one source, and here are two: 'text=' and 'prompt='"
      ),
      (
        "kvcache \"a\" model=tinyworld convention=simple",
        "'convention=simple' does not go with a text for a model to continue: a run counts the"
          + " tokens that are fed"
      ),
      (
        "kvcache convention=real configuration=llama-3-8b",
        "'convention=' goes only with 'prompt=' or a text for a model to continue"
      ),
      (
        "kvcache configuration=llama-3-8b contexts=[1.5]",
        "'contexts' must hold whole numbers of tokens"
      ),
    ])
  func errors(source: String, message: String) {
    #expect(LabRun(source).errors == [message])
  }

  @Test("every picture says in a sentence what it shows")
  func sentences() {
    let run = LabRun("kvcache prompt=4 generated=3")
    #expect(
      run.sentences["kvcache"] == [
        "3 passes compute 18 positions; nothing is cached.",
        "4 passes compute 7 positions and look up 15.",
      ])
  }
}
