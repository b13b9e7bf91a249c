using System.Collections.Immutable;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>
/// Follows a script with the values that are known: assignments, loops over known words, functions, tests of known operands. What
/// depends on anything else is followed in every direction and forgotten where the directions meet (<see cref="ControlFlow"/>).
/// </summary>
internal sealed class ShellEvaluator
{
    // Unrolled loops and calls of functions stop adding commands here.
    private const int MostCommands = 3000;
    private const int MostSteps = 20_000;
    private const int DeepestCall = 12;

    private readonly ShellScript script;
    private readonly WordEvaluator words;
    private readonly SimpleEvaluator simple;
    private readonly ControlFlow flow;
    private readonly Dictionary<string, ShellCommand.Compound> functions = [];
    private int calls;
    private int steps;

    private ShellEvaluator(ShellScript script, ShellEnvironment environment)
    {
        this.script = script;
        words = new WordEvaluator(script, environment.Expression, Output);
        simple = new SimpleEvaluator(this, words, environment);
        flow = new ControlFlow(this, words);
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
    public ShellText? Run(ShellCommand command, ShellState state, RunContext context)
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
                flow.RunChain(chain, state, context);
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
                flow.RunIf(compound, state, inner);
                break;
            case CompoundKind.Case:
                flow.RunCase(compound, state, inner);
                break;
            case CompoundKind.For:
                flow.RunFor(compound, state, inner);
                break;
            case CompoundKind.While or CompoundKind.Until:
                flow.RunBranch(compound.Clauses[0], state, inner);
                break;
        }
    }

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
        && CommandOutput.Lowers([.. last.Words.SelectMany(w => words.FieldsUnrun(w, state))]);
}
