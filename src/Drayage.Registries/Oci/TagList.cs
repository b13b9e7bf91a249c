using System.Collections.Immutable;

namespace Drayage.Registries.Oci;

internal sealed record TagList(string Name, ImmutableArray<string> Tags);

internal sealed record RepositoryList(ImmutableArray<string> Repositories);
