using Drayage.Model.Delivery;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>Where a consignment's package is reached: at the registry that it states, or the embedded one of a rehearsal.</summary>
/// <param name="Registry">With its slash at the end.</param>
/// <param name="Name">The package.</param>
internal sealed record NpmSite(Uri Registry, string Name)
{
    public static NpmSite Of(Consignment consignment, Uri? rehearsal) => new(
        rehearsal is null ? RegistryOf(consignment) : new Uri(rehearsal, $"npm/{consignment.Destination}/"),
        PackageOf(consignment));

    /// <summary>The registry that the consignment states.</summary>
    public static Uri RegistryOf(Consignment consignment) => new(consignment.Options[NpmRegistryDestination.RegistryOption]);

    public static string PackageOf(Consignment consignment) => consignment.Options[NpmRegistryDestination.PackageOption];

    /// <summary>The packument: GET reads it, PUT publishes.</summary>
    public Uri Package => new(Registry, PackageName.Escape(Name));

    /// <summary>The packument as it is behind the caches of the registry, for those who are about to change it.</summary>
    public Uri Fresh => new(Package + "?write=true");

    public Uri Tarball(string version) => new(Registry, $"{Name}/-/{Name[(Name.IndexOf('/', StringComparison.Ordinal) + 1)..]}-{version}.tgz");

    public Uri DistTag(string tag) => new(Registry, $"-/package/{PackageName.Escape(Name)}/dist-tags/{Uri.EscapeDataString(tag)}");

    public Uri WhoAmI => new(Registry, "-/whoami");

    /// <summary>User → <c>read</c> or <c>write</c>.</summary>
    public Uri Collaborators => new(Registry, $"-/package/{PackageName.Escape(Name)}/collaborators");

    /// <summary>Where the CI job's identity becomes a token for this package.</summary>
    public Uri Exchange => new(Registry, $"-/npm/v1/oidc/token/exchange/package/{PackageName.Escape(Name)}");

    /// <summary>Whether a credential may go along: only to the registry itself.</summary>
    public bool Trusts(Uri address) =>
        Uri.Compare(Registry, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
