namespace Drayage.Workflows.Shell.Syntax;

/// <summary>A place where a command was meant to go on in the next line, and does not.</summary>
internal sealed record BrokenContinuation
{
    public required BrokenContinuationKind Kind { get; init; }

    /// <summary>The stretch that breaks it: from the backslash to the end of its line, or the comment between two lines.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>Where the backslash stands.</summary>
    public required int Backslash { get; init; }

    /// <summary>Whether the next line with content can only have been meant as a part of the same command: it begins with an option.</summary>
    public required bool OptionFollows { get; init; }
}
