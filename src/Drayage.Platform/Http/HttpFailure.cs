using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Drayage.Model;

namespace Drayage.Platform.Http;

/// <summary>A request that failed, with all the evidence that may be shown.</summary>
public sealed record HttpFailure
{
    public required HttpFailureKind Kind { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>The address, as <see cref="RedactedUri"/> shows it.</summary>
    public required string Target { get; init; }

    /// <summary>Null when no answer came.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>What happened in plain words: the status line, or why there is none.</summary>
    public required string Detail { get; init; }

    /// <summary>The errors that the registry named, in its order.</summary>
    public ImmutableArray<RegistryError> Errors { get; init; } = [];

    /// <summary>The beginning of the body as text, on one line; empty when there is none or it is no text.</summary>
    public string BodyExcerpt { get; init; } = "";

    /// <summary>How long the server wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What to do about it, where the kind alone tells.</summary>
    public string? Hint { get; init; }

    /// <summary>True when the request certainly did not reach the server, so that nothing can be in doubt.</summary>
    public bool NothingWasSent => Kind is HttpFailureKind.NameResolution or HttpFailureKind.ConnectionRefused
        or HttpFailureKind.Unreachable or HttpFailureKind.Tls or HttpFailureKind.Proxy;

    /// <summary>True when the registry named an error of this code.</summary>
    public bool Has(string code) => Errors.Any(error => string.Equals(error.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the server's words, or those of the failure itself, hold one of these, whatever the case.</summary>
    public bool Says(params ReadOnlySpan<string> words)
    {
        var text = Describe();
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>One line: request, status, the registry's own words.</summary>
    public string Describe()
    {
        var words = Errors.Length > 0 ? string.Join("; ", Errors) : BodyExcerpt;
        return $"{Method} {Target}: {Detail}{(words.Length > 0 ? $" ({words})" : "")}";
    }

    /// <summary>The error for the user.</summary>
    /// <param name="message">What failed, on what.</param>
    /// <param name="hint">What to do about it; null takes the failure's own.</param>
    public ReleaseException ToException(string message, string? hint = null) =>
        new(ExitCode.Refused, message, Describe(), hint ?? Hint ?? RetryHint());

    private string? RetryHint() => RetryAfter is { } wait
        ? string.Create(CultureInfo.InvariantCulture, $"run the command again in {Math.Ceiling(wait.TotalSeconds):0} seconds; the server asks for that pause")
        : null;
}
