namespace Drayage.Platform.Processes;

/// <summary>Runs native programs.</summary>
public interface IProcessRunner
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="sink">Receives the lines of both streams as they come, one call at a time; null when nobody listens.</param>
    /// <param name="cancellationToken">Kills the process and all its descendants.</param>
    /// <returns>How it ended, or why it could not start. A non-zero exit code is no exception.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the process tree is gone.</exception>
    Task<ProcessResult> RunAsync(ProcessSpec spec, Action<ProcessLine>? sink, CancellationToken cancellationToken);
}
