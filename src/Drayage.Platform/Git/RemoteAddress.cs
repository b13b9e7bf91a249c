using System.Diagnostics.CodeAnalysis;

namespace Drayage.Platform.Git;

/// <summary>Where a hosted repository lives: <c>host/owner/name</c>. An owner may be nested groups (GitLab).</summary>
public sealed record RemoteAddress
{
    private RemoteAddress(string host, string owner, string name)
    {
        Host = host;
        Owner = owner;
        Name = name;
    }

    /// <summary>Lower-case host name, with the port when the address is http(s) and names one.</summary>
    public string Host { get; }

    public string Owner { get; }

    public string Name { get; }

    /// <summary><c>owner/name</c></summary>
    public string Slug => $"{Owner}/{Name}";

    /// <summary>
    /// Reads the address forms of git: <c>https://host/owner/name.git</c>, <c>ssh://git@host:22/owner/name</c>,
    /// <c>git@host:owner/name.git</c>. A local path has no address.
    /// </summary>
    public static bool TryParse(string url, [NotNullWhen(true)] out RemoteAddress? address)
    {
        var (host, path) = url.Contains("://", StringComparison.Ordinal) ? SplitUri(url) : SplitScp(url);
        var segments = path.Trim('/').Split('/');
        var name = segments[^1].EndsWith(".git", StringComparison.Ordinal) ? segments[^1][..^4] : segments[^1];
        address = host.Length > 0 && segments.Length >= 2 && name.Length > 0 && segments.All(segment => segment.Length > 0)
            ? new RemoteAddress(host, string.Join('/', segments[..^1]), name)
            : null;
        return address is not null;
    }

    /// <summary>The address without user name and password, as it may be shown and stored.</summary>
    internal static string WithoutCredentials(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return url;
        var start = scheme + 3;
        var end = url.IndexOf('/', start);
        var at = url.LastIndexOf('@', (end < 0 ? url.Length : end) - 1);
        return at < start ? url : url[..start] + url[(at + 1)..];
    }

    private static (string Host, string Path) SplitUri(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.IsFile)
            return ("", "");
        var isHttp = uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;
        var host = isHttp && !uri.IsDefaultPort ? uri.Authority : uri.Host;
        return (host.ToLowerInvariant(), Uri.UnescapeDataString(uri.AbsolutePath));
    }

    private static (string Host, string Path) SplitScp(string url)
    {
        var colon = url.IndexOf(':');
        var slash = url.IndexOf('/');
        // git reads "a/b:c" as a path; a Windows drive letter is a path as well.
        if (colon <= 1 || (slash >= 0 && slash < colon))
            return ("", "");
        var host = url[..colon];
        return (host[(host.IndexOf('@') + 1)..].ToLowerInvariant(), url[(colon + 1)..]);
    }
}
