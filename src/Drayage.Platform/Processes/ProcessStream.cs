namespace Drayage.Platform.Processes;

/// <summary>Where a line came from.</summary>
public enum ProcessStream
{
    Output,
    Error,
}
