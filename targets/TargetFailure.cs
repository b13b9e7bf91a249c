namespace Drayage.Targets;

/// <summary>A target that did not reach its end; the message says what to mend.</summary>
internal sealed class TargetFailure(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
