/// The words of `rlhf`'s reference page.
enum PolicyGradientDocumentation {
  static let discussion = """
    Each step draws `batch=` prompts and `samples=` answers to each from the model as it is, at \
    temperature 1. A judge gives every answer a reward r: a reward model (`reward=`, the result of a \
    `reward` directive), or a rule. The return of an answer is

        R = r - kl * sum over its tokens of (ln p - ln p_ref)

    so that leaving the reference, the model before the first step, has its price: the sum's mean is \
    an estimate of the divergence KL(p || p_ref) (Ziegler et al. 2019, arXiv:1909.08593; Ouyang et al. \
    2022, arXiv:2203.02155). The advantage of an answer is its return less the mean return of the other \
    answers to the same prompt (RLOO: Ahmadian et al. 2024, arXiv:2402.14740), and the step follows

        the sum over answers of advantage * gradient of ln p(answer)

    which is REINFORCE (Williams 1992). With `updates=` above 1 the same answers are used several times, \
    by PPO's clipped surrogate (Schulman et al. 2017, arXiv:1707.06347).

    `method=grpo` measures an answer against its group: advantage = (r - mean) / (standard deviation + \
    0.0001) over the answers to one prompt, spread evenly over the answer's tokens, so that a long answer \
    weighs as much as a short one; the divergence is a term of the loss, kl * (p_ref/p - ln(p_ref/p) - 1) \
    for each token, instead of a price in the reward (Shao et al. 2024, arXiv:2402.03300).

    Rules: `rule=answer` rewards the right answer with 1 and any other with 0 (reinforcement learning \
    from verifiable rewards); `rule=length` rewards length, and `contains=` a text, right or wrong: two \
    rules that can be satisfied without being good.

    *Quality* is what is really wanted, and no judge is told: the share of drawn answers that are right, \
    word for word. Where the reward rises and the quality falls, the reward is over-optimized (Gao, \
    Schulman, Hilton 2022, arXiv:2210.10760).
    """

  static let results: KeyValuePairs<String, String> = [
    "rewards": "the mean reward of each step's answers",
    "quality": "the share of them that are right",
    "divergences": "the mean of ln p - ln p_ref of a whole answer, in nats",
    "reward_before": "the mean over the first three steps",
    "reward_after": "the mean over the last fifth of the steps",
    "quality_before": "the same of the quality",
    "quality_after": "and over the last fifth",
    "divergence_after": "over the last fifth",
    "answers": "the texts drawn in the last step",
    "model": "the tuned model",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "A few steps with a rule that checks answers.": """
    rlhf data=tinyworld rule=answer model=tinyworld steps=3 batch=4
    expect len(rlhf.rewards) == 3
    """,
    "The same by GRPO.": """
    grouped = rlhf data=tinyworld rule=answer model=tinyworld steps=3 batch=4 method=grpo
    expect len(grouped.rewards) == 3
    """,
  ]
}
