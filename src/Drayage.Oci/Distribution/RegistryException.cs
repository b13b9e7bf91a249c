using System.Collections.Immutable;
using System.Net;
using Drayage.Model;
using Drayage.Platform.Http;

namespace Drayage.Oci.Distribution;

/// <summary>A registry refused a request, answered nonsense, or did not answer.</summary>
public sealed class RegistryException : Exception
{
    internal RegistryException(
        HttpMethod method, Uri uri, HttpStatusCode? status, ImmutableArray<RegistryError> errors, string detail, Exception? inner = null)
        : base($"{method} {Shown(uri)}: {detail}", inner)
    {
        Method = method;
        Uri = uri;
        Status = status;
        Errors = errors;
        Detail = detail;
    }

    public HttpMethod Method { get; }

    public Uri Uri { get; }

    /// <summary>How long the registry wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Null when there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>As the registry listed them; empty when its answer had another form.</summary>
    public ImmutableArray<RegistryError> Errors { get; }

    /// <summary>The cause without method and address.</summary>
    public string Detail { get; }

    /// <summary>No answer, 408, 429 or 5xx: the same request may succeed later.</summary>
    public bool IsTransient =>
        Status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    /// <summary>
    /// Whether the request was repeated where it was sent, as all that can be repeated are: reads by the HTTP client, writes of one
    /// outcome by <see cref="RegistryTransport"/>. Whoever repeats the work around it would multiply that.
    /// </summary>
    public bool WasRepeated => (Repeats || Method == HttpMethod.Get || Method == HttpMethod.Head) && !(RetryAfter > Pauses.LongestAskedFor);

    /// <inheritdoc cref="RegistryRequest.Repeatable"/>
    internal bool Repeats { get; init; }

    public bool Has(string code) => Errors.Any(error => error.Code == code);

    /// <summary>The error in the form that users see.</summary>
    /// <param name="subject">What failed on what, such as <c>destination ghcr: image server:1.4.0 was refused</c>.</param>
    public ReleaseException ToReleaseException(string subject) =>
        new(ExitCode.Refused, subject, Message, RegistryHints.For(this), this);

    /// <summary>Queries carry upload states and scopes, and in redirects signatures: they are not shown.</summary>
    internal static string Shown(Uri uri) => uri.GetLeftPart(UriPartial.Path);
}
