using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>
/// Follows the branches of a script: the one that is taken where what decides is known, otherwise each of them, and behind them only what
/// all of them agree on.
/// </summary>
internal sealed class ControlFlow(ShellEvaluator evaluator, WordEvaluator words)
{
    private const int MostLoopWords = 64;

    public void RunChain(ShellCommand.Chain chain, ShellState state, RunContext context)
    {
        var decided = Decide(chain.First, state);
        evaluator.Run(chain.First, state, context with { FailureIgnoredBy = Ignoring(chain, -1) ?? context.FailureIgnoredBy });
        for (var i = 0; i < chain.Links.Length; i++)
        {
            var link = chain.Links[i];
            if (chain.Links.Length == 1 && decided is { } known && known != link.OnSuccess)
                return;
            var branch = state.Copy();
            var certain = chain.Links.Length == 1 && decided == link.OnSuccess;
            evaluator.Run(link.Command, branch, context with
            {
                IsConditional = context.IsConditional || !certain && !link.OnSuccess,
                FailureIgnoredBy = Ignoring(chain, i) ?? context.FailureIgnoredBy,
            });
            if (!certain && !link.OnSuccess)
                branch.Merge(state);
            (state.Variables, state.Arrays) = (branch.Variables, branch.Arrays);
        }
    }

    private static TextSpan? Ignoring(ShellCommand.Chain chain, int from)
    {
        for (var i = from + 1; i < chain.Links.Length; i++)
        {
            if (!chain.Links[i].OnSuccess)
                return chain.Links[i].Command is ShellCommand.Simple { Words: [var first, ..] } && first.Constant is "true" or ":" or "echo" or "printf"
                    ? chain.Links[i].Command.Span
                    : null;
        }
        return null;
    }

    public void RunIf(ShellCommand.Compound compound, ShellState state, RunContext context)
    {
        var outcomes = new List<ShellState>();
        var certain = true;
        foreach (var clause in compound.Clauses)
        {
            evaluator.RunAll(clause.Condition, state, context with { IsConditional = context.IsConditional || !certain });
            var decided = clause.Condition switch { [] => true, [var only] => Decide(only, state), _ => null };
            if (decided == false)
                continue;
            var branch = state.Copy();
            evaluator.RunAll(clause.Body, branch, context with { IsConditional = context.IsConditional || !certain || decided is null });
            outcomes.Add(branch);
            certain &= decided == true;
            if (decided == true)
            {
                Join(state, outcomes);
                return;
            }
        }
        outcomes.Add(state.Copy());
        Join(state, outcomes);
    }

    public void RunCase(ShellCommand.Compound compound, ShellState state, RunContext context)
    {
        var subject = words.Text(compound.Words[0], state).Known;
        var outcomes = new List<ShellState> { state.Copy() };
        foreach (var clause in compound.Clauses)
        {
            var patterns = clause.Patterns.Select(p => p.Constant).ToList();
            var plain = subject is not null && patterns.TrueForAll(p => p is not null && !p.AsSpan().ContainsAny('*', '?', '['));
            if (plain && !patterns.Contains(subject))
                continue;
            var branch = state.Copy();
            evaluator.RunAll(clause.Body, branch, context with { IsConditional = true });
            outcomes.Add(branch);
            if (plain)
                break;
        }
        Join(state, outcomes);
    }

    public void RunFor(ShellCommand.Compound compound, ShellState state, RunContext context)
    {
        var values = compound.Words.SelectMany(w => words.Fields(w, state)).Take(MostLoopWords + 1).ToList();
        var clause = compound.Clauses[0];
        var known = values.Count <= MostLoopWords && values.TrueForAll(v => v.Text.Unknowns.All(u => !u.IsSplit));
        if (!known)
        {
            state.Set(compound.Name, ShellText.Unknown($"${compound.Name}"));
            RunBranch(clause, state, context);
            return;
        }
        foreach (var value in values)
        {
            state.Set(compound.Name, value.Text);
            evaluator.RunAll(clause.Body, state, context);
        }
    }

    public void RunBranch(ShellClause clause, ShellState state, RunContext context)
    {
        evaluator.RunAll(clause.Condition, state, context);
        var branch = state.Copy();
        evaluator.RunAll(clause.Body, branch, context with { IsConditional = true });
        state.Merge(branch);
    }

    private static void Join(ShellState state, List<ShellState> outcomes)
    {
        var first = outcomes[0];
        foreach (var other in outcomes.Skip(1))
            first.Merge(other);
        (state.Variables, state.Arrays) = (first.Variables, first.Arrays);
    }

    private bool? Decide(ShellCommand command, ShellState state) => command switch
    {
        ShellCommand.Simple { Words.IsEmpty: false } test => ShellCondition.Decide([.. test.Words.SelectMany(w => words.FieldsUnrun(w, state))]),
        ShellCommand.Pipeline { Negated: true, Commands: [var only] } => !Decide(only, state),
        _ => null,
    };
}
