using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>
/// Follows a script with the values that are known: assignments, loops over known words, functions, tests of known operands. What
/// depends on anything else is followed in every direction and forgotten where the directions meet.
/// </summary>
internal sealed class ShellEvaluator
{
    // Unrolled loops and calls of functions stop adding commands here.
    private const int MostCommands = 3000;
    private const int MostSteps = 20_000;
    private const int DeepestCall = 12;
    private const int MostLoopWords = 64;

    private readonly ShellScript script;
    private readonly WordEvaluator words;
    private readonly SimpleEvaluator simple;
    private readonly Dictionary<string, ShellCommand.Compound> functions = [];
    private int calls;
    private int steps;

    private ShellEvaluator(ShellScript script, ShellEnvironment environment)
    {
        this.script = script;
        words = new WordEvaluator(script, environment.Expression, Output);
        simple = new SimpleEvaluator(this, words, environment);
    }

    public List<EvaluatedCommand> Commands { get; } = [];

    public bool IsFull => Commands.Count >= MostCommands;

    public static EvaluatedScript Evaluate(ShellScript script, ShellEnvironment environment)
    {
        var evaluator = new ShellEvaluator(script, environment);
        var state = new ShellState { Variables = environment.Variables };
        evaluator.RunAll(script.Commands, state, new RunContext());
        return new EvaluatedScript
        {
            Script = script,
            Commands = [.. evaluator.Commands],
            Exports = evaluator.simple.Files.Exports,
            Outputs = evaluator.simple.Files.Outputs,
        };
    }

    /// <summary>Runs a function when there is one of this name.</summary>
    public bool TryCall(string name, ImmutableArray<EvaluatedWord> arguments, ShellState state, RunContext context)
    {
        if (!functions.TryGetValue(name, out var function) || calls >= DeepestCall)
            return false;
        calls++;
        var outer = state.Arguments;
        state.Arguments = arguments;
        RunAll(function.Clauses[0].Body, state, context);
        state.Arguments = outer;
        calls--;
        return true;
    }

    /// <summary>Runs a text that a command was given to run; its commands stand where that command stands.</summary>
    public void RunNested(string text, TextSpan span, ShellEnvironment environment, RunContext context)
    {
        if (calls >= DeepestCall || IsFull)
            return;
        var nested = new ShellEvaluator(Parsing.ShellReader.Read(text), environment) { calls = calls + 1, steps = steps };
        nested.RunAll(nested.script.Commands, new ShellState { Variables = environment.Variables }, context);
        steps = nested.steps;
        Commands.AddRange(nested.Commands.Select(c => c with { Span = span, Words = [.. c.Words.Select(w => w with { Span = span })] }));
    }

    public void RunAll(ImmutableArray<ShellCommand> commands, ShellState state, RunContext context)
    {
        foreach (var command in commands)
            Run(command, state, context);
    }

    /// <returns>What the command prints, when that is known.</returns>
    private ShellText? Run(ShellCommand command, ShellState state, RunContext context)
    {
        if (IsFull || ++steps > MostSteps)
            return null;
        switch (command)
        {
            case ShellCommand.Simple one:
                return simple.Run(one, state, context);
            case ShellCommand.Pipeline pipeline:
                return RunPipeline(pipeline, state, context);
            case ShellCommand.Chain chain:
                RunChain(chain, state, context);
                return null;
            default:
                RunCompound((ShellCommand.Compound)command, state, context);
                return null;
        }
    }

    private ShellText? RunPipeline(ShellCommand.Pipeline pipeline, ShellState state, RunContext context)
    {
        ShellText? output = context.Input;
        foreach (var command in pipeline.Commands)
            output = Run(command, pipeline.Commands.Length > 1 ? state.Copy() : state, context with { Input = output });
        return output;
    }

    private void RunChain(ShellCommand.Chain chain, ShellState state, RunContext context)
    {
        var decided = Decide(chain.First, state);
        Run(chain.First, state, context with { FailureIgnoredBy = Ignoring(chain, -1) ?? context.FailureIgnoredBy });
        for (var i = 0; i < chain.Links.Length; i++)
        {
            var link = chain.Links[i];
            if (chain.Links.Length == 1 && decided is { } known && known != link.OnSuccess)
                return;
            var branch = state.Copy();
            var certain = chain.Links.Length == 1 && decided == link.OnSuccess;
            Run(link.Command, branch, context with
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

    private void RunCompound(ShellCommand.Compound compound, ShellState state, RunContext context)
    {
        var inner = simple.Files.Enter(compound.Redirections, state, context);
        switch (compound.Kind)
        {
            case CompoundKind.Function when compound.Name.Length > 0:
                functions[compound.Name] = compound;
                break;
            case CompoundKind.Subshell:
                RunAll(compound.Clauses[0].Body, state.Copy(), inner);
                break;
            case CompoundKind.Group:
                RunAll(compound.Clauses[0].Body, state, inner);
                break;
            case CompoundKind.If:
                RunIf(compound, state, inner);
                break;
            case CompoundKind.Case:
                RunCase(compound, state, inner);
                break;
            case CompoundKind.For:
                RunFor(compound, state, inner);
                break;
            case CompoundKind.While or CompoundKind.Until:
                RunBranch(compound.Clauses[0], state, inner);
                break;
        }
    }

    private void RunIf(ShellCommand.Compound compound, ShellState state, RunContext context)
    {
        var outcomes = new List<ShellState>();
        var certain = true;
        foreach (var clause in compound.Clauses)
        {
            RunAll(clause.Condition, state, context with { IsConditional = context.IsConditional || !certain });
            var decided = clause.Condition switch { [] => true, [var only] => Decide(only, state), _ => null };
            if (decided == false)
                continue;
            var branch = state.Copy();
            RunAll(clause.Body, branch, context with { IsConditional = context.IsConditional || !certain || decided is null });
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

    private void RunCase(ShellCommand.Compound compound, ShellState state, RunContext context)
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
            RunAll(clause.Body, branch, context with { IsConditional = true });
            outcomes.Add(branch);
            if (plain)
                break;
        }
        Join(state, outcomes);
    }

    private void RunFor(ShellCommand.Compound compound, ShellState state, RunContext context)
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
            RunAll(clause.Body, state, context);
        }
    }

    private void RunBranch(ShellClause clause, ShellState state, RunContext context)
    {
        RunAll(clause.Condition, state, context);
        var branch = state.Copy();
        RunAll(clause.Body, branch, context with { IsConditional = true });
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
        ShellCommand.Simple { Words.IsEmpty: false } test => ShellCondition.Decide([.. test.Words.SelectMany(w => SafeFields(w, state))]),
        ShellCommand.Pipeline { Negated: true, Commands: [var only] } => !Decide(only, state),
        _ => null,
    };

    // Looking at a condition must not run what is substituted in it a second time.
    private ImmutableArray<EvaluatedWord> SafeFields(ShellWord word, ShellState state) =>
        word.AllParts.Any(p => p is ShellPart.Substitution)
            ? [new EvaluatedWord(ShellText.Unknown(word.Span.Of(script.Text)), word.Span)]
            : words.Fields(word, state);

    private ShellText Output(ShellPart.Substitution substitution, ShellState state)
    {
        var written = substitution.Span.Of(script.Text);
        if (written.Length > 200)
            written = written[..200] + "…";
        ShellText? printed = null;
        foreach (var command in substitution.Commands)
            printed = Run(command, state.Copy(), new RunContext());
        return substitution.Commands.Length == 1 && printed is not null
            ? printed.Map(t => t.TrimEnd('\n'), u => u)
            : ShellText.Of(new TextPiece.Unknown(written) { IsLowercase = LastLowers(substitution, state) });
    }

    private bool LastLowers(ShellPart.Substitution substitution, ShellState state) =>
        substitution.Commands is [ShellCommand.Pipeline { Commands: [.., ShellCommand.Simple { Words.IsEmpty: false } last] }]
        && CommandOutput.Lowers([.. last.Words.SelectMany(w => SafeFields(w, state))]);
}
