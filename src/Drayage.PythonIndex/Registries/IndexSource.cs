using Drayage.Oci.References;

namespace Drayage.PythonIndex.Registries;

/// <summary>
/// A place in an OCI registry: the repository of one project, or a namespace with a repository a project. Which of the two it is
/// shows when it is read.
/// </summary>
/// <param name="Place">Registry and repository, without tag and digest.</param>
public sealed record IndexSource(ImageReference Place)
{
    private const string Scheme = "oci://";

    /// <param name="text"><c>oci://REGISTRY/NAMESPACE[/NAME]</c></param>
    /// <exception cref="FormatException">The text is no such place.</exception>
    public static IndexSource Parse(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            throw new FormatException($"'{text}' does not begin with {Scheme}");
        var rest = text[Scheme.Length..].TrimEnd('/');
        if (!rest.Contains('/', StringComparison.Ordinal))
            throw new FormatException($"'{text}' names no repository and no namespace below the registry");
        var place = ImageReference.Parse(rest);
        return place is { Tag: null, Digest: null } ? new IndexSource(place) : throw new FormatException($"'{text}' names one version; an index is of all");
    }

    /// <summary>The repository of a project below this namespace; null where no repository can have that name.</summary>
    /// <param name="project">Normalised name.</param>
    public ImageReference? Below(string project) =>
        RepositoryName.TryParse($"{Place.Repository}/{project}", out var repository, out _) ? Place with { Repository = repository } : null;

    public override string ToString() => Scheme + Place.Name;
}
