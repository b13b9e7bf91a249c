using Drayage.Ecosystems.GitHub;
using Drayage.Model;

namespace Drayage.Cli.Runs.Released;

/// <summary>Where the waybill of a release is.</summary>
internal abstract record ReleaseLocation
{
    private ReleaseLocation()
    {
    }

    /// <summary>Beside the files of a GitHub release.</summary>
    public sealed record Tag(RepositorySlug Repository, string Name) : ReleaseLocation;

    /// <param name="Path">Absolute.</param>
    public sealed record File(string Path) : ReleaseLocation;

    /// <param name="Address">http or https.</param>
    public sealed record Web(Uri Address) : ReleaseLocation;

    /// <summary>An address is an address, a file that exists or is named like a waybill is a file, and everything else is a tag.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="directory">Where relative paths begin.</param>
    /// <param name="repository"><c>owner/name</c>, for a tag.</param>
    /// <exception cref="ReleaseException">A tag without a repository.</exception>
    public static ReleaseLocation Parse(string text, string directory, string? repository)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp))
            return new Web(address);
        var path = System.IO.Path.GetFullPath(text, directory);
        if (System.IO.File.Exists(path) || text.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return new File(path);
        if (repository is null)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"nothing says whose release {text} is",
                $"'{text}' is taken for a tag, since no file has that name",
                "name the repository with --repository OWNER/NAME, or the waybill itself by path or address");
        }

        try
        {
            return new Tag(RepositorySlug.Parse(repository), text);
        }
        catch (FormatException malformed)
        {
            throw new ReleaseException(ExitCode.Usage, $"--repository: '{repository}' is no repository", malformed.Message, "write OWNER/NAME");
        }
    }
}
