using System.Collections.Frozen;

namespace Drayage.Platform.Http;

/// <summary>Addresses as they may be shown: without user name, password and fragment, and without query values that may be secret.</summary>
public static class RedactedUri
{
    // Names of the registries' own protocols whose values say something and grant nothing. Signed download links and
    // upload sessions use others.
    private static readonly FrozenSet<string> Shown = new[]
    {
        "artifactType", "audience", "digest", "direction", "from", "label", "last", "mount", "n", "name", "order",
        "page", "per_page", "ref", "scope", "service", "sort", "state", "tag",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string Render(Uri uri)
    {
        if (!uri.IsAbsoluteUri)
            return uri.OriginalString.Split('?')[0];
        var query = uri.Query.TrimStart('?');
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Parameter);
        return uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            + (query.Length == 0 ? "" : "?" + string.Join('&', parameters));
    }

    private static string Parameter(string text)
    {
        var equals = text.IndexOf('=');
        return equals < 0 || Shown.Contains(text[..equals]) ? text : $"{text[..equals]}={Secrets.Secret.Mask}";
    }
}
