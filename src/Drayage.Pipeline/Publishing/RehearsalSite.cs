using Drayage.Oci.References;
using Drayage.Platform.Secrets;

namespace Drayage.Pipeline.Publishing;

/// <summary>Where the embedded registries listen.</summary>
/// <param name="Address"><c>http://127.0.0.1:PORT/</c>.</param>
/// <param name="Token">Accepted by all of them.</param>
public sealed record RehearsalSite(Uri Address, Secret Token)
{
    /// <summary>Whether the embedded registry itself is named: then what is there is meant.</summary>
    public bool IsNamedBy(ImageReference image) => image.Registry == Address.Authority;

    /// <summary>
    /// The repository that stands for one of another registry: below that registry's name. A port follows a hyphen there, since no
    /// segment has a colon (distribution specification 1.1, "Pulling manifests").
    /// </summary>
    public static RepositoryName StandInFor(ImageReference image) => RepositoryName.Parse($"{image.Registry.Replace(':', '-')}/{image.Repository}");

    /// <summary>An address such as a consignment's, as clients are given it.</summary>
    public string AddressOf(string repository)
    {
        var image = ImageReference.Parse(repository);
        return IsNamedBy(image) ? repository : $"{Address.Authority}/{StandInFor(image)}";
    }
}
