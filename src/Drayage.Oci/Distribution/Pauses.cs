namespace Drayage.Oci.Distribution;

/// <summary>How often and after what pause a request or upload is tried again.</summary>
internal sealed class Pauses(UploadOptions options, TimeProvider time)
{
    /// <summary>A registry that asks for more has refused.</summary>
    public static readonly TimeSpan LongestAskedFor = TimeSpan.FromMinutes(2);

    /// <summary>See <see cref="UploadOptions.Stall"/>.</summary>
    public TimeSpan Stall => options.Stall;

    public bool Allow(RegistryException failure, int attempt) =>
        attempt < options.MaxRetries && !(failure.RetryAfter > LongestAskedFor);

    public Task WaitAsync(RegistryException failure, int attempt, CancellationToken cancellationToken)
    {
        var own = options.FirstPause * (1 << attempt);
        return Task.Delay(failure.RetryAfter > own ? failure.RetryAfter.Value : own, time, cancellationToken);
    }

    /// <summary>A pause of no fixed length, so that clients who got in each other's way do not meet again.</summary>
    public Task WaitTurnAsync(int attempt, CancellationToken cancellationToken)
    {
        var longest = options.FirstPause * Math.Min(attempt, 4);
        return Task.Delay(longest * Random.Shared.NextDouble(), time, cancellationToken);
    }

    /// <summary>The pause that an answer asks for (<c>Retry-After</c>, RFC 9110, 10.2.3).</summary>
    public TimeSpan? AskedFor(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };
}
