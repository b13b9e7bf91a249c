using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>The reference registry meets the requirements but for the deviations that its target lists.</summary>
public static class DebianRegistryTests
{
    public sealed class Pull(DebianRegistryTarget target) : PullRequirements(target), IClassFixture<DebianRegistryTarget>;

    public sealed class Upload(DebianRegistryTarget target) : UploadRequirements(target), IClassFixture<DebianRegistryTarget>;

    public sealed class UploadWays(DebianRegistryTarget target) : UploadWayRequirements(target), IClassFixture<DebianRegistryTarget>;

    public sealed class Mount(DebianRegistryTarget target) : MountRequirements(target), IClassFixture<DebianRegistryTarget>;

    public sealed class Manifests(DebianRegistryTarget target) : ManifestRequirements(target), IClassFixture<DebianRegistryTarget>;

    public sealed class Shapes(DebianRegistryTarget target) : ShapeRequirements(target), IClassFixture<DebianRegistryTarget>;

    public sealed class Discovery(DebianRegistryTarget target) : DiscoveryRequirements(target), IClassFixture<DebianRegistryTarget>;

    public sealed class Referrers(DebianRegistryTarget target) : ReferrerRequirements(target), IClassFixture<DebianRegistryTarget>;

    public sealed class Deletion(DebianRegistryTarget target) : DeletionRequirements(target), IClassFixture<DebianRegistryTarget>;
}
