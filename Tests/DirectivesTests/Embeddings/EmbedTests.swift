import Bedrock
import Testing

@Suite struct EmbedTests {
  private static let animals = """
    embed table=[[4, 1, 0], [4, 1, 1], [1, 4, 0], [0.9, 4.2, 1.2], [-3, -3, 1]]
      labels=["dog", "puppy", "cat", "kitten", "car"]
    """

  @Test("the same token has the same row, and another has another")
  func rows() {
    let run = LabRun(
      """
      embed "the river bank and the investment bank"
      expect embed.vectors[2, :] == embed.vectors[6, :]
      expect embed.cosine[2, 6] ~ 1 within 1e-15
      expect embed.vectors[1, :] != embed.vectors[2, :]
      expect len(embed.vectors[0, :]) == 24
      expect embed.ids == [0, 1, 2, 3, 0, 4, 2]
      """)
    #expect(run.errors == [])
    #expect(run.shown["embed"]?.contains("\"the\" stands at positions 0 and 4") == true)
  }

  @Test("neighbouring ids have unrelated rows")
  func neighbours() {
    let run = LabRun(
      """
      embed ids=[15339, 15340, 15339] width=64
      expect abs(embed.cosine[0, 1]) < 0.5
      expect embed.vectors[0, :] == embed.vectors[2, :]
      """)
    #expect(run.errors == [])
  }

  @Test("puppy - dog + cat is kitten; nearest, map and shares are bound")
  func analogy() {
    let run = LabRun(
      Self.animals + """
         analogy=[puppy, dog, cat] nearest=cat map=pca top=2
        expect embed.analogy == "kitten"
        expect embed.analogy_with_inputs == "kitten"
        expect embed.analogy_vector == [1, 4, 1]
        expect len(embed.nearest) == 2
        expect embed.nearest_cosines[0] > 0.9
        expect embed.variance_share > 0.9 and embed.variance_share <= 1
        expect sum(embed.variance_shares) ~ embed.variance_share within 1e-12
        expect embed.map["car", "x"] < 0
        """)
    #expect(run.errors == [])
    #expect(run["embed", "nearest"] == ["kitten", "dog"])
  }

  @Test("an analogy whose answer is one of its inputs shows why inputs are left out")
  func inputs() {
    let run = LabRun(
      """
      embed table=[[1, 0], [1, 0.1], [0, 1], [-1, 1]] labels=["a", "b", "c", "d"] analogy=[a, b, c]
      expect embed.analogy_with_inputs == "c"
      expect embed.analogy == "d"
      """)
    #expect(run.errors == [])
  }

  @Test("the seed's first vector is shown value by value")
  func vector() {
    let run = LabRun("embed [\"If\"] vectors=[0.2173, 0.5424, 0.264, -0.9419] ids=[3335]")
    #expect(run.errors == [])
    #expect(run["embed", "ids"]?[0]?.intValue == 3335)
    #expect(run.shown["embed"]?.contains("-0.9419") == true)
  }

  @Test("a table answers by id and by text, with or without the leading space")
  func table() {
    let run = LabRun(
      """
      byID = embed ids=[1, 0, 1] table=[[1, 2], [3, 4]]
      byText = embed ["cat", " the"] table=[[1, 2], [3, 4]] labels=[" the", " cat"]
      expect byID.vectors == [[3, 4], [1, 2], [3, 4]]
      expect byText.ids == [1, 0]
      expect byText.vectors["cat", 1] == 4
      """)
    #expect(run.errors == [])
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      (
        "embed",
        "'embed' needs something to embed: 'table=', or 'vectors=', or a model, or tokens or ids without a"
          + " model"
      ),
      (
        "embed table=[[1, 2]] labels=[\"a\", \"b\"]",
        "2 labels for a table of 1 row: give one a row"
      ),
      (
        "embed [\"a\"] labels=[\"a\"]",
        "'labels=' goes only with 'table=', not with tokens or ids without a model"
      ),
      (
        "embed table=[[1]] vectors=[[1]]",
        "'embed' takes one source, and here are two: 'table=' and 'vectors='"
      ),
      (
        "embed [\"a\"] table=[[1]]",
        "a table without 'labels=' cannot be asked for texts; give 'ids='"
      ),
      (
        "embed [\"cta\"] table=[[1]] labels=[\"cat\"]",
        "'tokens' names \"cta\", which is none of the tokens; did you mean \"cat\"?"
      ),
      ("embed ids=[2] table=[[1], [2]]", "the id 2 has no row: the table has 2 rows, from 0"),
      ("embed ids=[0.5]", "an id is a whole number from 0, not 0.5"),
      ("embed [\"a\", \"b\"] vectors=[[1]]", "2 tokens for 1 vector: give one vector a token"),
      ("embed vectors=[[0, 0], [1, 0]]", "the vector of \"row 0\" is all zeros: it points nowhere"),
      (
        "embed [\"a\", \"b\"] analogy=[a, b]",
        "'analogy' takes three tokens a, b, c for a - b + c, not 2"
      ),
      ("embed [\"a\", \"a\"] map=pca", "all vectors are the same: a map needs two that differ"),
    ])
  func errors(source: String, message: String) {
    #expect(LabRun(source).errors == [message])
  }
}
