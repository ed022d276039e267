/// The words of `train`'s reference page.
enum TrainDocumentation {
  static let discussion = """
    The model is a decoder-only transformer of Llama's kind (RMSNorm, rotary positions, SwiGLU, tied \
    embeddings). It starts from random weights; every step reads `batch=` sequences of `context=` \
    tokens from random places of the text and follows the gradient of the mean cross-entropy of every \
    next token.

    *Source.* A text, or `file=`, is cut once: the last `validation=` of it, from a line's or word's \
    beginning, is kept back. `corpus=tinyworld` draws documents of the generated world, and those kept \
    back from a stream of their own. `corpus=echoes` writes documents of 6 to 20 different letters in \
    random order, said again and again: nothing but copying predicts them. `vocabulary=` says which \
    tokens: the 256 bytes, a byte-pair encoding of that size learned from the text to be learned, or \
    the shipped model's.

    *Losses.* `losses` are those of the steps' batches, before each step. `validation_losses` are \
    measured on a fixed sample of what was kept back, close together at first and then evenly. \
    `final_loss` is over all of it, and `bits_per_byte` = nats / ln 2 / bytes spreads it over the \
    text's bytes, so that models with different tokens can be compared.

    *Phases* are named by rules, from the validation loss v alone:

    - `token frequencies` until v reaches the loss of a model that only counts tokens;
    - `pairs of tokens` until v reaches that of one that counts which token follows which (Witten and \
    Bell's estimate, 1991);
    - `longer context` from there on;
    - `plateau` from where 97% of the whole fall is done, if a fifth of the run or more is left;
    - `memorizing` from the lowest v on, if v ends above it by more than 2% of its whole fall \
    while the training loss fell.

    *Induction.* `induction=true` measures, on sequences of random words (or of the commonest tokens, \
    where there are few words) said twice behind `prefix=`, how many tokens of \
    the second half are the most likely ones (Olsson et al. 2022, arXiv:2209.11895).

    The optimizers are PyTorch's, AdamW with beta2 0.95; weight decay spares norms.
    """

  static let results: KeyValuePairs<String, String> = [
    "losses": "of each step's batch before the step, nats a token",
    "validation_losses": "measured on the way, from step 0 to the last",
    "validation_steps": "the steps they were measured after",
    "first_loss": "that of the first step, before it",
    "ln_vocabulary": "ln of the number of tokens: the loss of a model that knows nothing",
    "final_loss": "over all of the text kept back (without any: of the text), nats a token",
    "floor":
      "of corpus=tinyworld, all phenomena: the grammar's own entropy of the text kept back, nats a token",
    "bits_per_byte": "final_loss spread over the text's bytes, in bits",
    "bytes_per_token": "of the same text",
    "best_loss": "the lowest of validation_losses",
    "best_step": "where it was",
    "unigram_loss": "what counting tokens gives",
    "bigram_loss": "what counting pairs of tokens gives",
    "phases": "the names of the phases, in order",
    "phase_starts": "the steps at which they begin",
    "phase_ends": "and end",
    "tokens_seen": "steps · batch · context",
    "training_tokens": "how many different places the text has",
    "passes": "tokens_seen / training_tokens",
    "vocabulary_size": "the number of tokens",
    "parameters": "the model's",
    "learning_rates": "of each step",
    "gradient_norms": "the gradient's length at each step, before clipping",
    "induction":
      "of induction=true: the share of the second half that is predicted, at each measurement",
    "induction_steps": "the steps of these",
    "induction_first": "the loss over the first half, nats a token",
    "induction_second": "the loss over the second half",
    "jump_step": "the measurement by which the share rose most",
    "jump": "how much it rose there",
    "half_step":
      "the first measurement at which half or more is predicted; absent if there is none",
    "samples": "of samples=: what the model wrote, a text for each prompt and step",
    "model": "the trained model, for other directives' model=",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "A few steps on a line of text, byte by byte.": """
    let four = "one two three four "
    let rhyme = four + four + four + four
    train rhyme layers=1 width=16 heads=2 context=8 batch=4 steps=60
      learning_rate=0.02 validation=0.3
    expect train.losses[0] ~ train.ln_vocabulary within 0.1
    expect train.losses[-1] < train.losses[0]
    """,
    "Documents of tinyworld, with the shipped model's tokens.": """
    train corpus=tinyworld documents=300 vocabulary=tinyworld
      layers=1 width=32 steps=20
    """,
  ]
}
