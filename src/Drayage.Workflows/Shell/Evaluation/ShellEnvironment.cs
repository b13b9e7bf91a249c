using System.Collections.Immutable;

namespace Drayage.Workflows.Shell.Evaluation;

/// <summary>What a script is run with.</summary>
internal sealed record ShellEnvironment
{
    public static readonly ShellEnvironment Bare = new()
    {
        Variables = ImmutableDictionary<string, ShellText>.Empty,
        Expression = text => ShellText.Unknown($"${{{{ {text} }}}}"),
    };

    /// <summary>Variables of the step, the job, the workflow and of earlier steps that wrote to <c>GITHUB_ENV</c>.</summary>
    public required ImmutableDictionary<string, ShellText> Variables { get; init; }

    /// <summary>What stands for a <c>${{ … }}</c>, given the text between its braces.</summary>
    public required Func<string, ShellText> Expression { get; init; }
}
