using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>What a script is run with.</summary>
internal sealed record ShellEnvironment
{
    public static readonly ShellEnvironment Bare = new()
    {
        Variables = ImmutableDictionary<string, PartialText>.Empty,
        Expression = text => PartialText.Unknown($"${{{{ {text} }}}}"),
    };

    /// <summary>Variables of the step, the job, the workflow and of earlier steps that wrote to <c>GITHUB_ENV</c>.</summary>
    public required ImmutableDictionary<string, PartialText> Variables { get; init; }

    /// <summary>What stands for a <c>${{ … }}</c>, given the text between its braces.</summary>
    public required Func<string, PartialText> Expression { get; init; }
}
