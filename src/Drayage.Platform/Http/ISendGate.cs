namespace Drayage.Platform.Http;

/// <summary>Asked at the last moment before a request goes out, and again before each piece of its body.</summary>
public interface ISendGate
{
    /// <summary>Returns when sending is allowed.</summary>
    /// <exception cref="OperationCanceledException">Nothing may be sent any more.</exception>
    ValueTask PassAsync(CancellationToken cancellationToken);
}
