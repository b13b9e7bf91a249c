namespace Drayage.Registries.Events;

/// <summary>A request that is refused.</summary>
internal sealed class EventRefusal(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>How it is told.</summary>
    public sealed record Document(string Message);
}
