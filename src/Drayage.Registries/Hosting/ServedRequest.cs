namespace Drayage.Registries.Hosting;

/// <summary>One request as it was answered. Holds no header, so no secret.</summary>
public sealed record ServedRequest
{
    public required string Method { get; init; }

    /// <summary>Path and query as sent.</summary>
    public required string Path { get; init; }

    /// <summary>Status code sent; 499 when the client went away before its request was carried out.</summary>
    public required int Status { get; init; }

    /// <summary>Body bytes read from the client.</summary>
    public required long BytesReceived { get; init; }

    /// <summary>Body bytes sent to the client.</summary>
    public required long BytesSent { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The registry's own fault behind a status 500 or 507; null otherwise.</summary>
    public Exception? Failure { get; init; }
}
