using Drayage.Workflows.Shell.Evaluation;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Publishing;

/// <summary>A secret as a call uses it.</summary>
internal sealed record CredentialUse
{
    /// <summary>The option, input or variable: <c>--password</c>, <c>TWINE_PASSWORD</c>.</summary>
    public required string Name { get; init; }

    public required ShellText Value { get; init; }

    /// <summary>Part of the command line, which other processes and traces can read.</summary>
    public required bool IsArgument { get; init; }

    public TextSpan? Span { get; init; }
}
