using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Actions;

/// <summary>An action as a step calls it.</summary>
internal sealed record ActionCall
{
    /// <summary>Owner, repository and path, without a version: <c>docker/login-action</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The value of an input; null when the step does not set it. Names are compared without regard to case.</summary>
    public required Func<string, ShellText?> Input { get; init; }

    public ShellText InputOr(string name, string fallback) => Input(name) ?? ShellText.Of(fallback);

    /// <summary>Whether an input switches something on: true, unless it is false for certain.</summary>
    public bool MayBe(string name, bool fallback) => Input(name)?.Known is { } known
        ? known.Trim().ToLowerInvariant() is "true" or "1" or "yes"
        : Input(name) is { } value ? !value.IsEmpty : fallback;

    /// <summary>Whether an input is switched on for certain.</summary>
    public bool Is(string name) => Input(name)?.Known?.Trim().ToLowerInvariant() is "true" or "1" or "yes";
}
