using System.Collections.Immutable;

namespace Drayage.Registries.GitHub.Wire;

internal sealed record PackageVersionView(long Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, PackageMetadataView Metadata);

internal sealed record PackageMetadataView(string PackageType, ContainerMetadataView Container);

internal sealed record ContainerMetadataView(ImmutableArray<string> Tags);
