using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>The embedded registry meets every requirement.</summary>
public static class EmbeddedRegistryTests
{
    public sealed class Pull(EmbeddedTarget target) : PullRequirements(target), IClassFixture<EmbeddedTarget>;

    public sealed class Upload(EmbeddedTarget target) : UploadRequirements(target), IClassFixture<EmbeddedTarget>;

    public sealed class UploadWays(EmbeddedTarget target) : UploadWayRequirements(target), IClassFixture<EmbeddedTarget>;

    public sealed class Mount(EmbeddedTarget target) : MountRequirements(target), IClassFixture<EmbeddedTarget>;

    public sealed class Manifests(EmbeddedTarget target) : ManifestRequirements(target), IClassFixture<EmbeddedTarget>;

    public sealed class Shapes(EmbeddedTarget target) : ShapeRequirements(target), IClassFixture<EmbeddedTarget>;

    public sealed class Discovery(EmbeddedTarget target) : DiscoveryRequirements(target), IClassFixture<EmbeddedTarget>;

    public sealed class Referrers(EmbeddedTarget target) : ReferrerRequirements(target), IClassFixture<EmbeddedTarget>;

    public sealed class Deletion(EmbeddedTarget target) : DeletionRequirements(target), IClassFixture<EmbeddedTarget>;
}
