using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>Addresses that are taken for Python indexes and are none.</summary>
internal sealed record PythonAddress(string What, string Answer, string Instead)
{
    private const string Alternatives =
        "upload to https://upload.pypi.org/legacy/ (for trials https://test.pypi.org/legacy/), attach the files to the GitHub release, or push them to ghcr.io as an artifact (oras push) and serve them with `drayage python-index serve`";

    /// <returns>Null when nothing is known to be wrong with the address.</returns>
    public static PythonAddress? Wrong(ShellText address, bool uploads)
    {
        var (host, path) = Cut(address.KnownStart);
        var whole = path + (address.HasUnknown ? "?" : "");
        return host switch
        {
            "ghcr.io" => new("it is a container registry", uploads ? "it answers 405 Method Not Allowed to an upload" : "it answers 404 to every index page", Alternatives),
            "docker.io" or "index.docker.io" or "hub.docker.com" or "registry-1.docker.io" or "quay.io" or "gcr.io" =>
                new("it is a container registry", "it serves images only", Alternatives),
            "upload.pkg.github.com" or "pkg.github.com" or "python.pkg.github.com" or "pypi.pkg.github.com" =>
                new("there is no such host", "GitHub Packages holds npm, Maven, RubyGems, NuGet and container packages, and has no index for Python", Alternatives),
            _ when host.EndsWith(".pkg.github.com", StringComparison.Ordinal) =>
                new("it is GitHub's registry of another kind of package", "GitHub Packages has no index for Python", Alternatives),
            "github.com" or "api.github.com" => new("it is no index", "GitHub has no index for Python packages", Alternatives),
            "pypi.org" or "test.pypi.org" when uploads && whole.StartsWith("simple", StringComparison.Ordinal) =>
                new("it is the index for reading", "it takes no uploads", Upload(host)),
            "pypi.org" when uploads && whole is "" or "legacy" or "legacy/" => new("uploads have another host", "it answers 404 or 405", Upload(host)),
            "upload.pypi.org" or "test.pypi.org" when uploads && whole == "legacy" =>
                new("the slash at its end is missing", "it answers with a redirection, which twine does not follow", Upload(host == "upload.pypi.org" ? "pypi.org" : host)),
            _ => null,
        };
    }

    /// <summary>Whether a text holds the address of a host that guides invented.</summary>
    public static bool IsInvented(ShellText text) => Cut(text.KnownStart).Host is "upload.pkg.github.com" or "pkg.github.com" or "python.pkg.github.com" or "pypi.pkg.github.com";

    private static string Upload(string host) => host == "pypi.org" ? "https://upload.pypi.org/legacy/" : "https://test.pypi.org/legacy/";

    private static (string Host, string Path) Cut(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return ("", "");
        var rest = address[(scheme + 3)..];
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
            rest = rest[(at + 1)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (rest.ToLowerInvariant(), "") : (rest[..slash].ToLowerInvariant(), rest[(slash + 1)..]);
    }
}
