using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>A command without what only surrounds it: <c>sudo</c>, <c>env</c>, <c>timeout</c>, <c>python -m</c>, <c>uv run</c>.</summary>
internal sealed record CommandCall
{
    /// <summary>The program's name, without folder and <c>.exe</c>.</summary>
    public required string Tool { get; init; }

    public required ImmutableArray<EvaluatedWord> Arguments { get; init; }

    public required EvaluatedCommand Command { get; init; }

    /// <summary>The tool was run in a way that brings it along: <c>uvx</c>, <c>pipx run</c>, <c>npx</c>.</summary>
    public bool BringsTool { get; init; }

    /// <summary>The argument at a position, when it is known.</summary>
    public string? Known(int index) => index < Arguments.Length ? Arguments[index].Known : null;

    /// <returns>Null when the program's name is not known.</returns>
    public static CommandCall? Of(EvaluatedCommand command)
    {
        var words = command.Words;
        var brings = false;
        for (var turn = 0; turn < 6; turn++)
        {
            if (words.IsEmpty || words[0].Known is not { Length: > 0 } name)
                return null;
            var tool = ToolName(name);
            if (CommandWrappers.Unwrap(tool, words) is not { } inner)
                return new CommandCall { Tool = tool, Arguments = words[1..], Command = command, BringsTool = brings };
            brings |= inner.BringsTool;
            words = inner.Words;
        }
        return null;
    }

    private static string ToolName(string name)
    {
        var start = name.AsSpan().LastIndexOfAny('/', '\\') + 1;
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[start..^4] : name[start..];
    }
}
