namespace Drayage.Pipeline.Publishing;

/// <summary>How a failed request to a destination should be met.</summary>
public enum DeliveryFailure
{
    /// <summary>A later try may succeed: connection lost, 5xx, 429.</summary>
    Transient,

    /// <summary>The destination refused for good: bad credential, no permission, invalid content.</summary>
    Refused,

    /// <summary>The destination holds other bytes under this name. Never overwritten.</summary>
    Conflict,
}

/// <summary>A destination did not do what was asked. Message, cause and hint follow the message grammar and hold no secret.</summary>
public sealed class DeliveryException(DeliveryFailure failure, string message, string? because = null, string? hint = null, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    public DeliveryFailure Failure { get; } = failure;

    public string? Because { get; } = because;

    public string? Hint { get; } = hint;

    /// <summary>What the destination asked to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the request that failed was tried as often already as is of use.</summary>
    public bool WasRetried { get; init; }
}
