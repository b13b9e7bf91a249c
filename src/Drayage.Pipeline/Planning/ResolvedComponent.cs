using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Planning;

/// <summary>A component of the configuration matched with what detection found.</summary>
/// <param name="Package">Null where the ecosystem has no manifests.</param>
internal sealed record ResolvedComponent(ComponentSettings Settings, IEcosystem Ecosystem, Package? Package)
{
    public string Id => Settings.Id.Text;
}

/// <summary>A component whose version is known.</summary>
/// <param name="VersionPlace">Where the version stands, for messages.</param>
internal sealed record VersionedComponent(ResolvedComponent Resolved, ReleaseVersion Version, string VersionPlace, string NativeVersion, string? NotTaggable);
