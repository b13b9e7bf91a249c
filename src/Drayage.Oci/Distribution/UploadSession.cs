namespace Drayage.Oci.Distribution;

/// <summary>An upload that the registry has opened.</summary>
/// <param name="Location">Where the next request goes; every answer may move it.</param>
/// <param name="MinChunk">The registry's <c>OCI-Chunk-Min-Length</c>, or 0.</param>
internal sealed record UploadSession(Uri Location, long MinChunk)
{
    /// <summary>The session after an answer that may name a new location.</summary>
    public UploadSession After(HttpResponseMessage response) =>
        response.Headers.Location is { } location ? this with { Location = new Uri(Location, location) } : this;

    /// <summary>The location with a parameter added; registries keep state in its query.</summary>
    public Uri With(string parameter)
    {
        var query = Location.Query.TrimStart('?');
        return new UriBuilder(Location) { Query = query.Length == 0 ? parameter : $"{query}&{parameter}" }.Uri;
    }
}
