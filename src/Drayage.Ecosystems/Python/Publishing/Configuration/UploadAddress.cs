namespace Drayage.Ecosystems.Python.Publishing.Configuration;

/// <summary>Addresses of upload APIs as people write them: with or without the slash at the end, and PyPI's also with <c>http</c>.</summary>
internal static class UploadAddress
{
    /// <returns>Null for what is no address.</returns>
    public static Uri? Parse(string text)
    {
        if (!Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            return null;
        return WellKnownIndex.ByUpload(new UriBuilder(uri) { Scheme = Uri.UriSchemeHttps, Port = -1 }.Uri)?.Upload ?? uri;
    }
}
