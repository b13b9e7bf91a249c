namespace Drayage.Model;

/// <summary>What went wrong, as the process reports it: see the exit codes in <c>docs/exit-codes.md</c>.</summary>
public enum ExitCode
{
    /// <summary>Everything asked for is done.</summary>
    Done = 0,

    /// <summary>Refused, or a verification found a mismatch.</summary>
    Refused = 1,

    /// <summary>The command line or a configuration or manifest file is wrong.</summary>
    Usage = 2,

    /// <summary>Part of the consignments are delivered; <c>drayage resume</c> continues.</summary>
    Partial = 3,

    /// <summary>A fault of Drayage's own.</summary>
    Fault = 70,
}

/// <summary>
/// The one exception for what the user can mend. Caught once, in <c>Program.cs</c>, and printed in the message grammar:
/// <c>error: {message}</c>, <c>because: {because}</c>, <c>hint: {hint}</c>.
/// </summary>
public sealed class ReleaseException : Exception
{
    /// <param name="code">Exit code of the process.</param>
    /// <param name="message">What failed, on what. One line, no trailing full stop, no secret.</param>
    /// <param name="because">The cause in plain words with the evidence: status, error code, file:line:column.</param>
    /// <param name="hint">The next command to run or the exact setting to change.</param>
    /// <param name="inner">The failure underneath, kept for <c>--verbose</c>.</param>
    public ReleaseException(ExitCode code, string message, string? because = null, string? hint = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Because = because;
        Hint = hint;
    }

    public ExitCode Code { get; }

    public string? Because { get; }

    public string? Hint { get; }

    /// <summary>The place in a file that <see cref="Because"/> begins with, where the cause stands in one.</summary>
    public SourceLocation? At { get; init; }
}
