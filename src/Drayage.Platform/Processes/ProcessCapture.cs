namespace Drayage.Platform.Processes;

/// <summary>Streams of a process which are kept in memory.</summary>
[Flags]
public enum ProcessCapture
{
    None = 0,
    Output = 1,
    Error = 2,
    Both = Output | Error,
}
