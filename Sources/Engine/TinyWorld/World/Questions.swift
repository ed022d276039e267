extension TinyWorld {
  /// Questions, and what a web page may put after them: an answer, a shrug, or something else.
  ///
  /// With a label before it ("Answer:", "Otto said:") the answer always comes; after a bare
  /// question anything may. So a model trained on this knows the answers and does not always give
  /// them, which is where post-training begins. Kept back: pairs of question and asker or label.
  static let questions = Phenomenon(
    name: "questions", weight: 12,
    classes: [
      questionTable,
      WordClass(
        "label", columns: "reply",
        """
        Question:       | Answer:
        Q:              | A:
        Quiz:           | Solution:
        Student:        | Teacher:
        Reader:         | Expert:
        """),
      shrugs,
      WordClass(
        "noise",
        """
        Log in to answer.
        Click here to read more.
        This thread is closed.
        Same question here.
        Share this page.
        """),
    ],
    rules: [
      GrammarRule(
        "questions",
        """
        [4] {l:label} {q:question~l} {l.reply} {?q.answer|@question.answer*3}
        [4] {n:name} asked {m:name!n}: {q:question~n} {m} said: {?q.answer|@question.answer*3}
        [5] {q:question} <page>
        """),
      GrammarRule(
        "page",
        """
        [4] {q.answer}
        [3] {:shrug}
        [3] {:noise}
        [2] Posted by {:name}, {:digit} replies. {:noise}
        [2] {:question} <page>
        """),
    ])

  /// Answers that say nothing.
  static let shrugs = WordClass(
    "shrug",
    """
    It depends.
    Nobody knows.
    That is how it is.
    Just try it.
    """)

  /// The questions and their answers.
  static let questionTable = WordClass("question", columns: "answer", questionRows)

  private static let questionRows = """
    Why is the sky blue?               | Because the air scatters blue light.
    Why is grass green?                | Because its leaves throw back green light.
    Why is snow white?                 | Because its crystals throw back all light.
    Why is the sea salty?              | Because rivers carry salt into it.
    Why is the night dark?             | Because the sun is on the other side.
    Why is ice slippery?               | Because a film of water lies on it.
    Why is the desert dry?             | Because the wind brings no rain.
    Why is the evening sky red?        | Because the blue light is lost on the way.
    Why is fire hot?                   | Because burning sets energy free.
    Why does ice float?                | Because it is lighter than water.
    Why does iron rust?                | Because it joins with wet air.
    Why does bread rise?               | Because yeast fills it with gas.
    Why does the moon shine?           | Because it throws back light from the sun.
    Why does the tide come?            | Because the moon pulls the water.
    Why does soap clean?               | Because it takes hold of the fat.
    Why do leaves fall?                | Because trees save water in winter.
    Why do birds sing?                 | Because they call each other.
    Why do we sleep?                   | Because the brain needs rest.
    Why do cats purr?                  | Because they feel safe.
    Why do onions make us cry?         | Because they give off a sharp gas.
    How can I recover a deleted file?  | First look in the trash, then restore it from a backup.
    How can I open a stuck window?     | First dry the frame, then push it gently.
    How can I mend a flat tyre?        | First find the hole, then glue a patch on it.
    How can I cook rice?               | First boil the water, then add the rice.
    How can I grow a tree?             | First plant a seed, then water it every day.
    How can I remember a name?         | First write it down, then say it aloud.
    How can I find a lost key?         | First check your coat, then ask at home.
    How can I calm a crying child?     | First hold the child, then sing softly.
    How can I stop a leaking pipe?     | First close the valve, then call for help.
    How can I train a puppy?           | First give a short order, then praise it.
    How can I sleep better?            | First dim the light, then put the phone away.
    How can I save money?              | First count what you spend, then spend less.
    How can I learn a song?            | First listen to it, then sing one line a day.
    How can I fix a slow computer?     | First save your work, then restart it.
    How can I remove a stain?          | First wash it with cold water, then use soap.
    """
}
